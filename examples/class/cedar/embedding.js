const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const file = readFileSync(join(__dirname, 'autoencoder.bin'))
let start = 16
const [w1, b1, w2, b2] = [1960, 10, 7840, 784].map((length, i) => {
  const numbers = Float64Array.from({ length }, (_, k) => file.readFloatLE(4 * i) * file.readInt8(start + k))
  start += length
  return numbers
})

exports.aeEncode = (images) =>
  images.map((image) => {
    const code = Array.from(b1)
    for (let p = 0; p < 784; p++) {
      const x = image[Math.floor(p / 28)][p % 28] / 4
      const row = 10 * (14 * Math.floor(p / 56) + Math.floor((p % 28) / 2))
      if (x !== 0) for (let j = 0; j < 10; j++) code[j] += x * w1[row + j]
    }
    return code
  })

// Ready to be shown: pixels from 0 to 255.
exports.aeDecode = (codes) =>
  codes.map((code) => {
    const z = Array.from(b2)
    code.forEach((c, j) => {
      for (let p = 0; p < 784; p++) z[p] += c * w2[784 * j + p]
    })
    return z.map((value) => 255 / (1 + Math.exp(-value)))
  })
