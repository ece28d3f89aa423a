import type { Tensor } from '#grading/model/tensor'
import type { ModelRefusal } from '../../refusal.ts'
import type { AttributeValue, Making } from '../onnx/operator.ts'
import { OPERATORS } from '../onnx/operators.ts'
import type { Value } from '../onnx/value.ts'
import type { FieldRule, FieldValue, FieldValues } from './fields.ts'

/** A tensor of a layer, by the part of its name behind `weights`. */
export interface TensorRule {
  /** How many axes it has; any number, where it is left out. */
  readonly axes?: number
  readonly optional?: true
}

/** A layer of `torch.nn`: what is read of it, and what it becomes once the shapes are known. */
export interface LayerKind {
  readonly tensors?: Readonly<Record<string, TensorRule>>
  readonly fields?: Readonly<Record<string, FieldRule>>
  /** What the documentation says beyond the fields. */
  readonly note?: string
  make(layer: Layer): Value
}

/** A layer while the graph is made. */
export interface Layer {
  readonly making: Making
  /** What it is given. */
  readonly x: Value
  /** A tensor of its own. */
  tensor(part: string): Value | undefined
  /** What the declaration says, or the default of PyTorch; `undefined` where it has none. */
  field<T extends FieldValue>(name: string): T | undefined
  pair(name: string): readonly [number, number]
  /** Completes "has the layer 3 (Conv2d) …". */
  refusal(text: string): ModelRefusal
}

/** As the operators of ONNX stand here, so do their newest versions that all layers are written in. */
export const OPSET = 22

export function layerOf(making: Making, parts: readonly string[], fields: FieldValues): Layer {
  return {
    making,
    x: making.input(0),
    tensor: (part) => (parts.includes(part) ? making.input(parts.indexOf(part) + 1) : undefined),
    field: <T extends FieldValue>(name: string) => fields.get(name) as T | undefined,
    pair: (name) => fields.get(name) as unknown as readonly [number, number],
    refusal: making.refusal,
  }
}

/**
 * What an operator of ONNX makes, which most layers are one of.
 *
 * @param attributes - beside the defaults of the operator; all of them are in its table.
 */
export function via(
  { making }: Layer,
  type: string,
  inputs: readonly (Value | undefined)[],
  attributes: Readonly<Record<string, AttributeValue | undefined>> = {},
): Value {
  const operator = OPERATORS[type]
  const rules = operator?.attributes ?? {}
  const unknown = Object.keys(attributes).find((name) => rules[name] === undefined)
  if (operator === undefined || unknown !== undefined) throw new Error(`${type} has no attribute ${unknown}`)
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined) as [string, AttributeValue][]
  const missing = Object.entries(rules).flatMap(([name, rule]) => (rule.missing === undefined ? [] : [[name, rule.missing] as const]))
  const values = new Map<string, AttributeValue>([...missing, ...given])
  const input = (position: number): Value => {
    const value = inputs[position]
    if (value === undefined) throw new Error(`${type} has no input ${position}`)
    return value
  }
  const own: Making = {
    ...making,
    count: inputs.length,
    outputs: 1,
    input,
    optional: (position) => inputs[position],
    constant: (position) => input(position).tensor as Tensor,
    integer: (name) => values.get(name) as number,
    float: (name) => values.get(name) as number,
    text: (name) => values.get(name) as string,
    integers: (name) => values.get(name) as readonly number[] | undefined,
    attribute: (name) => values.get(name),
  }
  return [operator.make(own)].flat()[0] as Value
}

/** @throws ModelRefusal unless it is given images [n, channels, height, width]. */
export function requireImages({ x, refusal }: Layer): void {
  if (x.shape.length !== 4) throw refusal(`, which takes images [n, channels, height, width], but gets [${x.shape.join(', ')}]`)
}

/** @throws ModelRefusal if the declaration says another size than the weights have. */
export function requireSize({ field, refusal }: Layer, name: string, size: number | undefined): void {
  const said = field<number>(name)
  if (said !== undefined && said !== size) throw refusal(`with ${name} ${said}, but weights for ${size}`)
}

/** The same number for each channel, where the layer has no weights of its own. */
export function constantOf({ making }: Layer, count: number, value: number): Value {
  return making.numbers(new Float32Array(count).fill(value), [count])
}
