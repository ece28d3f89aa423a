import type { Tensor } from '#grading/model/tensor'
import type { Operation } from '../../graph/graph.ts'
import type { ModelRefusal } from '../../refusal.ts'
import type { ElementType, Value } from './value.ts'

export type AttributeValue = number | string | readonly number[] | Tensor

/** What is read of an attribute. Attributes without a rule are refused. */
export interface AttributeRule {
  readonly is: 'integer' | 'integers' | 'float' | 'floats' | 'text' | 'tensor'
  /** Where the file does not say; without it, the operator decides. */
  readonly missing?: number | string
  /** The values that are read; all, where it is left out. */
  readonly only?: readonly (number | string)[]
  /** First and last opset in which it is an attribute. */
  readonly since?: number
  readonly until?: number
  /** Why its value changes nothing here. */
  readonly noEffect?: string
}

/** What an operator may do with the graph that is being made. */
export interface Making {
  readonly opset: number
  /** How many inputs the node names, those left out in between included. */
  readonly count: number
  /** How many outputs it names. */
  readonly outputs: number
  /** @throws ModelRefusal if it was left out. */
  input(position: number): Value
  optional(position: number): Value | undefined
  /** An input that is a constant. @throws ModelRefusal if it is computed only while the model runs. */
  constant(position: number): Tensor
  integer(name: string): number
  float(name: string): number
  text(name: string): string
  integers(name: string): readonly number[] | undefined
  attribute(name: string): AttributeValue | undefined
  /** A constant of its own. */
  numbers(data: ArrayLike<number>, shape: readonly number[], type?: ElementType): Value
  scalar(value: number, type?: ElementType): Value
  /** Adds a step, or computes it at once where all it takes are constants. The type is that of the first input. */
  emit(operation: Operation, ...inputs: readonly Value[]): Value
  /** From `from` on, `count` places; refused before they are listed if there are too many. */
  places(count: number, place: (i: number) => number): readonly number[]
  /** Completes "has the step …". */
  refusal(text: string): ModelRefusal
}

export interface Operator {
  /** The versions of the standard's description that are read, each named by the opset that brought it. */
  readonly versions: readonly number[]
  /** Last opset that has it. */
  readonly until?: number
  /** Least and most inputs. */
  readonly inputs: readonly [number, number]
  readonly attributes?: Readonly<Record<string, AttributeRule>>
  /** What the page says beyond attributes. */
  readonly note?: string
  /** @returns its outputs in their order. */
  make(making: Making): Value | readonly Value[]
}
