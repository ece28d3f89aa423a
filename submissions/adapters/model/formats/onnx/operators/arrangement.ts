import { sizeOf } from '#grading/model/tensor'
import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { axisOf, expanded, range, reshaped } from './parts.ts'

/** Axes as an attribute before the opset, as an input since. */
export function axesOf(making: Making, opset: number): readonly number[] | undefined {
  if (making.opset < opset) return making.integers('axes')
  return making.optional(1) === undefined ? undefined : [...making.constant(1).data]
}

export function taken(making: Making, x: Value, axis: number, count: number, place: (i: number) => number): Value {
  const side = x.shape[axis] as number
  const indices = making.places(count, place)
  if (count === side && indices.every((index, i) => index === i)) return x
  return making.emit({ kind: 'gather', axis, indices }, x)
}

function gather(making: Making): Value {
  const [x, indices] = [making.input(0), making.constant(1)]
  const axis = axisOf(making, making.integer('axis'), x.shape.length)
  const side = x.shape[axis] as number
  const values = indices.data
  const flat = taken(making, x, axis, values.length, (i) =>
    (values[i] as number) < 0 ? (values[i] as number) + side : (values[i] as number),
  )
  return reshaped(making, flat, [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)])
}

function slice(making: Making): Value {
  const old = making.opset < 10
  const listed = (position: number, name: string): readonly number[] | undefined => {
    if (old) return making.integers(name)
    return making.optional(position) === undefined ? undefined : [...making.constant(position).data]
  }
  const [starts = [], ends = []] = [listed(1, 'starts'), listed(2, 'ends')]
  const axes = listed(3, 'axes') ?? starts.map((_, i) => i)
  const steps = (old ? undefined : listed(4, 'steps')) ?? starts.map(() => 1)
  if ([ends, axes, steps].some((list) => list.length !== starts.length))
    throw making.refusal('whose starts, ends, axes and steps differ in number')
  return axes.reduce((x, given, i) => {
    const axis = axisOf(making, given, x.shape.length)
    const side = x.shape[axis] as number
    const step = steps[i] as number
    if (!Number.isInteger(step) || step === 0) throw making.refusal(`with a step of ${step}`)
    const within = (value: number): number => {
      const place = value < 0 ? value + side : value
      return step > 0 ? Math.min(Math.max(place, 0), side) : Math.min(Math.max(place, -1), side - 1)
    }
    const [from, to] = [within(starts[i] as number), within(ends[i] as number)]
    return taken(making, x, axis, Math.max(0, Math.ceil((to - from) / step)), (k) => from + k * step)
  }, making.input(0))
}

function split(making: Making): readonly Value[] {
  const x = making.input(0)
  const axis = axisOf(making, making.integer('axis'), x.shape.length)
  const side = x.shape[axis] as number
  const own = making.opset < 13 ? making.integers('split') : making.optional(1) === undefined ? undefined : [...making.constant(1).data]
  const count = (making.attribute('num_outputs') as number | undefined) ?? making.outputs
  const each = Math.ceil(side / count)
  const lengths = own ?? range(0, Math.min(count, 1000)).map((i) => Math.min(each, side - i * each))
  if (lengths.some((length) => !(length >= 0)) || lengths.reduce((a, b) => a + b, 0) !== side || lengths.length < making.outputs)
    throw making.refusal(`that splits an axis of ${side} into [${lengths.slice(0, 10).join(', ')}]`)
  let from = 0
  return lengths.slice(0, making.outputs).map((length) => {
    const start = from
    from += length
    return taken(making, x, axis, length, (i) => start + i)
  })
}

function unsqueezed(making: Making): Value {
  const x = making.input(0)
  const given = axesOf(making, 13) ?? []
  if (given.length > 6) throw making.refusal(`with ${given.length} axes`)
  const rank = x.shape.length + given.length
  const axes = given.map((axis) => axisOf(making, axis, rank))
  if (new Set(axes).size !== axes.length) throw making.refusal(`with the axes ${given.join(', ')}, one of them twice`)
  const rest = [...x.shape]
  const shape = range(0, rank).map((axis) => (axes.includes(axis) ? 1 : (rest.shift() as number)))
  return reshaped(making, x, shape)
}

function squeezed(making: Making): Value {
  const x = making.input(0)
  const axes = axesOf(making, 13)?.map((axis) => axisOf(making, axis, x.shape.length))
  const long = axes?.find((axis) => x.shape[axis] !== 1)
  if (long !== undefined) throw making.refusal(`that squeezes the axis ${long} of [${x.shape.join(', ')}], which is not of length 1`)
  return reshaped(
    making,
    x,
    x.shape.filter((side, axis) => (axes === undefined ? side !== 1 : !axes.includes(axis))),
  )
}

function reshape(making: Making): Value {
  const x = making.input(0)
  const wanted = [...making.constant(1).data]
  if (wanted.length > 6) throw making.refusal(`to ${wanted.length} axes; at most 6 are read`)
  const literal = making.integer('allowzero') !== 0
  const shape = wanted.map((side, axis) => (side === 0 && !literal ? (x.shape[axis] ?? 0) : side))
  return reshaped(making, x, shape)
}

