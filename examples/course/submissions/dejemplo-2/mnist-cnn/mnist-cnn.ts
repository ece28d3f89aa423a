import { logits } from './digits.ts'

export { mostConfused } from './digits.ts'

export function classify(images: number[][][]): number[][][] {
  return logits(images).map((z) => {
    const top = Math.max(...z)
    const log = top + Math.log(z.reduce((sum, v) => sum + Math.exp(v - top), 0))
    return [z.map((v) => v - log)]
  })
}

export function confusionMatrix(labels: number[], predictions: number[], classes: number): number[][] {
  const all = Array.from({ length: classes }, (_, i) => i)
  return all.map((p) => all.map((t) => labels.filter((label, i) => label === t && predictions[i] === p).length))
}
