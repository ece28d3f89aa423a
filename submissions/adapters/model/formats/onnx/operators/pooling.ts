import type { Sides, Window } from '#submissions/adapters/model/graph/graph'
import type { AttributeRule, Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { pair, range, reduced } from './parts.ts'
import { asBefore, asImages, WINDOW, windowOf } from './window.ts'

const CEIL: AttributeRule = { is: 'integer', missing: 0, since: 10 }

/** Rows behind the padding that the last window reaches into where sizes are rounded up. */
function beyond(making: Making, side: number, { size, stride, padding }: Window, i: number): number {
  if (making.opset < 10 || making.integer('ceil_mode') === 0) return 0
  const [before, behind] = (padding as readonly [Sides, Sides])[i] as Sides
  const [reach, step] = [size[i] as number, stride[i] as number]
  const places = Math.ceil((side + before + behind - reach) / step)
  // A window that would begin behind the images is none.
  const last = places * step >= side + before ? places - 1 : places
  return Math.max(0, last * step + reach - side - before - behind)
}

function pooled(making: Making, run: (images: Value, window: Window, more: readonly [number, number]) => Value): Value {
  const x = making.input(0)
  const images = asImages(making, x)
  const window = windowOf(making, images, x.shape.length - 2)
  if (making.integers('kernel_shape') === undefined) throw making.refusal('without a kernel_shape')
  if (![...window.size, ...window.stride].every((one) => one >= 1)) throw making.refusal('with a size or stride that is not at least 1')
  const more = [0, 1].map((i) => beyond(making, images.shape[i + 2] as number, window, i)) as unknown as readonly [number, number]
  return asBefore(making, run(images, window, more), x)
}

function largest(making: Making): Value {
  return pooled(making, (images, window, more) => {
    const padding = (window.padding as readonly [Sides, Sides]).map(
      ([before, behind], i) => [before, behind + (more[i] as number)] as const,
    )
    return making.emit(
      { kind: 'max-pool', window: { ...window, padding: padding as unknown as readonly [Sides, Sides] }, channels: 'first' },
      images,
    )
  })
}

/** Sums over windows of which the places that do not count are zeros, divided by how many do. */
function average(making: Making): Value {
  const padded = making.integer('count_include_pad') !== 0
  return pooled(making, (images, window, more) => {
    const sides = window.padding as readonly [Sides, Sides]
    const [none, all]: [Sides, readonly Sides[]] = [[0, 0], sides.map(([before, behind], i) => [before, behind + (more[i] as number)])]
    const filled = all.flat().some((side) => side > 0)
      ? making.emit({ kind: 'pad', padding: [none, none, ...all], value: 0 }, images)
      : images
    const means = making.emit({ kind: 'average-pool', window: { ...window, padding: [none, none] }, channels: 'first' }, filled)
    if (filled === images) return means
    // Of each window along one side: how many of its places count.
    const counts = [0, 1].map((i) => {
      const [before, behind] = sides[i] as Sides
      const [from, to] = [padded ? 0 : before, (images.shape[i + 2] as number) + before + (padded ? behind : 0)]
      const [reach, step] = [window.size[i] as number, window.stride[i] as number]
      return making.places(means.shape[i + 2] as number, (at) => Math.max(0, Math.min(at * step + reach, to) - Math.max(at * step, from)))
    }) as [readonly number[], readonly number[]]
    const whole = window.size[0] * window.size[1]
    if (counts.flat().some((count) => count === 0)) throw making.refusal('with a window that lies in the padding alone')
    const ratios = counts[0].flatMap((rows) => counts[1].map((columns) => whole / (rows * columns)))
    return pair(making, 'multiply', means, making.numbers(ratios, [1, 1, counts[0].length, counts[1].length]))
  })
}

const overall = (by: 'mean' | 'largest'): Operator => ({
  versions: [1, 22],
  inputs: [1, 1],
  make: (making) => reduced(making, by, making.input(0), range(2, making.input(0).shape.length), true),
})

/** Poolings of images and of rows. */
export const POOLINGS: Readonly<Record<string, Operator>> = {
  MaxPool: {
    versions: [1, 8, 10, 11, 12, 22],
    inputs: [1, 1],
    attributes: {
      ...WINDOW,
      ceil_mode: CEIL,
      dilations: { is: 'integers', only: [1], since: 10 },
      storage_order: { is: 'integer', missing: 0, only: [0], since: 8 },
    },
    note: 'of one or two sides; its second output is not made',
    make: largest,
  },
  AveragePool: {
    versions: [7, 10, 11, 19, 22],
    inputs: [1, 1],
    attributes: {
      ...WINDOW,
      ceil_mode: CEIL,
      count_include_pad: { is: 'integer', missing: 0 },
      dilations: { is: 'integers', only: [1], since: 19 },
    },
    note: 'of one or two sides',
    make: average,
  },
  GlobalAveragePool: overall('mean'),
  GlobalMaxPool: overall('largest'),
}
