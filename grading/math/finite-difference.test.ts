import { describe, expect, it } from 'vitest'
import { near } from '#checks/compare/tolerance'
import type { Matrix } from '../model/tensor.ts'
import { centralDifferences } from './finite-difference.ts'

describe('centralDifferences', () => {
  it('of a sum of cubes are three times the squares, within 4e-8', () => {
    const point = [
      [0.5, -1.25],
      [2, 0],
    ]
    const cost = (at: unknown): number => (at as Matrix).flat().reduce((sum, x) => sum + x ** 3, 0)
    const gradient = centralDifferences(cost, point) as Matrix
    for (const [i, row] of point.entries()) {
      for (const [j, x] of row.entries()) expect(near(gradient[i]?.[j] as number, 3 * x * x, { rtol: 0, atol: 4e-8 })).toBe(true)
    }
  })

  it('leave the point as it was', () => {
    const point = [1, 2]
    centralDifferences((at) => (at as number[])[0] as number, point)
    expect(point).toEqual([1, 2])
  })

  it('ask for the cost twice per element', () => {
    const asked: unknown[] = []
    centralDifferences((at) => asked.push(at), [1, 2])
    expect(asked).toEqual([
      [1 + 1e-5, 2],
      [1 - 1e-5, 2],
      [1, 2 + 1e-5],
      [1, 2 - 1e-5],
    ])
  })

  it('of a single number are a number', () => {
    expect(near(centralDifferences((x) => Math.exp(x as number), 0) as number, 1, { rtol: 0, atol: 1e-9 })).toBe(true)
  })

  it('refuse a ragged point', () => {
    expect(() => centralDifferences(() => 0, [[1], [1, 2]])).toThrow(/rectangular/)
  })
})
