/**
 * What a check measured and a report can draw: plain data that survives JSON, a few kilobytes each. Titles and labels are ours.
 */
export type Artifact = ImageGrid | ConfusionCounts | EmbeddingPoints | Curves

/** Grey images of one size, a row of them per label, such as `image` above `yours`. */
export interface ImageGrid {
  readonly kind: 'image-grid'
  readonly title: string
  readonly height: number
  readonly width: number
  /** Images as base64 of height · width bytes, row-major, 0 = black. */
  readonly rows: readonly { readonly label: string; readonly images: readonly string[] }[]
}

/** Square: rows true classes, columns answers. */
export interface ConfusionCounts {
  readonly kind: 'confusion-matrix'
  readonly title: string
  readonly counts: readonly (readonly number[])[]
}

/** Points in a plane, each of a class 0 to 9. All three lists have one length. */
export interface EmbeddingPoints {
  readonly kind: 'embedding'
  readonly title: string
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly classes: readonly number[]
}

export interface Curves {
  readonly kind: 'curves'
  readonly title: string
  /** What the vertical axis counts. */
  readonly unit: string
  /** Points [epoch, value], by epoch. */
  readonly series: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[]
}
