import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { constantOf, type Layer, type LayerKind, requireImages, requireSize, via } from '../layer.ts'

const eps: FieldRule = { is: 'number', missing: 1e-5 }
const momentum: FieldRule = { is: 'anything', noEffect: 'it is used in training' }
const features: FieldRule = { is: 'whole', least: 1, optional: true }
const affine: FieldRule = { is: 'flag', optional: true }
const OWN = { weight: { axes: 1, optional: true }, bias: { axes: 1, optional: true } } as const

/** Scale and shift of each channel. @throws ModelRefusal where they are more or fewer. */
function ofChannels(layer: Layer, channels: number): { readonly scale: Value; readonly shift: Value } {
  const [weight, bias] = [layer.tensor('weight'), layer.tensor('bias')]
  const said = layer.field<boolean>('affine')
  if (said !== undefined && said !== (weight !== undefined))
    throw layer.refusal(`with affine ${said}, but ${said ? 'no' : 'a'} tensor for its weight`)
  for (const own of [weight, bias]) {
    if (own !== undefined && own.shape[0] !== channels)
      throw layer.refusal(`with weights for ${own.shape[0]} channels, but gets ${channels}`)
  }
  return { scale: weight ?? constantOf(layer, channels, 1), shift: bias ?? constantOf(layer, channels, 0) }
}

function batch(layer: Layer): Value {
  const { x } = layer
  const channels = x.shape[1] ?? 0
  requireSize(layer, 'num_features', channels)
  const { scale, shift } = ofChannels(layer, channels)
  return via(layer, 'BatchNormalization', [x, scale, shift, layer.tensor('running_mean'), layer.tensor('running_var')], {
    epsilon: layer.field<number>('eps'),
  })
}

const batchKind = (make: (layer: Layer) => Value, note: string): LayerKind => ({
  tensors: { ...OWN, running_mean: { axes: 1 }, running_var: { axes: 1 } },
  fields: { num_features: features, eps, momentum, affine, track_running_stats: { is: 'flag', only: [true], missing: true } },
  note,
  make,
})

function overLast(layer: Layer): Value {
  const { x, field, making } = layer
  const shape = field<readonly number[]>('normalized_shape') ?? []
  const last = x.shape.slice(x.shape.length - shape.length)
  if (shape.length >= x.shape.length || shape.some((side, i) => side !== last[i]))
    throw layer.refusal(`with normalized_shape [${shape.join(', ')}], but gets [${x.shape.join(', ')}]`)
  const weight = layer.tensor('weight')
  for (const own of [weight, layer.tensor('bias')]) {
    if (own !== undefined && own.shape.join() !== shape.join()) throw layer.refusal(`with weights of [${own.shape.join(', ')}]`)
  }
  const said = field<boolean>('elementwise_affine')
  if (said !== undefined && said !== (weight !== undefined))
    throw layer.refusal(`with elementwise_affine ${said}, but ${said ? 'no' : 'a'} tensor for its weight`)
  const ones = making.numbers(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape)
  return via(layer, 'LayerNormalization', [x, weight ?? ones, layer.tensor('bias')], { axis: -shape.length, epsilon: field<number>('eps') })
}

/** Layers that bring numbers to a common scale, once training is over. */
export const NORMALISATION_LAYERS: Readonly<Record<string, LayerKind>> = {
  BatchNorm1d: batchKind(batch, 'of rows, by the running mean and variance'),
  BatchNorm2d: batchKind((layer) => {
    requireImages(layer)
    return batch(layer)
  }, 'by the running mean and variance'),
  InstanceNorm2d: {
    tensors: OWN,
    fields: { num_features: features, eps, momentum, affine, track_running_stats: { is: 'flag', only: [false], missing: false } },
    make: (layer) => {
      requireImages(layer)
      const channels = layer.x.shape[1] ?? 0
      requireSize(layer, 'num_features', channels)
      const { scale, shift } = ofChannels(layer, channels)
      return via(layer, 'InstanceNormalization', [layer.x, scale, shift], { epsilon: layer.field<number>('eps') })
    },
  },
  GroupNorm: {
    tensors: OWN,
    fields: { num_groups: { is: 'whole', least: 1 }, num_channels: features, eps, affine },
    make: (layer) => {
      const channels = layer.x.shape[1] ?? 0
      requireSize(layer, 'num_channels', channels)
      const { scale, shift } = ofChannels(layer, channels)
      const attributes = { num_groups: layer.field<number>('num_groups'), epsilon: layer.field<number>('eps') }
      return via(layer, 'GroupNormalization', [layer.x, scale, shift], attributes)
    },
  },
  LayerNorm: {
    tensors: { weight: { optional: true }, bias: { optional: true } },
    fields: {
      normalized_shape: { is: 'sizes' },
      eps,
      elementwise_affine: { is: 'flag', optional: true },
      bias: { is: 'flag', optional: true },
    },
    make: overLast,
  },
}
