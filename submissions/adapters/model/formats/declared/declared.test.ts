import { describe, expect, it } from 'vitest'
import { writeSafetensors } from '#grading/model/safetensors'
import type { Tensor } from '#grading/model/tensor'
import { refusalOf, runOf } from '../../testing/refusal-of.ts'
import { LAYERS } from './layers.ts'
import { readDeclared } from './read-declared.ts'

const tensor = (...shape: readonly number[]): Tensor => {
  const size = shape.reduce((a, b) => a * b, 1)
  return { dtype: 'float32', shape, data: new Float32Array(size).fill(1) }
}
const WEIGHTS: Readonly<Record<string, Tensor>> = {
  'conv.weight': tensor(2, 3, 3, 3),
  'conv.bias': tensor(2),
  'up.weight': tensor(3, 2, 3, 3),
  'fc.weight': tensor(4, 6),
  'norm.weight': tensor(3),
  'norm.bias': tensor(3),
  'norm.running_mean': tensor(3),
  'norm.running_var': tensor(3),
  'norm.num_batches_tracked': tensor(),
}

/** Why one layer is refused for images [3, 6, 6]. */
function refusal(layer: Readonly<Record<string, unknown>>, beside = {}): string | undefined {
  const used = Object.entries(WEIGHTS).filter(([name]) => name.startsWith(`${layer.weights}.`))
  const file = writeSafetensors(new Map(used), {}, 'F32')
  const declaration = Buffer.from(JSON.stringify({ input: [3, 6, 6], layers: [layer], ...beside }))
  return refusalOf(() => runOf(readDeclared(file, declaration), [[3, 6, 6]], [new Float32Array(2 * 108)], 2))
}

