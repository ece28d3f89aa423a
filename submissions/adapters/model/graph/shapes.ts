import { sizeOf } from '#grading/model/tensor'
import { ModelRefusal, quoted } from '../refusal.ts'
import type { Graph, Model, Operation, Step } from './graph.ts'
import { shapeAfter } from './shape-after.ts'

type Shape = readonly number[]

/** Numbers that all steps may make of one image: 64 channels at full resolution are an eightieth of it. */
export const MOST_NUMBERS = 4_000_000
/** Multiplications for one image: twenty times those of a network with 32 and 64 channels. */
const MOST_MULTIPLICATIONS = 200_000_000
const MOST_STEPS = 4000
/** Least and most inputs, where it is not one. */
const INPUTS: { readonly [K in Operation['kind']]?: readonly [number, number] } = {
  convolution: [2, 3],
  'transposed-convolution': [2, 3],
  product: [2, 2],
  products: [2, 2],
  add: [2, 100],
  subtract: [2, 2],
  multiply: [2, 100],
  divide: [2, 2],
  power: [2, 2],
  maximum: [2, 2],
  minimum: [2, 2],
  equal: [2, 2],
  greater: [2, 2],
  'greater-or-equal': [2, 2],
  and: [2, 2],
  or: [2, 2],
  select: [3, 3],
  concatenate: [1, 100],
}

/**
 * Works out the shapes of all results before anything is computed or allocated.
 *
 * @param shapes - of the model's inputs in their order, the batch first.
 * @returns how many numbers all steps make of one row.
 * @throws ModelRefusal if a step does not fit what it is given, or would be far larger than a model of the sheet.
 */
export function numbersPerRow({ inputs, outputs }: Model, graph: Graph, shapes: readonly Shape[]): number {
  if (graph.steps.length > MOST_STEPS) throw new ModelRefusal(`has ${graph.steps.length} steps; at most ${MOST_STEPS} are run`)
  const batch = shapes[0]?.[0] ?? 1
  const made = new Map<string, Shape>([...graph.constants].map(([name, { shape }]) => [name, shape]))
  inputs.forEach(({ name }, i) => {
    made.set(name, shapes[i] as Shape)
  })
  let numbers = 0
  let multiplications = 0
  for (const step of graph.steps) {
    const given = step.inputs.map((name) => known(made, name, step))
    requireUsable(step)
    const shape = shapeAfter(step.operation, given, step.label)
    numbers += sizeOf(shape) / batch
    // Not `>`: a size that is no number must not pass.
    if (!(numbers <= MOST_NUMBERS))
      throw new ModelRefusal(
        `would produce ${told(numbers)} activations per image at the ${step.label}; at most ${told(MOST_NUMBERS)} are computed`,
      )
    multiplications += (sizeOf(shape) / batch) * termsOf(step.operation, given)
    if (!(multiplications <= MOST_MULTIPLICATIONS)) {
      const most = told(MOST_MULTIPLICATIONS)
      throw new ModelRefusal(
        `would take ${told(multiplications)} multiplications per image at the ${step.label}; at most ${most} are computed`,
      )
    }
    made.set(step.output, shape)
  }
  for (const name of outputs) {
    if (made.get(name)?.[0] !== batch) throw new ModelRefusal(`has an output ${quoted(name)} without a row for each image`)
  }
  return numbers
}

function told(count: number): string {
  return count < 1e6 ? String(count) : `${Math.round(count / 1e6).toLocaleString('en')} million`
}

function known(shapes: ReadonlyMap<string, Shape>, name: string, step: Step): Shape {
  const shape = shapes.get(name)
  if (shape === undefined) throw new ModelRefusal(`has the ${step.label}, which takes ${quoted(name)} before it is produced`)
  return shape
}

/** @throws ModelRefusal for a step whose settings make no sense whatever it is given. */
export function requireUsable({ operation, label, inputs }: Omit<Step, 'inputs'> & { readonly inputs: readonly unknown[] }): void {
  const [least, most] = INPUTS[operation.kind] ?? [1, 1]
  if (inputs.length < least || inputs.length > most)
    throw new ModelRefusal(`has the ${label} with ${inputs.length} inputs; expected ${least}`)
  if ('groups' in operation && !(operation.groups === undefined || (Number.isSafeInteger(operation.groups) && operation.groups >= 1)))
    throw new ModelRefusal(`has the ${label} with ${operation.groups} groups; expected at least 1`)
  if (!('window' in operation)) return
  const { size, stride, dilation } = operation.window
  if (![...size, ...stride, ...dilation].every((one) => Number.isSafeInteger(one) && one >= 1))
    throw new ModelRefusal(`has the ${label} with a kernel size, stride or dilation below 1`)
  if (dilation.some((one) => one > 1) && (stride.some((one) => one > 1) || operation.kind !== 'convolution'))
    throw new ModelRefusal(`has the ${label} with a dilation beside a stride or in a pooling, which is not run here`)
}

/** Products that add up to one number of the result. */
function termsOf(operation: Operation, [, weights = []]: readonly Shape[]): number {
  switch (operation.kind) {
    case 'convolution':
      return sizeOf(weights.slice(0, 3))
    case 'transposed-convolution': {
      const { window, groups = 1 } = operation
      return (sizeOf(weights.slice(0, 2)) * (weights[3] as number)) / (groups * window.stride[0] * window.stride[1])
    }
    case 'product':
      return weights[operation.transposed ? 1 : 0] as number
    case 'products':
      return weights[1] as number
    default:
      return 1
  }
}
