import { logits } from './digits.ts'

export { confusionMatrix, mostConfused } from './digits.ts'

export function classify(images: number[][][]): number[][] {
  return logits(images.map((image) => image.map((row, r) => row.map((_, c) => image[c]![r]!))))
}