describe('a declared layer', () => {
  it.each(Object.keys(LAYERS))('%s is refused for a field that it does not have, by its name', (layer) => {
    expect(refusal({ layer, weights: 'conv', surprise: 1 })).toMatch(
      LAYERS[layer]?.tensors === undefined ? /^has the field "weights" in the layer 1/ : /^has the field "surprise" in the layer 1/,
    )
  })

  it.each<[Readonly<Record<string, unknown>>, RegExp | undefined]>([
    [{ layer: 'Conv2d', weights: 'conv', padding: 1 }, undefined],
    [{ layer: 'Conv2d', weights: 'conv', stride: null, bias: true, in_channels: 3, out_channels: 2, kernel_size: 3 }, undefined],
    [{ layer: 'Conv2d', weights: 'conv', groups: 3 }, /that 3 groups can share|of 9 channels/],
    [{ layer: 'Conv2d', weights: 'conv', bias: false }, /^has the layer 1 \(Conv2d\) with bias false, but a tensor "conv\.bias"$/],
    [{ layer: 'Conv2d', weights: 'conv', in_channels: 1 }, /with in_channels 1, but weights for 3$/],
    [{ layer: 'Conv2d', weights: 'conv', out_channels: 8 }, /with out_channels 8, but weights for 2$/],
    [{ layer: 'Conv2d', weights: 'conv', kernel_size: 5 }, /with kernel_size \[5, 5\], but weights for \[3, 3\]$/],
    [{ layer: 'Conv2d', weights: 'conv', padding: 'same', stride: 2 }, /with padding "same" beside a stride, as PyTorch has none$/],
    [{ layer: 'Conv2d', weights: 'conv', padding: -1 }, /^has padding "-1" in the layer 1 \(Conv2d\); expected an integer or two/],
    [{ layer: 'Conv2d', weights: 'conv', padding_mode: 'mirror' }, /expected "zeros" or "reflect" or "replicate" or "circular"$/],
    [{ layer: 'Conv2d', weights: 'conv', padding: 6, padding_mode: 'reflect' }, /too short to be reflected$/],
    [{ layer: 'Conv2d', weights: 'conv', padding: 7, padding_mode: 'circular' }, /larger than images of 6 × 6$/],
    [{ layer: 'Conv2d', weights: 'conv', stride: 0 }, /^has stride "0" in the layer 1 \(Conv2d\); expected an integer from 1 on or two/],
    [{ layer: 'Conv2d', weights: 7 }, /^declares no "weights" for layer 1 \(Conv2d\)/],
    [{ layer: 'Conv2d', weights: 'up' }, /^has the layer 1 \(Conv2d\), which takes images of 2 channels/],
    [
      { layer: 'ConvTranspose2d', weights: 'up', output_padding: 1 },
      /with output_padding \[1, 1\], which must be smaller than its stride or its dilation$/,
    ],
    [{ layer: 'ConvTranspose2d', weights: 'up', stride: 2, output_padding: 1 }, undefined],
    [{ layer: 'ConvTranspose2d', weights: 'up', padding_mode: 'reflect' }, /^has padding_mode .* expected "zeros"$/],
    [{ layer: 'Linear', weights: 'fc', in_features: 7 }, /with in_features 7, but weights for 6$/],
    [{ layer: 'Linear', weights: 'fc', bias: true }, /with bias true, but no tensor "fc\.bias"$/],
    [{ layer: 'BatchNorm2d', weights: 'norm' }, undefined],
    [{ layer: 'BatchNorm2d', weights: 'norm', num_features: 4 }, /with num_features 4, but weights for 3$/],
    [{ layer: 'BatchNorm2d', weights: 'norm', affine: false }, /with affine false, but a tensor for its weight$/],
    [{ layer: 'BatchNorm2d', weights: 'norm', track_running_stats: false }, /^has track_running_stats "false" .* expected true$/],
    [{ layer: 'BatchNorm2d', weights: 'norm', eps: '1e-5' }, /^has eps .* expected a number$/],
    [{ layer: 'MaxPool2d' }, /^has the layer 1 \(MaxPool2d\) without kernel_size; expected an integer from 1 on or two/],
    [{ layer: 'MaxPool2d', kernel_size: 2, dilation: 2 }, /with a dilation, which is not read of a pooling$/],
    [{ layer: 'MaxPool2d', kernel_size: 2, return_indices: true }, /^has return_indices "true" .* expected false$/],
    [{ layer: 'MaxPool2d', kernel_size: 2, padding: 2 }, /with padding \[2, 2\], which is more than half of kernel_size \[2, 2\]$/],
    [{ layer: 'AvgPool2d', kernel_size: 2, divisor_override: 3, ceil_mode: true }, /with divisor_override beside ceil_mode$/],
    [{ layer: 'AdaptiveMaxPool2d', output_size: 4 }, /by which images of 6 × 6 cannot be divided$/],
    [{ layer: 'Upsample' }, /with size and scale_factor; expected one of them$/],
    [{ layer: 'Upsample', scale_factor: 2, size: 9 }, /with size and scale_factor; expected one of them$/],
    [
      { layer: 'Upsample', scale_factor: 2, mode: 'trilinear' },
      /^has mode .* expected "nearest" or "nearest-exact" or "bilinear" or "bicubic"$/,
    ],
    [{ layer: 'Upsample', scale_factor: 2, align_corners: true }, /with align_corners in the mode nearest$/],
    [{ layer: 'Upsample', scale_factor: 0.1 }, /that makes images of 0 × 0$/],
    [{ layer: 'Flatten', start_dim: 0 }, /with start_dim 0, which would join the images$/],
    [{ layer: 'Flatten', start_dim: 7 }, /with the axis 7 for an input of 4 axes$/],
    [{ layer: 'Unflatten' }, /without unflattened_size$/],
    [{ layer: 'Softmax', dim: 0 }, /with dim 0, over the images; say the axis of the classes$/],
    [{ layer: 'Softplus', beta: 0 }, /with beta 0$/],
    [{ layer: 'Hardtanh', min_val: 2 }, /with min_val 2 and max_val 1$/],
    [{ layer: 'AddSkip', name: 'x1' }, /with "x1", which no Skip before it keeps; give the shape in which it is passed in/],
    [{ layer: 'Skip' }, /^has the layer 1 \(Skip\) without name; expected a text$/],
    [{ layer: 'Bilinear' }, /^declares layer 1 \(Bilinear\), which is not supported; expected one of: Linear, /],
  ])('is run or refused by name: %j', (layer, expected) => {
    if (expected === undefined) expect(refusal(layer)).toBeUndefined()
    else expect(refusal(layer)).toMatch(expected)
  })

  it.each<[object, RegExp]>([
    [
      { inputs: [1] },
      /^has the field "inputs" in its declaration, which is not supported; expected one of: input, layers, skips, unused, state_dict$/,
    ],
    [{ input: 28 }, /^declares the input "28"/],
    [{ layers: {} }, /^declares no layers$/],
    [{ layers: Array.from({ length: 501 }, () => ({ layer: 'ReLU' })) }, /^declares 501 layers; at most 500 are run$/],
    [{ skips: ['x1'] }, /^declares the skips \["x1"\], but takes \[\]$/],
    [{ unused: 'decoder' }, /^has unused .* expected a list of names$/],
    [{ state_dict: 3 }, /^has state_dict "3" in the declaration; expected a key of the checkpoint$/],
  ])('stands in a declaration that is refused for %j', (beside, expected) => {
    expect(refusal({ layer: 'ReLU' }, beside)).toMatch(expected)
  })

  it('names the tensors that come near one that is not there', () => {
    const file = writeSafetensors(new Map([['module.conv.weight', tensor(2, 3, 3, 3)]]), {}, 'F32')
    const declaration = Buffer.from(JSON.stringify({ layers: [{ layer: 'Conv2d', weights: 'conv' }] }))
    expect(refusalOf(() => readDeclared(file, declaration))).toBe(
      'declares layer 1 (Conv2d) with the weights "conv", but there is no tensor "conv.weight"; there are "module.conv.weight"',
    )
  })

  it('may leave out another part of the network that it names', () => {
    const file = writeSafetensors(
      new Map([
        ['fc.weight', tensor(4, 6)],
        ['decoder.0.weight', tensor(6, 4)],
      ]),
      {},
      'F32',
    )
    const declared = (more: object): Buffer =>
      Buffer.from(JSON.stringify({ input: [6], layers: [{ layer: 'Linear', weights: 'fc' }], ...more }))
    expect(refusalOf(() => readDeclared(file, declared({})))).toBe('holds "decoder.0.weight", which no declared layer uses')
    expect(refusalOf(() => readDeclared(file, declared({ unused: ['decod'] })))).toMatch(/^holds "decoder\.0\.weight"/)
    expect(refusalOf(() => readDeclared(file, declared({ unused: ['decoder'] })))).toBeUndefined()
  })

  it('keeps each skip under a name of its own', () => {
    const layers = [{ layer: 'Skip', name: 'x1' }, { layer: 'ReLU' }, { layer: 'Skip', name: 'x1' }]
    expect(refusal({ layer: 'ReLU' }, { layers })).toBe('has the layer 3 (Skip) with the name "x1", which another Skip has')
  })
})