function depthToSpace(making: Making): Value {
  const { x, size, batch, depth, height, width } = blocksOf(making)
  const inner = depth / (size * size)
  const columns = making.opset >= 11 && making.text('mode') === 'CRD'
  const parts = columns ? [batch, inner, size, size, height, width] : [batch, size, size, inner, height, width]
  const order = columns ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]
  const moved = making.emit({ kind: 'transpose', order }, reshaped(making, x, parts))
  return reshaped(making, moved, [batch, inner, height * size, width * size])
}

function spaceToDepth(making: Making): Value {
  const { x, size, batch, depth, height, width } = blocksOf(making)
  const parts = [batch, depth, height / size, size, width / size, size]
  const moved = making.emit({ kind: 'transpose', order: [0, 3, 5, 1, 2, 4] }, reshaped(making, x, parts))
  return reshaped(making, moved, [batch, depth * size * size, height / size, width / size])
}

function blocksOf(making: Making) {
  const x = making.input(0)
  const [batch = 0, depth = 0, height = 0, width = 0] = x.shape
  const size = making.integer('blocksize')
  if (x.shape.length !== 4 || size < 1) throw making.refusal(`with the blocksize ${size} for [${x.shape.join(', ')}]`)
  return { x, size, batch, depth, height, width }
}

/** Operators that change no number, but where it stands. */
export const ARRANGEMENT: Readonly<Record<string, Operator>> = {
  Reshape: {
    versions: [5, 13, 14, 19, 21, 23, 24, 25],
    inputs: [2, 2],
    attributes: { allowzero: { is: 'integer', missing: 0, since: 14 } },
    make: reshape,
  },
  Flatten: {
    versions: [1, 9, 11, 13, 21, 23, 24, 25],
    inputs: [1, 1],
    attributes: { axis: { is: 'integer', missing: 1 } },
    make: (making) => {
      const { shape } = making.input(0)
      const given = making.integer('axis')
      const axis = given === shape.length ? given : axisOf(making, given, shape.length)
      return reshaped(making, making.input(0), [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))])
    },
  },
  Squeeze: { versions: [1, 11, 13, 21, 23, 24, 25], inputs: [1, 2], attributes: { axes: { is: 'integers', until: 12 } }, make: squeezed },
  Unsqueeze: {
    versions: [1, 11, 13, 21, 23, 24, 25],
    inputs: [1, 2],
    attributes: { axes: { is: 'integers', until: 12 } },
    make: unsqueezed,
  },
  Transpose: {
    versions: [1, 13, 21, 23, 24, 25],
    inputs: [1, 1],
    attributes: { perm: { is: 'integers' } },
    make: ({ input, integers, emit }) =>
      emit({ kind: 'transpose', order: integers('perm') ?? range(0, input(0).shape.length).toReversed() }, input(0)),
  },
  Concat: {
    versions: [4, 11, 13],
    inputs: [1, 100],
    attributes: { axis: { is: 'integer' } },
    make: (making) => {
      const parts = range(0, making.count).map((i) => making.input(i))
      const axis = axisOf(making, making.integer('axis'), making.input(0).shape.length)
      return making.emit({ kind: 'concatenate', axis }, ...parts)
    },
  },
  Split: {
    versions: [2, 11, 13, 18],
    inputs: [1, 2],
    attributes: { axis: { is: 'integer', missing: 0 }, split: { is: 'integers', until: 12 }, num_outputs: { is: 'integer', since: 18 } },
    make: split,
  },
  Slice: {
    versions: [1, 10, 11, 13],
    inputs: [1, 5],
    attributes: { starts: { is: 'integers', until: 9 }, ends: { is: 'integers', until: 9 }, axes: { is: 'integers', until: 9 } },
    note: 'from constant places',
    make: slice,
  },
  Gather: {
    versions: [1, 11, 13],
    inputs: [2, 2],
    attributes: { axis: { is: 'integer', missing: 0 } },
    note: 'of constant indices',
    make: gather,
  },
  Expand: {
    versions: [8, 13],
    inputs: [2, 2],
    make: (making) => expanded(making, making.input(0), [...making.constant(1).data]),
  },
  Tile: {
    versions: [6, 13],
    inputs: [2, 2],
    make: (making) => {
      const x = making.input(0)
      const repeats = [...making.constant(1).data]
      if (repeats.length !== x.shape.length) throw making.refusal(`with ${repeats.length} repeats for ${x.shape.length} axes`)
      return repeats.reduce((value, times, axis) => {
        const side = value.shape[axis] as number
        return taken(making, value, axis, side * times, (i) => i % side)
      }, x)
    },
  },
  DepthToSpace: {
    versions: [1, 11, 13],
    inputs: [1, 1],
    attributes: { blocksize: { is: 'integer' }, mode: { is: 'text', missing: 'DCR', only: ['DCR', 'CRD'], since: 11 } },
    make: depthToSpace,
  },
  SpaceToDepth: { versions: [1, 13], inputs: [1, 1], attributes: { blocksize: { is: 'integer' } }, make: spaceToDepth },
}
