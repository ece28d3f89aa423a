import { readFileSync } from 'node:fs'

// 14 × 14 means → 10 numbers → 784 sigmoids: four scales, then weights and biases as int8.
const file = readFileSync(new URL('./digits.bin', import.meta.url))
let start = 16
const [w1, b1, w2, b2] = [1960, 10, 7840, 784].map((length, i) => {
  const scale = file.readFloatLE(4 * i)
  const numbers = Float64Array.from({ length }, (_, k) => scale * file.readInt8(start + k))
  start += length
  return numbers
}) as [Float64Array, Float64Array, Float64Array, Float64Array]

export function codeOf(image: number[][]): number[] {
  const code = Array.from(b1)
  for (let p = 0; p < 784; p++) {
    const x = image[Math.floor(p / 28)]![p % 28]! / 4
    if (x === 0) continue
    const row = 10 * (14 * Math.floor(p / 56) + Math.floor((p % 28) / 2))
    for (let j = 0; j < 10; j++) code[j]! += x * w1[row + j]!
  }
  return code
}

export function sumsOf(code: number[]): number[] {
  const z = Array.from(b2)
  code.forEach((c, j) => {
    for (let p = 0; p < 784; p++) z[p]! += c * w2[784 * j + p]!
  })
  return z
}

export function imageOf(code: number[]): number[] {
  return sumsOf(code).map((z) => 1 / (1 + Math.exp(-z)))
}

export const encode = (images: number[][][]): number[][] => images.map(codeOf)
export const decode = (codes: number[][]): number[][] => codes.map(imageOf)
