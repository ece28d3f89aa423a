import { type Attributes, floats, type Info, type Kernel, type Wasm } from './wasm.ts'

interface Pool {
  readonly filterSize: number | [number, number]
  readonly strides: number | [number, number]
  readonly pad: number | 'valid' | 'same'
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

/**
 * The gradient of max-pooling. Where several elements of a window are equally large the first one gets it, as in PyTorch and in the cpu
 * backend; the package's kernel gives it to another.
 */
export function maxPoolGrad(wasm: Wasm): Kernel {
  return (inputs, attributes: Attributes) => {
    const dy = inputs.dy as Info
    const x = inputs.input as Info
    const { filterSize, strides, pad, dimRoundingMode } = attributes as unknown as Pool
    const pool = wasm.tf.backend_util.computePool2DInfo(
      x.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    )
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = pool
    const dx = wasm.backend.makeOutput(x.shape, 'float32')
    const to = floats(wasm, dx).fill(0)
    const values = floats(wasm, x)
    const given = floats(wasm, dy)
    const largest = new Float32Array(inChannels)
    const where = new Int32Array(inChannels)
    let from = 0
    for (let n = 0; n < batchSize; n++) {
      for (let i = 0; i < outHeight; i++) {
        const top = i * pool.strideHeight - pool.padInfo.top
        const rows = [Math.max(top, 0), Math.min(top + pool.effectiveFilterHeight, inHeight)] as const
        for (let j = 0; j < outWidth; j++) {
          const left = j * pool.strideWidth - pool.padInfo.left
          const columns = [Math.max(left, 0), Math.min(left + pool.effectiveFilterWidth, inWidth)] as const
          largest.fill(Number.NEGATIVE_INFINITY)
          where.fill(((n * inHeight + rows[0]) * inWidth + columns[0]) * inChannels)
          for (let c = 0; c < inChannels; c++) where[c] = (where[c] as number) + c
          for (let row = rows[0]; row < rows[1]; row++) {
            let at = ((n * inHeight + row) * inWidth + columns[0]) * inChannels
            for (let column = columns[0]; column < columns[1]; column++) {
              for (let c = 0; c < inChannels; c++, at++) {
                const value = values[at] as number
                if (value > (largest[c] as number)) {
                  largest[c] = value
                  where[c] = at
                }
              }
            }
          }
          for (let c = 0; c < inChannels; c++, from++) {
            const at = where[c] as number
            to[at] = (to[at] as number) + (given[from] as number)
          }
        }
      }
    }
    return dx
  }
}
