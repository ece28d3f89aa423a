import { sizeOf } from '../../../../grading/model/tensor.ts'
import { ModelRefusal, quoted } from '../refusal.ts'
import type { Channels, Graph, Operation, Sides, Step, Window } from './graph.ts'

type Shape = readonly number[]

/** Numbers that all steps may make of one image: 64 channels at full resolution are an eightieth of it. */
export const MOST_NUMBERS = 4_000_000
/** Multiplications for one image: twenty times those of a network with 32 and 64 channels. */
const MOST_MULTIPLICATIONS = 200_000_000
const MOST_STEPS = 1000
/** Least and most inputs, where it is not one. */
const INPUTS: { readonly [K in Operation['kind']]?: readonly [number, number] } = {
  convolution: [2, 3],
  'transposed-convolution': [2, 3],
  product: [2, 2],
  add: [2, 100],
  subtract: [2, 2],
  multiply: [2, 100],
  divide: [2, 2],
  concatenate: [1, 100],
}

/**
 * Works out the shapes of all results before anything is computed or allocated.
 *
 * @param rowShapes - of the graph's inputs in their order, without the batch.
 * @returns how many numbers all steps make of one row.
 * @throws ModelRefusal if a step does not fit what it is given, or would be far larger than a model of the sheet.
 */
export function numbersPerRow(graph: Graph, rowShapes: readonly Shape[], batch: number): number {
  if (graph.steps.length > MOST_STEPS) throw new ModelRefusal(`has ${graph.steps.length} steps; at most ${MOST_STEPS} are run`)
  const shapes = new Map<string, Shape>([...graph.constants].map(([name, { shape }]) => [name, shape]))
  graph.inputs.forEach(({ name }, i) => {
    shapes.set(name, [batch, ...(rowShapes[i] as Shape)])
  })
  let numbers = 0
  let multiplications = 0
  for (const step of graph.steps) {
    const given = step.inputs.map((name) => known(shapes, name, step))
    requireUsable(step)
    const shape = shapeAfter(step, given)
    numbers += sizeOf(shape) / batch
    // Not `>`: a size that is no number must not pass.
    if (!(numbers <= MOST_NUMBERS))
      throw new ModelRefusal(
        `would make ${told(numbers)} numbers of one image by the ${step.label}; at most ${told(MOST_NUMBERS)} are computed`,
      )
    multiplications += (sizeOf(shape) / batch) * termsOf(step.operation, given)
    if (!(multiplications <= MOST_MULTIPLICATIONS)) {
      const most = told(MOST_MULTIPLICATIONS)
      throw new ModelRefusal(
        `would take ${told(multiplications)} multiplications for one image by the ${step.label}; at most ${most} are computed`,
      )
    }
    shapes.set(step.output, shape)
  }
  for (const name of graph.outputs) {
    if (shapes.get(name)?.[0] !== batch) throw new ModelRefusal(`has an output ${quoted(name)} without a row for each image`)
  }
  return numbers
}

function told(count: number): string {
  return count < 1e6 ? String(count) : `${Math.round(count / 1e6).toLocaleString('en')} million`
}

function known(shapes: ReadonlyMap<string, Shape>, name: string, step: Step): Shape {
  const shape = shapes.get(name)
  if (shape === undefined) throw new ModelRefusal(`has the ${step.label}, which takes ${quoted(name)} before anything makes it`)
  return shape
}

function requireUsable({ operation, label, inputs }: Step): void {
  const [least, most] = INPUTS[operation.kind] ?? [1, 1]
  if (inputs.length < least || inputs.length > most)
    throw new ModelRefusal(`has the ${label} with ${inputs.length} inputs; expected ${least}`)
  if (!('window' in operation)) return
  const { size, stride, dilation } = operation.window
  if (![...size, ...stride, ...dilation].every((one) => Number.isSafeInteger(one) && one >= 1))
    throw new ModelRefusal(`has the ${label} with a size, stride or dilation that is not at least 1`)
  if (dilation.some((one) => one > 1) && (stride.some((one) => one > 1) || operation.kind !== 'convolution'))
    throw new ModelRefusal(`has the ${label} with a dilation beside a stride or in a pooling, which is not run here`)
}

/** Products that add up to one number of the result. */
function termsOf(operation: Operation, [, weights = []]: readonly Shape[]): number {
  switch (operation.kind) {
    case 'convolution':
      return sizeOf(weights.slice(0, 3))
    case 'transposed-convolution':
      return (sizeOf(weights.slice(0, 2)) * (weights[3] as number)) / (operation.window.stride[0] * operation.window.stride[1])
    case 'product':
      return weights[operation.transposed ? 1 : 0] as number
    default:
      return 1
  }
}

