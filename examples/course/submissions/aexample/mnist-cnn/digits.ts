import { readFileSync } from 'node:fs'

// A network 196 → 64 → 10 of images averaged over 2 × 2 pixels: four scales, then weights and biases as int8.
const file = readFileSync(new URL('./digits.bin', import.meta.url))
let start = 16
const [w1, b1, w2, b2] = [196 * 64, 64, 640, 10].map((length, i) => {
  const scale = file.readFloatLE(4 * i)
  const numbers = Float64Array.from({ length }, (_, k) => scale * file.readInt8(start + k))
  start += length
  return numbers
}) as [Float64Array, Float64Array, Float64Array, Float64Array]

export function hiddenOf(image: number[][]): Float64Array {
  const h = b1.slice()
  for (let i = 0; i < 196; i++) {
    const r = 2 * Math.floor(i / 14)
    const c = 2 * (i % 14)
    const x = (image[r]![c]! + image[r]![c + 1]! + image[r + 1]![c]! + image[r + 1]![c + 1]!) / 4
    if (x !== 0) for (let j = 0; j < 64; j++) h[j]! += x * w1[64 * i + j]!
  }
  return h.map((z) => Math.max(z, 0))
}

export function logitsOf(hidden: Float64Array): number[] {
  const z = Array.from(b2)
  hidden.forEach((h, j) => {
    for (let k = 0; k < 10; k++) z[k]! += h * w2[10 * j + k]!
  })
  return z
}

export function logits(images: number[][][]): number[][] {
  return images.map((image) => logitsOf(hiddenOf(image)))
}

export function confusionMatrix(labels: number[], predictions: number[], classes: number): number[][] {
  const m = Array.from({ length: classes }, () => new Array(classes).fill(0))
  labels.forEach((label, i) => m[label]![predictions[i]!]++)
  return m
}

export function mostConfused(matrix: number[][]): number[][] {
  const pairs: number[][] = []
  for (let i = 0; i < matrix.length; i++) for (let j = i + 1; j < matrix.length; j++) pairs.push([i, j, matrix[i]![j]! + matrix[j]![i]!])
  return pairs
    .filter((p) => p[2]! > 0)
    .sort((p, q) => q[2]! - p[2]!)
    .slice(0, 5)
    .map((p) => p.slice(0, 2))
}
