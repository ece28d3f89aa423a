const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const file = readFileSync(join(__dirname, 'digits.bin'))
const take = (i, from, length) => Float32Array.from({ length }, (_, k) => file.readFloatLE(4 * i) * file.readInt8(from + k))
const w1 = take(0, 16, 12544)
const b1 = take(1, 12560, 64)
const w2 = take(2, 12624, 640)
const b2 = take(3, 13264, 10)

exports.tensors = true

exports.classify = ({ shape: [n], data }) => {
  const labels = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    const hidden = b1.slice()
    for (let p = 0; p < 784; p++) {
      const x = data[784 * i + p] / 4
      if (x === 0) continue
      const row = 64 * (14 * Math.floor(p / 56) + Math.floor((p % 28) / 2))
      for (let j = 0; j < 64; j++) hidden[j] += x * w1[row + j]
    }
    const z = b2.slice()
    for (let j = 0; j < 64; j++) if (hidden[j] > 0) for (let k = 0; k < 10; k++) z[k] += hidden[j] * w2[10 * j + k]
    labels[i] = z.indexOf(Math.max(...z))
  }
  return labels
}

exports.confusionMatrix = (labels, predictions, classes) => {
  const data = new Float32Array(classes * classes)
  labels.data.forEach((label, i) => data[classes * label + predictions.data[i]]++)
  return { dtype: 'float32', shape: [classes, classes], data }
}

exports.mostConfused = ({ shape: [n], data }) => {
  let best = [0, 1]
  const both = ([i, j]) => data[n * i + j] + data[n * j + i]
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (both([i, j]) > both(best)) best = [i, j]
  return both(best) > 0 ? best : []
}
