import { describe, expect, it } from 'vitest'
import { accepted } from '../outcome.ts'
import { confusionMatrix, embeddingPoints, imageGrid, planeOf, rounded, withArtifacts } from './artifacts.ts'

const SIZE = { height: 7, width: 4 }
const PIXELS = 28
/** Images of one number each. */
const flat = (...values: readonly number[]): Float32Array => Float32Array.from(values.flatMap((value) => new Array(PIXELS).fill(value)))

describe('a grid of images', () => {
  it('shows the first four of each row as grey bytes, and fewer where there are fewer', () => {
    const grid = imageGrid('Images', SIZE, [
      ['given', flat(0, 0.2, 0.4, 0.6, 0.8)],
      ['yours', flat(1, 0.5).subarray(0, 2 * PIXELS - 1)],
    ])
    expect(grid).toMatchObject({ kind: 'image-grid', title: 'Images', ...SIZE })
    const greys = grid.rows.map(({ images }) => images.map((text) => [...new Set(Buffer.from(text, 'base64'))]))
    expect(greys).toEqual([[[0], [51], [102], [153]], [[255]]])
    expect(grid.rows.map(({ label }) => label)).toEqual(['given', 'yours'])
    expect(Buffer.from(grid.rows[0]?.images[3] as string, 'base64')).toHaveLength(PIXELS)
  })

  it('cuts numbers below 0 and above 1', () => {
    const image = flat(0)
    image.set([-0.5, 0, 0.5, 1, 1.5])
    const [row] = imageGrid('Images', SIZE, [['yours', image]]).rows
    expect([...Buffer.from(row?.images[0] as string, 'base64').subarray(0, 6)]).toEqual([0, 0, 128, 255, 255, 0])
  })
})

describe('the points of an embedding', () => {
  it('are the first two components of each code', () => {
    expect(planeOf(Float32Array.of(1, 2, 3, 4, 5, 6), 3)).toEqual({ x: [1, 4], y: [2, 5] })
    expect(planeOf(Float32Array.of(1, 2, 3, 4, 5), 2)).toEqual({ x: [1, 3], y: [2, 4] })
  })

  it('of codes with one number are that number twice', () => {
    expect(planeOf(Float32Array.of(1, 2, 3), 1)).toEqual({ x: [1, 2, 3], y: [1, 2, 3] })
  })

  it('are told to four digits, with their classes', () => {
    expect(embeddingPoints('Codes', Float64Array.of(1.23456, -0.00123456, 9, 12345.6, 2, 9), 3, [7, 3, 1])).toEqual({
      kind: 'embedding',
      title: 'Codes',
      x: [1.235, 12350],
      y: [-0.001235, 2],
      classes: [7, 3],
    })
    expect(rounded(0.123456)).toBe(0.1235)
  })

  it('are no more than a thousand', () => {
    const codes = Float64Array.from({ length: 2 * 1001 }, (_, i) => i)
    const { x, y, classes } = embeddingPoints('Codes', codes, 2, new Uint8Array(1001).fill(4))
    expect([x.length, y.length, classes.length]).toEqual([1000, 1000, 1000])
    expect([x[999], y[999]]).toEqual([1998, 1999])
  })
})

describe('what a check draws', () => {
  it('goes with its outcome; nothing is added where nothing is drawn', () => {
    const drawn = confusionMatrix('Answers', [[1]])
    expect(drawn).toEqual({ kind: 'confusion-matrix', title: 'Answers', counts: [[1]] })
    expect(withArtifacts(accepted(), [drawn])).toEqual({ ...accepted(), artifacts: [drawn] })
    expect(withArtifacts(accepted(), [])).not.toHaveProperty('artifacts')
  })
})
