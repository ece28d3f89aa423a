import { hiddenOf, logitsOf } from './digits.ts'

export async function classify(images: number[][][]): Promise<Float32Array[]> {
  const answers: Float32Array[] = []
  for (let i = 0; i < images.length; i += 64) for (const image of images.slice(i, i + 64)) answers.push(Float32Array.from(logitsOf(hiddenOf(image))))
  return answers
}

export function confusion_matrix(labels: number[], predictions: number[], classes: number): number[][] {
  const flat = new Array(classes ** 2).fill(0)
  for (const i in labels) flat[labels[i]! * classes + predictions[i]!] += 1
  return Array.from({ length: classes }, (_, t) => flat.slice(t * classes, (t + 1) * classes))
}

export function most_confused(matrix: number[][]): number[][] {
  return matrix
    .flatMap((row, i) => row.slice(0, i).map((count, j) => [j, i, count + matrix[j]![i]!]))
    .filter(([, , count]) => count! > 0)
    .sort((a, b) => b[2]! - a[2]!)
}
