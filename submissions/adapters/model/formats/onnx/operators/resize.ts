import type { Making, Operator } from '../operator.ts'
import type { Value } from '../value.ts'
import { taken } from './arrangement.ts'
import { axisOf, pair, range } from './parts.ts'

const float = Math.fround

/** Where the middle of place `i` of the result lies in the input, as onnxruntime computes it: in float32. */
type Coordinate = (i: number, scale: number, from: number, to: number) => number

const halfPixel: Coordinate = (i, scale) => float(float(float(i + 0.5) / scale) - 0.5)

const COORDINATES: Readonly<Record<string, Coordinate>> = {
  half_pixel: halfPixel,
  pytorch_half_pixel: (i, scale, from, to) => (to > 1 ? halfPixel(i, scale, from, to) : 0),
  align_corners: (i, _scale, from, to) => (to === 1 ? 0 : float(float(i * (from - 1)) / (to - 1))),
  asymmetric: (i, scale) => float(i / scale),
  half_pixel_symmetric: (i, scale, from, to) => {
    const adjustment = float(to / float(scale * from))
    const offset = float((from / 2) * float(1 - adjustment))
    return float(offset + halfPixel(i, scale, from, to))
  },
  tf_half_pixel_for_nn: (i, scale) => float(float(i + 0.5) / scale),
}

const ROUNDING: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
}

interface Manner {
  readonly smooth: boolean
  readonly coordinate: Coordinate
  readonly round: (x: number) => number
}

function alongAxis(making: Making, x: Value, axis: number, to: number, scale: number, { smooth, coordinate, round }: Manner): Value {
  const from = x.shape[axis] as number
  const within = (place: number): number => Math.min(Math.max(place, 0), from - 1)
  const at = making.places(to, (i) => coordinate(i, scale, from, to))
  if (!smooth) return taken(making, x, axis, to, (i) => within(round(at[i] as number)))
  const lower = at.map((place) => Math.floor(within(place)))
  const share = at.map((place, i) => float(within(place) - (lower[i] as number)))
  const shape = x.shape.map((_, i) => (i === axis ? to : 1))
  const below = taken(making, x, axis, to, (i) => lower[i] as number)
  const above = taken(making, x, axis, to, (i) => within((lower[i] as number) + 1))
  const rest = making.numbers(
    share.map((one) => 1 - one),
    shape,
  )
  return pair(making, 'add', pair(making, 'multiply', below, rest), pair(making, 'multiply', above, making.numbers(share, shape)))
}

function resized(making: Making, scales: readonly number[] | undefined, sizes: readonly number[] | undefined, manner: Manner): Value {
  const x = making.input(0)
  const axes =
    (making.opset >= 18 ? making.integers('axes') : undefined)?.map((axis) => axisOf(making, axis, x.shape.length)) ??
    range(0, x.shape.length)
  const wanted = sizes ?? scales ?? []
  if (wanted.length !== axes.length) throw making.refusal(`with ${wanted.length} scales or sizes for ${axes.length} axes`)
  return axes.reduce((value, axis, i) => {
    const from = value.shape[axis] as number
    const scale = scales === undefined ? float((wanted[i] as number) / from) : float(wanted[i] as number)
    const to = scales === undefined ? (wanted[i] as number) : Math.floor(float(from * scale))
    if (!(scale > 0) || !Number.isSafeInteger(to) || to < 1) throw making.refusal(`that makes ${to} places of ${from}`)
    // Where nothing changes in length, nothing changes.
    return to === from && scale === 1 ? value : alongAxis(making, value, axis, to, scale, manner)
  }, x)
}

function resize(making: Making): Value {
  const old = making.opset < 11
  const numbers = (position: number): readonly number[] | undefined => {
    const given = making.optional(position)
    return given === undefined || given.shape[0] === 0 ? undefined : [...making.constant(position).data]
  }
  const scales = numbers(old ? 1 : 2)
  const coordinate = COORDINATES[old ? 'asymmetric' : making.text('coordinate_transformation_mode')] as Coordinate
  const round = ROUNDING[old ? 'floor' : making.text('nearest_mode')] as (x: number) => number
  return resized(making, scales, old || scales !== undefined ? undefined : numbers(3), {
    smooth: making.text('mode') === 'linear',
    coordinate,
    round,
  })
}

function upsample(making: Making): Value {
  const scales = making.opset < 9 ? making.attribute('scales') : [...making.constant(1).data]
  const manner = { smooth: making.text('mode') === 'linear', coordinate: COORDINATES.asymmetric as Coordinate, round: Math.floor }
  return resized(making, scales as readonly number[], undefined, manner)
}

/** Larger and smaller images. */
export const RESIZES: Readonly<Record<string, Operator>> = {
  Resize: {
    versions: [10, 11, 13, 18, 19],
    inputs: [1, 4],
    attributes: {
      mode: { is: 'text', missing: 'nearest', only: ['nearest', 'linear'] },
      coordinate_transformation_mode: { is: 'text', missing: 'half_pixel', only: Object.keys(COORDINATES), since: 11 },
      nearest_mode: { is: 'text', missing: 'round_prefer_floor', only: Object.keys(ROUNDING), since: 11 },
      antialias: { is: 'integer', missing: 0, only: [0], since: 18 },
      axes: { is: 'integers', since: 18 },
      keep_aspect_ratio_policy: { is: 'text', missing: 'stretch', only: ['stretch'], since: 18 },
      exclude_outside: { is: 'integer', missing: 0, only: [0], since: 11 },
      cubic_coeff_a: { is: 'float', since: 11, noEffect: 'it belongs to the mode cubic' },
      extrapolation_value: { is: 'float', since: 11, noEffect: 'it belongs to tf_crop_and_resize' },
    },
    note: 'by constant scales or sizes',
    make: resize,
  },
  Upsample: {
    versions: [7, 9],
    until: 9,
    inputs: [1, 2],
    attributes: { mode: { is: 'text', missing: 'nearest', only: ['nearest', 'linear'] }, scales: { is: 'floats', until: 8 } },
    make: upsample,
  },
}
