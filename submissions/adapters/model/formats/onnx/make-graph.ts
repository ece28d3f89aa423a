import { emptyData, sizeOf, type Tensor } from '#grading/model/tensor'
import { evaluate } from '../../graph/evaluate.ts'
import type { Graph, Operation, Step } from '../../graph/graph.ts'
import { shapeAfter } from '../../graph/shape-after.ts'
import { MOST_NUMBERS, requireUsable } from '../../graph/shapes.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import type { OnnxNode } from './node.ts'
import type { AttributeValue, Making, Operator } from './operator.ts'
import type { TypedTensor } from './tensor-proto.ts'
import { dtypeOf, type ElementType, type Value } from './value.ts'

/** A node that is known to be run, with what its attributes say. */
export interface ReadyNode extends OnnxNode {
  readonly operator: Operator
  readonly values: ReadonlyMap<string, AttributeValue>
}

export interface OnnxGraph {
  readonly opset: number
  readonly constants: ReadonlyMap<string, TypedTensor>
  readonly nodes: readonly ReadyNode[]
  readonly outputs: readonly string[]
}

/** Numbers that constants computed before the model runs may have together, with places that are listed: three times all parameters. */
const MOST_FOLDED = 24_000_000
/** Numbers that may be read for them. */
const MOST_READ = 100_000_000

/**
 * Turns nodes into steps for inputs whose shapes are known, so that sizes which the file computes are constants. What takes constants only
 * is computed here.
 *
 * @param inputs - by name, each with its whole shape.
 * @throws ModelRefusal if a node does not fit what it is given.
 */
export function makeGraph({ opset, constants: given, nodes, outputs }: OnnxGraph, inputs: readonly Value[]): Graph {
  const values = new Map<string, Value>()
  for (const [name, tensor] of given) values.set(name, { name: '', shape: tensor.shape, type: tensor.type, tensor })
  for (const input of inputs) values.set(input.name, input)
  const batch = inputs[0]?.shape[0] ?? 1
  const constants = new Map<string, Tensor>()
  const named = new Map<Tensor, string>()
  const steps: Step[] = []
  const budget = createBudget()

  const nameOf = ({ name, tensor }: Value): string => {
    if (tensor === undefined) return name
    const known = named.get(tensor) ?? `constant ${named.size}`
    named.set(tensor, known)
    constants.set(known, tensor)
    return known
  }
  const emit = (label: string, operation: Operation, taken: readonly Value[]): Value => {
    requireUsable({ label, operation, inputs: taken, output: '' })
    const shape = shapeAfter(
      operation,
      taken.map((one) => one.shape),
      label,
    )
    const type = (taken[0] as Value).type
    const known = taken.map(({ tensor }) => tensor)
    if (known.every((tensor) => tensor !== undefined)) {
      const read = known.reduce((sum, tensor) => sum + tensor.data.length, 0)
      budget(sizeOf(shape), label, read)
      const tensor = evaluate(operation, known, shape)
      if (tensor !== undefined) return { name: '', shape, type, tensor }
    }
    // What all steps make is added up later; here it is kept from being listed place by place.
    if (!(sizeOf(shape) / batch <= MOST_NUMBERS))
      throw new ModelRefusal(`would produce ${sizeOf(shape)} activations at the ${label}; at most ${MOST_NUMBERS} are computed per image`)
    const output = `step ${steps.length}`
    steps.push({ label, operation, inputs: taken.map(nameOf), output })
    return { name: output, shape, type }
  }

  for (const node of nodes) {
    const made = [node.operator.make(makingOf(node, { opset, values, emit, budget }))].flat()
    node.outputs.forEach((name, i) => {
      const value = made[i]
      if (name !== '' && value !== undefined) values.set(name, value)
    })
  }
  const linear: Operation = { kind: 'activation', name: 'linear', alpha: 0, axis: -1 }
  for (const name of outputs) {
    const value = values.get(name)
    if (value === undefined) throw new ModelRefusal(`has an output ${quoted(name)} that no step produces`)
    steps.push({ label: `output ${quoted(name)}`, operation: linear, inputs: [nameOf(value)], output: name })
  }
  return { constants, steps }
}

type Budget = (count: number, label: string, read?: number) => void

function createBudget(): Budget {
  let [made, taken] = [0, 0]
  return (count, label, read = 0) => {
    made += count
    taken += read
    // Not `>`: a size that is no number must not pass.
    if (!(made <= MOST_FOLDED && taken <= MOST_READ))
      throw new ModelRefusal(`would compute more than ${MOST_FOLDED / 1e6} million constants before it runs, by the ${label}`)
  }
}

interface Surroundings {
  readonly opset: number
  readonly values: ReadonlyMap<string, Value>
  emit(label: string, operation: Operation, taken: readonly Value[]): Value
  readonly budget: Budget
}

function makingOf(node: ReadyNode, { opset, values, emit, budget }: Surroundings): Making {
  const { label, inputs, outputs, values: attributes } = node
  const refusal = (text: string): ModelRefusal => new ModelRefusal(`has the ${label} ${text}`)
  const optional = (position: number): Value | undefined => {
    const name = inputs[position] ?? ''
    if (name === '') return undefined
    const value = values.get(name)
    if (value === undefined) throw new ModelRefusal(`has the ${label}, which takes ${quoted(name)} before it is produced`)
    return value
  }
  const input = (position: number): Value => {
    const value = optional(position)
    if (value === undefined) throw refusal(`without its input ${position + 1}`)
    return value
  }
  const numbers = (data: ArrayLike<number>, shape: readonly number[], type: ElementType = 'float32'): Value => {
    const held = emptyData(dtypeOf(type), data.length)
    held.set(data)
    return { name: '', shape, type, tensor: { dtype: dtypeOf(type), shape, data: held } }
  }
  return {
    opset,
    count: inputs.length,
    outputs: outputs.length,
    input,
    optional,
    constant: (position) => {
      const { tensor } = input(position)
      if (tensor !== undefined) return tensor
      throw new ModelRefusal(`has the ${label}, whose ${quoted(inputs[position])} is computed while the model runs; it must be in the file`)
    },
    integer: (name) => attributes.get(name) as number,
    float: (name) => attributes.get(name) as number,
    text: (name) => attributes.get(name) as string,
    integers: (name) => attributes.get(name) as readonly number[] | undefined,
    attribute: (name) => attributes.get(name),
    numbers,
    scalar: (value, type) => numbers([value], [], type),
    emit: (operation, ...taken) => emit(label, operation, taken),
    places: (count, place) => {
      if (!Number.isSafeInteger(count) || count < 0) throw refusal(`that would make ${count} places along an axis`)
      budget(count, label)
      return Array.from({ length: count }, (_, i) => place(i))
    },
    refusal,
  }
}
