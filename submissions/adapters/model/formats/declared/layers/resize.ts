import { taken } from '../../onnx/operators/arrangement.ts'
import { pair } from '../../onnx/operators/parts.ts'
import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { type Layer, type LayerKind, requireImages, via } from '../layer.ts'

const float = Math.fround
/** Of the cubic through four pixels that PyTorch fits. */
const CUBIC = -0.75

const SIZE: Readonly<Record<string, FieldRule>> = {
  size: { is: 'pair', least: 1, optional: true },
  scale_factor: { is: 'scales', optional: true },
}
const MODES = ['nearest', 'nearest-exact', 'bilinear', 'bicubic'] as const
type Mode = (typeof MODES)[number]

interface Wanted {
  readonly sizes: readonly [number, number]
  /** What one step in the result is in the images, vertical first. */
  readonly steps: readonly [number, number]
  /** What PyTorch computes with in place of the quotient of both sizes. */
  readonly scales: readonly [number, number] | undefined
}

function wantedOf(layer: Layer): Wanted {
  requireImages(layer)
  const sides = layer.x.shape.slice(2) as [number, number]
  const size = layer.field<readonly [number, number]>('size') as readonly [number, number] | undefined
  const scales = layer.field<readonly [number, number]>('scale_factor') as readonly [number, number] | undefined
  if ((size === undefined) === (scales === undefined)) throw layer.refusal('with size and scale_factor; expected one of them')
  const sizes =
    size ?? ([0, 1].map((i) => Math.floor((sides[i] as number) * (scales?.[i] as number))) as unknown as readonly [number, number])
  if (!sizes.every((side) => side >= 1)) throw layer.refusal(`that makes images of ${sizes.join(' × ')}`)
  const kept = layer.field<boolean>('recompute_scale_factor') === true ? undefined : scales
  const steps = [0, 1].map((i) => (kept === undefined ? (sides[i] as number) / (sizes[i] as number) : 1 / (kept[i] as number)))
  return { sizes, steps: steps as unknown as readonly [number, number], scales: kept }
}

function resized(layer: Layer, mode: Mode, corners: boolean): Value {
  const wanted = wantedOf(layer)
  if (corners && mode.startsWith('nearest')) throw layer.refusal(`with align_corners in the mode ${mode}`)
  if (mode === 'bicubic') return [2, 3].reduce((x, axis) => cubic(layer, x, axis, wanted, corners), layer.x)
  const { making, x } = layer
  const [scales, sizes] = [wanted.scales === undefined ? undefined : [1, 1, ...wanted.scales], [...x.shape.slice(0, 2), ...wanted.sizes]]
  const coordinates = corners
    ? 'align_corners'
    : { nearest: 'asymmetric', 'nearest-exact': 'tf_half_pixel_for_nn', bilinear: 'half_pixel' }[mode]
  return via(
    layer,
    'Resize',
    [x, undefined, scales && making.numbers(scales, [4]), scales ? undefined : making.numbers(sizes, [4], 'int64')],
    { mode: mode === 'bilinear' ? 'linear' : 'nearest', coordinate_transformation_mode: coordinates, nearest_mode: 'floor' },
  )
}

/** A cubic through the four nearest pixels; beyond the edge stands the last one. */
function cubic({ making }: Layer, x: Value, axis: number, { sizes, steps }: Wanted, corners: boolean): Value {
  const from = x.shape[axis] as number
  const to = sizes[axis - 2] as number
  const step = corners ? (to > 1 ? (from - 1) / (to - 1) : 0) : (steps[axis - 2] as number)
  const at = making.places(to, (i) => (corners ? float(step * i) : float(float(step * float(i + 0.5)) - 0.5)))
  const shape = x.shape.map((_, i) => (i === axis ? to : 1))
  const part = (tap: number): Value => {
    const pixels = taken(making, x, axis, to, (i) => Math.min(Math.max(Math.floor(at[i] as number) + tap, 0), from - 1))
    return pair(
      making,
      'multiply',
      pixels,
      making.numbers(
        at.map((place) => share(Math.abs(place - Math.floor(place) - tap))),
        shape,
      ),
    )
  }
  return [0, 1, 2].reduce((sum, tap) => pair(making, 'add', sum, part(tap)), part(-1))
}

/** Of a pixel at this distance. */
function share(distance: number): number {
  if (distance <= 1) return ((CUBIC + 2) * distance - (CUBIC + 3)) * distance * distance + 1
  return ((CUBIC * distance - 5 * CUBIC) * distance + 8 * CUBIC) * distance - 4 * CUBIC
}

/** Layers that make images larger or smaller. */
export const RESIZE_LAYERS: Readonly<Record<string, LayerKind>> = {
  Upsample: {
    fields: {
      ...SIZE,
      mode: { is: 'text', only: MODES, missing: 'nearest' },
      align_corners: { is: 'flag', missing: false },
      recompute_scale_factor: { is: 'flag', missing: false },
    },
    note: 'with `size` or `scale_factor`',
    make: (layer) => resized(layer, layer.field<string>('mode') as Mode, layer.field<boolean>('align_corners') === true),
  },
  UpsamplingNearest2d: { fields: SIZE, make: (layer) => resized(layer, 'nearest', false) },
  UpsamplingBilinear2d: { fields: SIZE, note: 'with aligned corners', make: (layer) => resized(layer, 'bilinear', true) },
}
