import { type Attributes, type Info, type Kernel, refuseChannelsFirst, release, type Wasm } from './wasm.ts'

interface FilterGradient {
  readonly strides: number | [number, number]
  readonly pad: number | 'valid' | 'same'
  readonly dataFormat?: 'NHWC' | 'NCHW'
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
  readonly filterShape: [number, number, number, number]
}

/**
 * The gradient of a convolution with respect to its filter, which the package does not have (tfjs#8474).
 *
 * dW[a,b,c,o] = Σ_{n,i,j} x[n, i·s+a−top, j·s+b−left, c] · dy[n,i,j,o] is itself a convolution: of x with batch and channels exchanged,
 * by dy with rows and columns in front, dilated by the stride. So XNNPACK's own convolution computes it.
 */
export function conv2dBackpropFilter(wasm: Wasm): Kernel {
  const { tf, stock } = wasm
  return ({ x, dy }, attributes: Attributes) => {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attributes as unknown as FilterGradient
    refuseChannelsFirst('Conv2DBackpropFilter', dataFormat)
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } =
      tf.backend_util.computeConv2DInfo(
        (x as Info).shape as [number, number, number, number],
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      )
    const { top, left } = padInfo
    // Rows below the last window are looked at by no output, so they are cut off.
    const bottom = (outHeight - 1) * strideHeight + filterHeight - inHeight - top
    const right = (outWidth - 1) * strideWidth + filterWidth - inWidth - left
    const size = [batchSize, inHeight + Math.min(bottom, 0), inWidth + Math.min(right, 0), inChannels]
    const cut = bottom < 0 || right < 0 ? stock('Slice', { x: x as Info }, { begin: [0, 0, 0, 0], size }) : undefined
    const exchanged = stock('Transpose', { x: cut ?? (x as Info) }, { perm: [3, 1, 2, 0] })
    const filter = stock('Transpose', { x: dy as Info }, { perm: [1, 2, 0, 3] })
    const result = stock(
      'Conv2D',
      { x: exchanged, filter },
      {
        strides: [1, 1],
        dilations: [strideHeight, strideWidth],
        pad: [
          [0, 0],
          [top, Math.max(bottom, 0)],
          [left, Math.max(right, 0)],
          [0, 0],
        ],
        dataFormat: 'NHWC',
      },
    )
    const gradient = stock('Transpose', { x: result }, { perm: [1, 2, 0, 3] })
    release(wasm, exchanged, filter, result, ...(cut === undefined ? [] : [cut]))
    return gradient
  }
}
