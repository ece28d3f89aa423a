import type { Artifact, ConfusionCounts, EmbeddingPoints, ImageGrid } from '#grading/model/artifact'
import type { Outcome } from '#grading/model/check'
import type { TensorData } from '#grading/model/tensor'

/**
 * Images shown of a model.
 *
 * @example
 * ```ts
 * images.subarray(0, SHOWN_IMAGES * pixels)
 * ```
 */
export const SHOWN_IMAGES = 4
/**
 * Points shown of an embedding.
 *
 * @example
 * ```ts
 * codes.subarray(0, SHOWN_POINTS * dimensions)
 * ```
 */
export const SHOWN_POINTS = 1000
const DIGITS = 4

/**
 * Rows of the first images, such as those that went in and those that came back. Numbers outside of 0 to 1 are cut to it.
 *
 * @param size - of every image, in pixels.
 * @param rows - images one after the other, each row by row.
 * @example
 * ```ts
 * imageGrid('Reconstructions', { height: 2, width: 2 }, [['input', [0, 1, 1, 0]]])
 * ```
 */
export function imageGrid(
  title: string,
  { height, width }: Pick<ImageGrid, 'height' | 'width'>,
  rows: readonly (readonly [label: string, images: ArrayLike<number>])[],
): ImageGrid {
  const pixels = height * width
  return {
    kind: 'image-grid',
    title,
    height,
    width,
    rows: rows.map(([label, images]) => ({
      label,
      images: Array.from({ length: Math.min(SHOWN_IMAGES, Math.floor(images.length / pixels)) }, (_, i) =>
        greyBytes(images, i * pixels, pixels),
      ),
    })),
  }
}

function greyBytes(images: ArrayLike<number>, from: number, pixels: number): string {
  const bytes = Uint8Array.from({ length: pixels }, (_, i) => Math.round(255 * Math.min(1, Math.max(0, images[from + i] as number))))
  return Buffer.from(bytes).toString('base64')
}

/**
 * The first two components of each code, as a plot shows them; of codes with one number, that number twice.
 *
 * @example
 * ```ts
 * embeddingPoints('Codes', new Float32Array([0, 1, 2, 3]), 2, [7, 9])
 * ```
 */
export function embeddingPoints(title: string, codes: TensorData, width: number, labels: ArrayLike<number>): EmbeddingPoints {
  const { x, y } = planeOf(codes.subarray(0, SHOWN_POINTS * width), width)
  return { kind: 'embedding', title, x: x.map(rounded), y: y.map(rounded), classes: x.map((_, i) => labels[i] as number) }
}

/** The first two components of each code; of codes with one number, that number twice. */
export function planeOf(codes: TensorData, width: number): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const column = (j: number): number[] =>
    Array.from({ length: Math.floor(codes.length / width) }, (_, i) => codes[i * width + Math.min(j, width - 1)] as number)
  return { x: column(0), y: column(1) }
}

/**
 * Counts as a matrix on the student's page.
 *
 * @example
 * ```ts
 * confusionMatrix('Confusion matrix', [[9, 1], [0, 10]]).counts // [[9, 1], [0, 10]]
 * ```
 */
export function confusionMatrix(title: string, counts: ConfusionCounts['counts']): ConfusionCounts {
  return { kind: 'confusion-matrix', title, counts }
}

/**
 * To four digits: more than a picture shows, and a fraction of the bytes.
 *
 * @example
 * ```ts
 * rounded(0.123456) // 0.1235
 * ```
 */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS))
}

export function withArtifacts(outcome: Outcome, artifacts: readonly Artifact[]): Outcome {
  return artifacts.length === 0 ? outcome : { ...outcome, artifacts }
}