function shapeAfter({ operation, label }: Step, given: readonly Shape[]): Shape {
  const refuse = (expected: string): never => {
    const shown = given.map((shape) => `[${shape.join(', ')}]`).join(' and ')
    throw new ModelRefusal(`has the ${label}, which takes ${expected}, but gets ${shown}`)
  }
  const [first = [], second = []] = given
  switch (operation.kind) {
    case 'convolution': {
      const { batch, sides, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      const [height, width, inner, outer] = second as [number, number, number, number]
      if (second.length !== 4 || inner !== depth) return refuse(`images of ${inner} channels`)
      const made = sides.map((side, i) => after(side, { ...operation.window, size: [height, width] }, i))
      if (!made.every((side) => side > 0)) return refuse(`images of at least ${height} × ${width} pixels`)
      return joined(batch, made, outer, operation.channels)
    }
    case 'transposed-convolution': {
      const { batch, sides, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      const [height, width, outer, inner] = second as [number, number, number, number]
      if (second.length !== 4 || inner !== depth) return refuse(`images of ${inner} channels`)
      const made = sides.map((side, i) => transposedSide(side, { ...operation.window, size: [height, width] }, operation.extra, i).length)
      if (!made.every((side) => side > 0)) return refuse('larger images')
      return joined(batch, made, outer, operation.channels)
    }
    case 'max-pool':
    case 'average-pool': {
      const { batch, sides, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      const made = sides.map((side, i) => after(side, operation.window, i))
      if (!made.every((side) => side > 0)) return refuse(`images of at least ${operation.window.size.join(' × ')} pixels`)
      return joined(batch, made, depth, operation.channels)
    }
    case 'global-average': {
      const { batch, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      return operation.keepSides ? joined(batch, [1, 1], depth, operation.channels) : [batch, depth]
    }
    case 'product': {
      const [inner, outer] = (operation.transposed ? second.toReversed() : second) as [number, number]
      if (second.length !== 2 || first.length < 2 || first.at(-1) !== inner) return refuse(`rows of ${inner} numbers`)
      return [...first.slice(0, -1), outer]
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return given.reduce((a, b) => broadcast(a, b) ?? refuse('shapes that fit one another'))
    case 'reshape':
      return reshaped(first, operation.shape) ?? refuse(`what can be written as [${operation.shape.join(', ')}]`)
    case 'transpose': {
      const order = operation.order
      const valid = order.length === first.length && [...order].sort((a, b) => a - b).every((axis, i) => axis === i)
      if (!valid || order[0] !== 0) return refuse(`${order.length} axes, the batch first`)
      return order.map((axis) => first[axis] as number)
    }
    case 'activation': {
      const last = operation.axis === -1 || operation.axis === first.length - 1
      return operation.name.endsWith('softmax') && !last ? refuse('its last axis only') : first
    }
    case 'concatenate': {
      const axis = operation.axis < 0 ? operation.axis + first.length : operation.axis
      const fits = given.every((shape) => shape.length === first.length && shape.every((side, i) => i === axis || side === first[i]))
      if (!Number.isInteger(axis) || axis < 1 || axis >= first.length || !fits)
        return refuse('shapes that differ in one axis only, which is not the batch')
      return first.map((side, i) => (i === axis ? given.reduce((sum, shape) => sum + (shape[axis] as number), 0) : side))
    }
    case 'upsample': {
      const { batch, sides, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      return joined(
        batch,
        sides.map((side, i) => side * (operation.factor[i] as number)),
        depth,
        operation.channels,
      )
    }
    case 'pad': {
      const { batch, sides, depth } = imagesOf(first, operation.channels) ?? refuse('images')
      return joined(
        batch,
        sides.map((side, i) => side + (operation.padding[i] as Sides)[0] + (operation.padding[i] as Sides)[1]),
        depth,
        operation.channels,
      )
    }
  }
}

function imagesOf(
  shape: Shape,
  channels: Channels,
): { readonly batch: number; readonly sides: readonly [number, number]; readonly depth: number } | undefined {
  if (shape.length !== 4) return undefined
  const [batch, a, b, c] = shape as [number, number, number, number]
  return channels === 'last' ? { batch, sides: [a, b], depth: c } : { batch, sides: [b, c], depth: a }
}

function joined(batch: number, sides: readonly number[], depth: number, channels: Channels): Shape {
  return channels === 'last' ? [batch, ...sides, depth] : [batch, depth, ...sides]
}

function after(side: number, { size, stride, dilation, padding }: Window, i: number): number {
  const step = stride[i] as number
  if (padding === 'same') return Math.ceil(side / step)
  const [before, behind] = padding[i] as Sides
  return Math.floor((side + before + behind - (dilation[i] as number) * ((size[i] as number) - 1) - 1) / step) + 1
}

/** Which part of the widest result a transposed convolution keeps: `length` rows or columns from `from` on. */
export function transposedSide(
  side: number,
  { size, stride, padding }: Window,
  extra: readonly [number, number],
  i: number,
): { readonly widest: number; readonly from: number; readonly length: number } {
  const step = stride[i] as number
  const reach = size[i] as number
  const widest = (side - 1) * step + reach
  if (padding === 'same') return { widest, from: Math.floor(Math.max(reach - step, 0) / 2), length: side * step }
  const [before, behind] = padding[i] as Sides
  return { widest, from: before, length: widest - before - behind + (extra[i] as number) }
}

function broadcast(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length)
  const shape: number[] = []
  for (let axis = 1; axis <= rank; axis++) {
    const [x, y] = [a.at(-axis) ?? 1, b.at(-axis) ?? 1]
    if (axis > a.length || axis > b.length || x === y || x === 1 || y === 1) shape.unshift(Math.max(x, y))
    else return undefined
  }
  return shape
}

function reshaped(from: Shape, to: readonly number[]): Shape | undefined {
  const kept = to.map((side, axis) => (side === 0 ? from[axis] : side))
  if (kept.some((side) => side === undefined || !Number.isSafeInteger(side) || side < -1)) return undefined
  const given = sizeOf(kept.filter((side) => side !== -1) as number[])
  const open = kept.filter((side) => side === -1).length
  const shape = kept.map((side) => (side === -1 ? sizeOf(from) / given : (side as number)))
  return open <= 1 && sizeOf(shape) === sizeOf(from) && shape.every(Number.isSafeInteger) ? shape : undefined
}
