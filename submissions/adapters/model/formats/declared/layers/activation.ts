import { activation, apply, axisOf, pair } from '../../onnx/operators/parts.ts'
import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { type Layer, type LayerKind, requireImages, via } from '../layer.ts'

const inplace: FieldRule = { is: 'anything', noEffect: 'the numbers are the same' }
const dropped: Readonly<Record<string, FieldRule>> = {
  p: { is: 'anything', noEffect: 'nothing is dropped once training is over' },
  inplace,
}
const same: LayerKind = { fields: dropped, make: ({ x }) => x }

const plain = (type: string, fields: Readonly<Record<string, FieldRule>> = { inplace }): LayerKind => ({
  fields,
  make: (layer) => via(layer, type, [layer.x]),
})

const withAlpha = (type: string, name: string, missing: number): LayerKind => ({
  fields: { [name]: { is: 'number', missing }, inplace },
  make: (layer) => via(layer, type, [layer.x], { alpha: layer.field<number>(name) }),
})

const shares = (type: 'Softmax' | 'LogSoftmax'): LayerKind => ({
  fields: { dim: { is: 'number', optional: true } },
  note: 'without `dim`, over the channels of images and the numbers of rows',
  make: (layer) => {
    const rank = layer.x.shape.length
    // What PyTorch takes where none is said.
    const dim = layer.field<number>('dim') ?? (rank === 3 ? 0 : 1)
    const axis = axisOf(layer.making, dim, rank)
    if (axis === 0) throw layer.refusal(`with dim ${dim}, over the images; say the axis of the classes`)
    return via(layer, type, [layer.x], { axis })
  },
})

/** log(1 + e^(β x)) / β, and x where β x is above the threshold. */
function softplus(layer: Layer): Value {
  const { making, x } = layer
  const [beta, threshold] = [layer.field<number>('beta') as number, layer.field<number>('threshold') as number]
  if (beta === 0) throw layer.refusal('with beta 0')
  const scaled = beta === 1 ? x : pair(making, 'multiply', x, beta)
  const smooth = apply(making, 'softplus', scaled)
  const made = beta === 1 ? smooth : pair(making, 'divide', smooth, beta)
  // Above 20 both are the same float32.
  if (threshold >= 20) return made
  return making.emit({ kind: 'select' }, pair(making, 'greater', scaled, threshold), x, made)
}

const clipped = (least: number, most: number): LayerKind => ({
  fields: { inplace },
  make: ({ making, x }) => making.emit({ kind: 'clip', least, most }, x),
})

/** Functions of one number each, and those that turn the numbers of one axis into shares. */
export const ACTIVATION_LAYERS: Readonly<Record<string, LayerKind>> = {
  ReLU: plain('Relu'),
  LeakyReLU: withAlpha('LeakyRelu', 'negative_slope', 0.01),
  ELU: withAlpha('Elu', 'alpha', 1),
  CELU: withAlpha('Celu', 'alpha', 1),
  SELU: plain('Selu'),
  GELU: {
    fields: { approximate: { is: 'text', only: ['none', 'tanh'], missing: 'none' } },
    make: (layer) => via(layer, 'Gelu', [layer.x], { approximate: layer.field<string>('approximate') }),
  },
  SiLU: { fields: { inplace }, make: ({ making, x }) => pair(making, 'multiply', x, apply(making, 'sigmoid', x)) },
  Mish: plain('Mish'),
  Sigmoid: plain('Sigmoid', {}),
  LogSigmoid: { make: ({ making, x }) => apply(making, 'negative', apply(making, 'softplus', apply(making, 'negative', x))) },
  Tanh: plain('Tanh', {}),
  Softsign: plain('Softsign', {}),
  Softplus: { fields: { beta: { is: 'number', missing: 1 }, threshold: { is: 'number', missing: 20 } }, make: softplus },
  Hardtanh: {
    fields: { min_val: { is: 'number', missing: -1 }, max_val: { is: 'number', missing: 1 }, inplace },
    make: (layer) => {
      const [least, most] = [layer.field<number>('min_val') as number, layer.field<number>('max_val') as number]
      if (least >= most) throw layer.refusal(`with min_val ${least} and max_val ${most}`)
      return layer.making.emit({ kind: 'clip', least, most }, layer.x)
    },
  },
  ReLU6: clipped(0, 6),
  Hardsigmoid: {
    fields: { inplace },
    make: (layer) => via(layer, 'HardSigmoid', [layer.x], { alpha: 1 / 6, beta: 0.5 }),
  },
  Hardswish: plain('HardSwish'),
  Softmax: shares('Softmax'),
  LogSoftmax: shares('LogSoftmax'),
  Softmax2d: {
    make: (layer) => {
      requireImages(layer)
      return via(layer, 'Softmax', [layer.x], { axis: 1 })
    },
  },
  Identity: { make: ({ making, x }) => making.emit(activation('linear'), x) },
  Dropout: same,
  Dropout2d: same,
  AlphaDropout: same,
}
