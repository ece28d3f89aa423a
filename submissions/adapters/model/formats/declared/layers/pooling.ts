import type { Value } from '../../onnx/value.ts'
import type { FieldRule } from '../fields.ts'
import { type Layer, type LayerKind, requireImages, via } from '../layer.ts'

const WINDOW: Readonly<Record<string, FieldRule>> = {
  kernel_size: { is: 'pair', least: 1 },
  stride: { is: 'pair', least: 1, optional: true },
  padding: { is: 'pair', least: 0, missing: [0, 0] },
  ceil_mode: { is: 'flag', missing: false },
}
const OUTPUT: Readonly<Record<string, FieldRule>> = { output_size: { is: 'pair', least: 1 } }

function windowOf(layer: Layer) {
  requireImages(layer)
  const [kernel, padding] = [layer.pair('kernel_size'), layer.pair('padding')]
  const far = padding.some((one, i) => one > (kernel[i] as number) / 2)
  if (far) throw layer.refusal(`with padding [${padding.join(', ')}], which is more than half of kernel_size [${kernel.join(', ')}]`)
  return {
    kernel_shape: kernel,
    strides: layer.field<readonly number[]>('stride') ?? kernel,
    pads: [...padding, ...padding],
    ceil_mode: layer.field<boolean>('ceil_mode') === true ? 1 : 0,
  }
}

function average(layer: Layer): Value {
  const window = windowOf(layer)
  const divisor = layer.field<number>('divisor_override')
  if (divisor === undefined)
    return via(layer, 'AveragePool', [layer.x], {
      ...window,
      count_include_pad: layer.field<boolean>('count_include_pad') === true ? 1 : 0,
    })
  if (window.ceil_mode === 1) throw layer.refusal('with divisor_override beside ceil_mode')
  const means = via(layer, 'AveragePool', [layer.x], { ...window, count_include_pad: 1 })
  const [height, width] = window.kernel_shape
  return layer.making.emit({ kind: 'multiply' }, means, layer.making.scalar((height * width) / divisor))
}

/** Windows of one size, where the sides can be divided so; of means also others, which may overlap. */
function adaptive(layer: Layer, type: 'AveragePool' | 'MaxPool'): Value {
  requireImages(layer)
  const wanted = layer.pair('output_size')
  const sides = layer.x.shape.slice(2) as [number, number]
  if (sides.every((side, i) => side % (wanted[i] as number) === 0)) {
    const kernel = sides.map((side, i) => side / (wanted[i] as number))
    return via(layer, type, [layer.x], { kernel_shape: kernel, strides: kernel })
  }
  if (type === 'MaxPool')
    throw layer.refusal(`with output_size [${wanted.join(', ')}], by which images of ${sides.join(' × ')} cannot be divided`)
  const along = (x: Value, side: number, to: number): Value =>
    layer.making.emit({ kind: 'product', transposed: true }, x, means(layer, side, to))
  const turned = (x: Value): Value => layer.making.emit({ kind: 'transpose', order: [0, 1, 3, 2] }, x)
  const columns = along(layer.x, sides[1], wanted[1])
  return turned(along(turned(columns), sides[0], wanted[0]))
}

/** A matrix [to, side] whose rows take the mean of one window each. */
function means({ making }: Layer, side: number, to: number): Value {
  const windows = making.places(to * side, (at) => {
    const [row, column] = [Math.floor(at / side), at % side]
    const [from, end] = [Math.floor((row * side) / to), Math.ceil(((row + 1) * side) / to)]
    return column >= from && column < end ? 1 / (end - from) : 0
  })
  return making.numbers(windows, [to, side])
}

/** Layers that take the mean or the largest of windows. */
export const POOLING_LAYERS: Readonly<Record<string, LayerKind>> = {
  MaxPool2d: {
    fields: {
      ...WINDOW,
      dilation: { is: 'pair', least: 1, missing: [1, 1] },
      return_indices: { is: 'flag', only: [false], missing: false },
    },
    make: (layer) => {
      if (layer.pair('dilation').some((one) => one > 1)) throw layer.refusal('with a dilation, which is not read of a pooling')
      return via(layer, 'MaxPool', [layer.x], windowOf(layer))
    },
  },
  AvgPool2d: {
    fields: {
      ...WINDOW,
      count_include_pad: { is: 'flag', missing: true },
      divisor_override: { is: 'whole', least: 1, optional: true },
    },
    make: average,
  },
  AdaptiveAvgPool2d: { fields: OUTPUT, make: (layer) => adaptive(layer, 'AveragePool') },
  AdaptiveMaxPool2d: {
    fields: { ...OUTPUT, return_indices: { is: 'flag', only: [false], missing: false } },
    note: 'of sides that can be divided by output_size',
    make: (layer) => adaptive(layer, 'MaxPool'),
  },
}
