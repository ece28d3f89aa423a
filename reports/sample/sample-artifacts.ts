import type { ConfusionCounts, Curves, EmbeddingPoints, ImageGrid } from '#grading/model/artifact'

const SIDE = 28

/** A ring and a bar, and both a little weaker. */
export const GRID: ImageGrid = {
  kind: 'image-grid',
  title: 'Images, above their reconstructions',
  height: SIDE,
  width: SIDE,
  rows: [
    { label: 'image', images: [imageOf(ring), imageOf(bar)] },
    { label: 'yours', images: [imageOf((x, y) => 0.7 * ring(x, y)), imageOf((x, y) => 0.7 * bar(x, y))] },
  ],
}

export const COUNTS: ConfusionCounts = {
  kind: 'confusion-matrix',
  title: 'Predictions for 2000 images',
  counts: Array.from({ length: 10 }, (_, i) =>
    Array.from({ length: 10 }, (_, j) => (i === j ? 190 - 7 * i : (i * 3 + j * 5) % 11 === 0 ? i + 1 : 0)),
  ),
}

/** Ten arms of a spiral. */
export const POINTS: EmbeddingPoints = (() => {
  const classes = Array.from({ length: 400 }, (_, i) => i % 10)
  const place = (turn: (angle: number) => number) =>
    classes.map((digit, i) => Number((((i % 40) + 8) * turn(digit * 0.628 + (i % 40) / 60)).toPrecision(4)))
  return { kind: 'embedding', title: 'First two components of your code', x: place(Math.cos), y: place(Math.sin), classes }
})()

export const CURVES: Curves = {
  kind: 'curves',
  title: 'Losses as reported',
  unit: 'loss',
  series: ['cae, train', 'cae, test', 'cae_skip, train', 'cae_skip, test'].map((label, i) => ({
    label,
    points: Array.from(
      { length: 8 },
      (_, epoch) => [epoch + 1, Number((0.01 + 0.004 * i + 0.05 / (epoch + 1 + i)).toPrecision(4))] as const,
    ),
  })),
}

function imageOf(ink: (x: number, y: number) => number): string {
  const bytes = Array.from({ length: SIDE * SIDE }, (_, i) => Math.round(255 * ink((i % SIDE) - 13.5, Math.floor(i / SIDE) - 13.5)))
  return Buffer.from(bytes).toString('base64')
}

function ring(x: number, y: number): number {
  return Math.max(0, 1 - Math.abs(Math.hypot(x, y) - 8) / 3)
}

function bar(x: number, y: number): number {
  return Math.abs(x) < 2 && Math.abs(y) < 10 ? 1 : 0
}
