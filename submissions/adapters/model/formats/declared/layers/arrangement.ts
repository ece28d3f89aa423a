import { sizeOf } from '#grading/model/tensor'
import { axisOf, reshaped } from '../../onnx/operators/parts.ts'
import type { Value } from '../../onnx/value.ts'
import { type Layer, type LayerKind, via } from '../layer.ts'

function flattened(layer: Layer): Value {
  const { making, x, field } = layer
  const { shape } = x
  const [from, to] = ['start_dim', 'end_dim'].map((name) => axisOf(making, field<number>(name) as number, shape.length)) as [number, number]
  if (from === 0) throw layer.refusal('with start_dim 0, which would join the images')
  if (to < from) throw layer.refusal(`with start_dim ${from} behind end_dim ${to}`)
  return reshaped(making, x, [...shape.slice(0, from), sizeOf(shape.slice(from, to + 1)), ...shape.slice(to + 1)])
}

function unflattened(layer: Layer): Value {
  const { making, x, field } = layer
  const whole = field<readonly number[]>('shape')
  const part = field<readonly number[]>('unflattened_size')
  if ((whole === undefined) === (part === undefined)) throw layer.refusal('without unflattened_size')
  if (whole !== undefined) return making.emit({ kind: 'reshape', shape: [x.shape[0] as number, ...whole] }, x)
  const dim = axisOf(making, field<number>('dim') as number, x.shape.length)
  if (dim === 0) throw layer.refusal('with dim 0, which counts the images')
  return making.emit({ kind: 'reshape', shape: [...x.shape.slice(0, dim), ...(part as readonly number[]), ...x.shape.slice(dim + 1)] }, x)
}

/** Layers that change no number, but where it stands. */
export const ARRANGEMENT_LAYERS: Readonly<Record<string, LayerKind>> = {
  Flatten: { fields: { start_dim: { is: 'number', missing: 1 }, end_dim: { is: 'number', missing: -1 } }, make: flattened },
  Unflatten: {
    fields: {
      dim: { is: 'number', missing: 1 },
      unflattened_size: { is: 'sizes', optional: true },
      shape: { is: 'sizes', optional: true },
    },
    note: '`shape` in place of both is the whole shape of one image, as `view` takes it',
    make: unflattened,
  },
  PixelShuffle: {
    fields: { upscale_factor: { is: 'whole', least: 1 } },
    make: (layer) => via(layer, 'DepthToSpace', [layer.x], { blocksize: layer.field<number>('upscale_factor'), mode: 'CRD' }),
  },
}
