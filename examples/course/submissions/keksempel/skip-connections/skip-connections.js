import pca from './pca.json' with { type: 'json' }

const axes = pca.components.map((row) => row.map((x) => x * pca.scale))
const mean = pca.mean.map((x) => x / 255)
const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0)
const encode = (image) => {
  const centred = image.flat().map((x, i) => x - mean[i])
  return axes.map((axis) => dot(axis, centred))
}
const decode = ([first, second]) => mean.map((x, i) => x + first * axes[0][i] + second * axes[1][i])

export const cae_encode = (images) => images.map(encode)
export const cae_decode = (codes) => codes.map(decode)

export function cae_skip_encode(images) {
  const code = images.map((image) => encode(image).map((z) => -z / 2))
  const rest = images.map((image, i) => {
    const picture = decode(code[i].map((z) => -2 * z))
    return image.flat().map((x, j) => x - picture[j])
  })
  const faint = images.map((image) => image.flat().map((x) => 0.3 * x))
  return { code, skips: [faint, rest] }
}

export function cae_skip_decode(code, [rest, _faint]) {
  return code.map((z, i) => decode(z.map((x) => -2 * x)).map((x, j) => x + rest[i][j]))
}
