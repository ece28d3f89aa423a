import { sizeOf } from '#grading/model/tensor'
import { ModelRefusal } from '../refusal.ts'
import type { Channels, Operation, Sides, Window } from './graph.ts'

type Shape = readonly number[]

/** More axes are not computed with by every engine. */
const MOST_AXES = 6
/** Each group is a convolution of its own, except where it has one channel. */
const MOST_GROUPS = 256

/**
 * The shape of what an operation makes; nothing is computed.
 *
 * @param label - of its step, as messages name it.
 * @throws ModelRefusal if the operation does not fit what it is given.
 */
export function shapeAfter(operation: Operation, given: readonly Shape[], label: string): Shape {
  const refuse: Refuse = (expected) => {
    const shown = given.map((shape) => `[${shape.join(', ')}]`).join(' and ')
    throw new ModelRefusal(`has the ${label}, which takes ${expected}, but gets ${shown}`)
  }
  const shape = made(operation, given, refuse)
  if (shape.length > MOST_AXES) return refuse(`what leads to at most ${MOST_AXES} axes`)
  return shape
}

type Refuse = (expected: string) => never

function made(operation: Operation, given: readonly Shape[], refuse: Refuse): Shape {
  const [first = [], second = []] = given
  switch (operation.kind) {
    case 'convolution':
    case 'transposed-convolution':
    case 'max-pool':
    case 'average-pool':
    case 'global-average':
    case 'upsample':
      return ofImages(operation, first, second, given[2], refuse)
    case 'product': {
      const [inner, outer] = (operation.transposed ? second.toReversed() : second) as [number, number]
      if (second.length !== 2 || first.length < 2 || first.at(-1) !== inner) return refuse(`rows of ${inner} numbers`)
      return [...first.slice(0, -1), outer]
    }
    case 'products': {
      const fits = first.length === 3 && second.length === 3 && first[0] === second[0] && first[2] === second[1]
      return fits ? [first[0] as number, first[1] as number, second[2] as number] : refuse('matrices that fit one another')
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
    case 'maximum':
    case 'minimum':
    case 'equal':
    case 'greater':
    case 'greater-or-equal':
    case 'and':
    case 'or':
    case 'select':
      return given.reduce((a, b) => broadcast(a, b) ?? refuse('shapes that fit one another'))
    case 'clip':
      return first
    case 'reduce': {
      const { axes, keepSides } = operation
      if (!axes.every((axis) => isAxis(axis, first)) || new Set(axes).size !== axes.length) return refuse(`the axes ${axes.join(', ')}`)
      if (axes.some((axis) => first[axis] === 0)) return refuse('axes that are not empty')
      return first.flatMap((side, axis) => (axes.includes(axis) ? (keepSides ? [1] : []) : [side]))
    }
    case 'gather': {
      const { axis, indices } = operation
      const side = first[axis]
      if (side === undefined) return refuse(`an axis ${axis}`)
      const beyond = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= side)
      if (beyond !== undefined) return refuse(`an axis ${axis} that reaches place ${beyond}`)
      return first.map((one, i) => (i === axis ? indices.length : one))
    }
    case 'reshape':
      return reshaped(first, operation.shape) ?? refuse(`what can be written as [${operation.shape.join(', ')}]`)
    case 'transpose': {
      const order = operation.order
      const valid = order.length === first.length && [...order].sort((a, b) => a - b).every((axis, i) => axis === i)
      return valid ? order.map((axis) => first[axis] as number) : refuse(`${order.length} axes, each named once`)
    }
    case 'activation': {
      const last = operation.axis === -1 || operation.axis === first.length - 1
      return operation.name.endsWith('softmax') && (!last || first.length === 0) ? refuse('its last axis only') : first
    }
    case 'concatenate': {
      const axis = operation.axis < 0 ? operation.axis + first.length : operation.axis
      const fits = given.every((shape) => shape.length === first.length && shape.every((side, i) => i === axis || side === first[i]))
      if (!isAxis(axis, first) || !fits) return refuse('shapes that differ in one axis only')
      return first.map((side, i) => (i === axis ? given.reduce((sum, shape) => sum + (shape[axis] as number), 0) : side))
    }
    case 'pad': {
      const { padding } = operation
      const valid = padding.length === first.length && padding.flat().every((side) => Number.isSafeInteger(side) && side >= 0)
      if (!valid) return refuse(`${padding.length} axes to be padded`)
      return first.map((side, axis) => side + (padding[axis] as Sides)[0] + (padding[axis] as Sides)[1])
    }
  }
}

type OfImages = Extract<Operation, { readonly channels: Channels }>

function ofImages(operation: OfImages, first: Shape, second: Shape, bias: Shape | undefined, refuse: Refuse): Shape {
  const { channels } = operation
  const { batch, sides, depth } = imagesOf(first, channels) ?? refuse('images')
  const requireBias = (count: number): void => {
    if (bias !== undefined && (bias.length !== 1 || bias[0] !== count)) refuse(`a bias of ${count} numbers`)
  }
  switch (operation.kind) {
    case 'convolution': {
      const { window, groups = 1 } = operation
      const [height, width, inner, outer] = second as [number, number, number, number]
      if (second.length !== 4 || inner * groups !== depth) return refuse(`images of ${inner * groups} channels`)
      if (outer % groups !== 0) return refuse(`filters that ${groups} groups can share`)
      if (groups > MOST_GROUPS && inner !== 1) return refuse(`at most ${MOST_GROUPS} groups`)
      const made = sides.map((side, i) => after(side, { ...window, size: [height, width] }, i))
      if (!made.every((side) => side > 0)) return refuse(`images of at least ${height} × ${width} pixels`)
      requireBias(outer)
      return joined(batch, made, outer, channels)
    }
    case 'transposed-convolution': {
      const { window, extra, groups = 1 } = operation
      const [height, width, outer, inner] = second as [number, number, number, number]
      if (second.length !== 4 || inner !== depth || inner % groups !== 0) return refuse(`images of ${inner} channels`)
      if (groups > MOST_GROUPS) return refuse(`at most ${MOST_GROUPS} groups`)
      const made = sides.map((side, i) => transposedSide(side, { ...window, size: [height, width] }, extra, i).length)
      if (!made.every((side) => side > 0)) return refuse('larger images')
      requireBias(outer * groups)
      return joined(batch, made, outer * groups, channels)
    }
    case 'max-pool':
    case 'average-pool': {
      const made = sides.map((side, i) => after(side, operation.window, i))
      if (!made.every((side) => side > 0)) return refuse(`images of at least ${operation.window.size.join(' × ')} pixels`)
      return joined(batch, made, depth, channels)
    }
    case 'global-average':
      return operation.keepSides ? joined(batch, [1, 1], depth, channels) : [batch, depth]
    case 'upsample': {
      const made = sides.map((side, i) => side * (operation.factor[i] as number))
      return joined(batch, made, depth, channels)
    }
  }
}

function isAxis(axis: number, shape: Shape): boolean {
  return Number.isInteger(axis) && axis >= 0 && axis < shape.length
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

/** What two shapes make where axes of length 1 are repeated; `undefined` if they do not fit. */
export function broadcast(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length)
  const shape: number[] = []
  for (let axis = 1; axis <= rank; axis++) {
    const [x, y] = [a.at(-axis) ?? 1, b.at(-axis) ?? 1]
    if (axis > a.length || axis > b.length || x === y || x === 1 || y === 1) shape.unshift(x === 1 ? y : x)
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
