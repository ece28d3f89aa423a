import type { Attributes, Info, Inputs, Kernel, Wasm } from './wasm.ts'

type Shape4 = [number, number, number, number]

/**
 * A convolution whose 'same' padding is spelled out: with a stride greater than the filter the package's kernel lets XNNPACK choose the
 * padding, which gives another result or none (tfjs#5907). A fused ReLU runs as a kernel of its own, because XNNPACK's clamp turns NaN
 * into 0.
 *
 * @param kernel - Conv2D, FusedConv2D, DepthwiseConv2dNative or FusedDepthwiseConv2D.
 */
export function conv2d(wasm: Wasm, kernel: string): Kernel {
  const depthwise = kernel.includes('Depthwise')
  return (inputs, attributes) => {
    const padded = attributes.pad === 'same' ? { ...attributes, pad: samePadding(wasm, inputs, attributes, depthwise) } : attributes
    if (padded.activation !== 'relu') return wasm.stock(kernel, inputs, padded)
    const linear = wasm.stock(kernel, inputs, { ...padded, activation: 'linear' })
    const clamped = wasm.stock('Relu', { x: linear })
    wasm.backend.disposeData(linear.dataId)
    return clamped
  }
}

function samePadding({ tf }: Wasm, { x, filter }: Inputs, attributes: Attributes, depthwise: boolean): unknown {
  const { padInfo, strideHeight, strideWidth, effectiveFilterHeight, effectiveFilterWidth } = tf.backend_util.computeConv2DInfo(
    (x as Info).shape as Shape4,
    (filter as Info).shape as Shape4,
    attributes.strides as [number, number],
    (attributes.dilations as [number, number] | null | undefined) ?? 1,
    'same',
    undefined,
    depthwise,
  )
  if (strideHeight <= effectiveFilterHeight && strideWidth <= effectiveFilterWidth) return 'same'
  return [
    [0, 0],
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
    [0, 0],
  ]
}
