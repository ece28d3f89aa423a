import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { COUNTS, CURVES, GRID, POINTS } from '../sample/sample-artifacts.ts'
import { matchesBaseline } from '../testing/baseline.ts'
import { confusionMap } from './confusion-map.ts'
import { embeddingScatter } from './embedding-scatter.ts'
import { gridBitmap } from './image-grid.ts'
import { type Bitmap, encodePng } from './png.ts'
import { trainingCurve } from './training-curve.ts'

function expectKept(picture: Buffer | string, name: string): void {
  const verdict = matchesBaseline(picture, name)
  expect(verdict.pass, verdict.message()).toBe(true)
}

describe('pictures that are drawn', () => {
  it('are the kept ones: a grid of images', () => expectKept(encodePng(gridBitmap(GRID)), 'image-grid'))
  it('are the kept ones: a confusion matrix', () => expectKept(String(confusionMap(COUNTS)), 'confusion-map'))
  it('are the kept ones: an embedding', () => expectKept(String(embeddingScatter(POINTS)), 'embedding-scatter'))
  it('are the kept ones: curves', () => expectKept(String(trainingCurve(CURVES)), 'training-curve'))

  it('are red where a block of pixels has changed', () => {
    const bitmap = gridBitmap(GRID)
    const data = bitmap.data.slice()
    for (let row = 20; row < 28; row++) data.fill(255, row * bitmap.width + 20, row * bitmap.width + 28)
    const verdict = matchesBaseline(encodePng({ ...bitmap, data }), 'image-grid', undefined, false)
    expect(verdict.pass).toBe(false)
    expect(verdict.message()).toContain('different from snapshot')
  })

  it('are red where one count has changed', () => {
    const counts = COUNTS.counts.map((row, i) => (i === 3 ? row.map((count, j) => (j === 5 ? count + 1 : count)) : row))
    expect(matchesBaseline(String(confusionMap({ ...COUNTS, counts })), 'confusion-map', undefined, false).pass).toBe(false)
  })

  it.each([encodePng(gridBitmap(GRID)), String(confusionMap(COUNTS))])('are red where none was kept', (picture) => {
    const empty = mkdtempSync(join(tmpdir(), 'assay-no-pictures-'))
    const verdict = matchesBaseline(picture, 'never-kept', empty, false)
    expect(verdict.pass).toBe(false)
    expect(verdict.message()).toContain('is missing')
  })
})

describe('encodePng', () => {
  it.each([
    { width: 3, height: 2, channels: 1, data: Uint8Array.from([0, 10, 255, 7, 8, 9]) },
    { width: 1, height: 2, channels: 3, data: Uint8Array.from([1, 2, 3, 250, 0, 128]) },
  ] as const)('keeps every pixel of $channels channels', (bitmap: Bitmap) => {
    const read = PNG.sync.read(encodePng(bitmap))
    const rgb = [...read.data].filter((_, i) => i % 4 < bitmap.channels)
    expect([read.width, read.height, ...rgb]).toEqual([bitmap.width, bitmap.height, ...bitmap.data])
  })

  it('refuses data of another size', () => {
    expect(() => encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(5) })).toThrow(RangeError)
  })
})

describe('drawings of strange numbers', () => {
  it('hold finite coordinates whatever a model answers', () => {
    const huge = [1e308, -1e308, 0, Number.MIN_VALUE]
    const same = [4, 4, 4, 4]
    for (const [x, y] of [
      [huge, same],
      [same, same],
      [[], []],
    ] as const) {
      expect(String(embeddingScatter({ ...POINTS, x, y, classes: x.map(() => 3) }))).not.toMatch(/NaN|Infinity/)
      const points = x.map((value, i) => [i, Math.abs(value)] as const)
      expect(String(trainingCurve({ ...CURVES, series: [{ label: 'a', points }] }))).not.toMatch(/NaN|Infinity/)
    }
  })

  it('draws a matrix without a single answer', () => {
    const counts = COUNTS.counts.map((row) => row.map(() => 0))
    expect(String(confusionMap({ ...COUNTS, counts }))).not.toMatch(/NaN|Infinity/)
  })
})
