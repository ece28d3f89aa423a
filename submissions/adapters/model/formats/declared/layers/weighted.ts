import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { type Layer, type LayerKind, requireImages, requireSize, via } from '../layer.ts'
import { padded } from './padding.ts'

const size: FieldRule = { is: 'whole', least: 1, optional: true }
const WEIGHTED = { weight: { axes: 4 }, bias: { axes: 1, optional: true } } as const
const CONVOLUTION: Readonly<Record<string, FieldRule>> = {
  in_channels: size,
  out_channels: size,
  kernel_size: { is: 'pair', least: 1, optional: true },
  stride: { is: 'pair', least: 1, missing: [1, 1] },
  dilation: { is: 'pair', least: 1, missing: [1, 1] },
  groups: { is: 'whole', least: 1, missing: 1 },
  bias: { is: 'flag', optional: true },
}

function requireWeights(layer: Layer, weight: Value, inputs: number, outputs: number): void {
  requireImages(layer)
  const [rows, columns] = weight.shape.slice(2)
  const kernel = layer.field<readonly number[]>('kernel_size')
  if (kernel !== undefined && (kernel[0] !== rows || kernel[1] !== columns))
    throw layer.refusal(`with kernel_size [${kernel.join(', ')}], but weights for [${rows}, ${columns}]`)
  requireSize(layer, 'in_channels', inputs)
  requireSize(layer, 'out_channels', outputs)
}

function requireBias(layer: Layer, count: number | undefined): Value | undefined {
  const bias = layer.tensor('bias')
  if (bias !== undefined && bias.shape[0] !== count) throw layer.refusal(`with a bias of ${bias.shape[0]} numbers for ${count} outputs`)
  return bias
}

function convolution(layer: Layer): Value {
  const weight = layer.tensor('weight') as Value
  const [outer = 0, inner = 0] = weight.shape
  const groups = layer.field<number>('groups') as number
  requireWeights(layer, weight, inner * groups, outer)
  const [stride, dilation] = [layer.pair('stride'), layer.pair('dilation')]
  const said = layer.field<'same' | 'valid' | readonly [number, number]>('padding') as 'same' | 'valid' | readonly [number, number]
  if (said === 'same' && stride.some((one) => one > 1)) throw layer.refusal('with padding "same" beside a stride, as PyTorch has none')
  // Of an odd number the greater half is behind.
  const side = (i: 0 | 1): readonly [number, number] => {
    if (said === 'valid') return [0, 0]
    if (said !== 'same') return [said[i], said[i]]
    const all = dilation[i] * ((weight.shape[i + 2] as number) - 1)
    return [Math.floor(all / 2), all - Math.floor(all / 2)]
  }
  const [[top, bottom], [left, right]] = [side(0), side(1)]
  const mode = layer.field<string>('padding_mode') as string
  const pads = [top, left, bottom, right]
  const x = mode === 'zeros' ? layer.x : padded(layer, [left, right, top, bottom], mode)
  return via(layer, 'Conv', [x, weight, requireBias(layer, outer)], {
    strides: stride,
    dilations: dilation,
    pads: mode === 'zeros' ? pads : undefined,
    group: groups,
  })
}

function transposedConvolution(layer: Layer): Value {
  const weight = layer.tensor('weight') as Value
  const [inner = 0, outer = 0] = weight.shape
  const groups = layer.field<number>('groups') as number
  requireWeights(layer, weight, inner, outer * groups)
  const [stride, dilation, [top, left], extra] = [
    layer.pair('stride'),
    layer.pair('dilation'),
    layer.pair('padding'),
    layer.pair('output_padding'),
  ]
  if (extra.some((one, i) => one >= (stride[i] as number) && one >= (dilation[i] as number)))
    throw layer.refusal(`with output_padding [${extra.join(', ')}], which must be smaller than its stride or its dilation`)
  return via(layer, 'ConvTranspose', [layer.x, weight, requireBias(layer, outer * groups)], {
    strides: stride,
    dilations: dilation,
    pads: [top, left, top, left],
    output_padding: extra,
    group: groups,
  })
}

function linear(layer: Layer): Value {
  const { making, x } = layer
  const weight = layer.tensor('weight') as Value
  requireSize(layer, 'in_features', weight.shape[1])
  requireSize(layer, 'out_features', weight.shape[0])
  const bias = requireBias(layer, weight.shape[0])
  const made = making.emit({ kind: 'product', transposed: true }, x, weight)
  return bias === undefined ? made : making.emit({ kind: 'add' }, made, bias)
}

function slopes(layer: Layer): Value {
  const weight = layer.tensor('weight') as Value
  const [count = 0] = weight.shape
  requireSize(layer, 'num_parameters', count)
  if (count !== 1 && count !== layer.x.shape[1]) throw layer.refusal(`with ${count} slopes for ${layer.x.shape[1]} channels`)
  const shape = [count, ...layer.x.shape.slice(2).map(() => 1)]
  return via(layer, 'PRelu', [layer.x, layer.making.numbers(weight.tensor?.data ?? [], shape)])
}

/** Layers that multiply by weights. */
export const WEIGHTED_LAYERS: Readonly<Record<string, LayerKind>> = {
  Linear: {
    tensors: { weight: { axes: 2 }, bias: { axes: 1, optional: true } },
    fields: { in_features: size, out_features: size, bias: { is: 'flag', optional: true } },
    make: linear,
  },
  Conv2d: {
    tensors: WEIGHTED,
    fields: {
      ...CONVOLUTION,
      padding: { is: 'padding', missing: [0, 0] },
      padding_mode: { is: 'text', only: ['zeros', 'reflect', 'replicate', 'circular'], missing: 'zeros' },
    },
    make: convolution,
  },
  ConvTranspose2d: {
    tensors: WEIGHTED,
    fields: {
      ...CONVOLUTION,
      padding: { is: 'pair', least: 0, missing: [0, 0] },
      output_padding: { is: 'pair', least: 0, missing: [0, 0] },
      padding_mode: { is: 'text', only: ['zeros'], missing: 'zeros' },
    },
    make: transposedConvolution,
  },
  PReLU: {
    tensors: { weight: { axes: 1 } },
    fields: { num_parameters: size, init: { is: 'anything', noEffect: 'the slopes are among the weights' } },
    make: slopes,
  },
}
