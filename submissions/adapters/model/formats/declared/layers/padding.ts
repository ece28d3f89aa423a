import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { type Layer, type LayerKind, requireImages, via } from '../layer.ts'

const MODES: Readonly<Record<string, string>> = { zeros: 'constant', reflect: 'reflect', replicate: 'edge', circular: 'wrap' }
const sides: FieldRule = { is: 'sides' }

/** @param padding - left, right, top and bottom, as PyTorch orders them. */
export function padded(layer: Layer, padding: readonly number[], mode: string, value = 0): Value {
  requireImages(layer)
  const { making, x } = layer
  const [left = 0, right = 0, top = 0, bottom = 0] = padding
  const [height = 0, width = 0] = x.shape.slice(2)
  if (mode === 'circular' && (Math.max(top, bottom) > height || Math.max(left, right) > width))
    throw layer.refusal(`with a circular padding of [${padding.join(', ')}], which is larger than images of ${height} × ${width}`)
  const pads = making.numbers([0, 0, top, left, 0, 0, bottom, right], [8], 'int64')
  return via(layer, 'Pad', [x, pads, making.scalar(value)], { mode: MODES[mode] })
}

const paddedBy = (mode: string): LayerKind => ({
  fields: { padding: sides },
  make: (layer) => padded(layer, layer.field<readonly number[]>('padding') ?? [], mode),
})

/** Layers that put rows and columns around images. */
export const PADDING_LAYERS: Readonly<Record<string, LayerKind>> = {
  ZeroPad2d: paddedBy('zeros'),
  ReflectionPad2d: paddedBy('reflect'),
  ReplicationPad2d: paddedBy('replicate'),
  ConstantPad2d: {
    fields: { padding: sides, value: { is: 'number' } },
    make: (layer) => padded(layer, layer.field<readonly number[]>('padding') ?? [], 'zeros', layer.field<number>('value')),
  },
}
