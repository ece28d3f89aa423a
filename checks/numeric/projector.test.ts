import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { orthonormalBasis, subspaceDistance } from './projector.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

const plane = [
  [1, 0, 0],
  [0, 1, 0],
]

describe('symmetricEigen', () => {
  it('gives orthonormal vectors that the matrix stretches by the values', () => {
    const random = createRandom(5, 'eigen')
    const root = random.matrix(7, 7)
    const matrix = root.map((a) => root.map((b) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)))
    const { values, vectors } = symmetricEigen(matrix)
    expect([...values].sort((a, b) => a - b)).toEqual(values)
    for (const [i, vector] of vectors.entries()) {
      for (const [j, row] of matrix.entries()) {
        const stretched = row.reduce((sum, x, k) => sum + x * (vector[k] as number), 0)
        expect(stretched).toBeCloseTo((values[i] as number) * (vector[j] as number), 10)
      }
      for (const [j, other] of vectors.entries()) {
        expect(vector.reduce((sum, x, k) => sum + x * (other[k] as number), 0)).toBeCloseTo(i === j ? 1 : 0, 12)
      }
    }
  })
})

describe('orthonormalBasis', () => {
  it('counts a direction once, however often it comes', () => {
    expect(
      orthonormalBasis([
        [2, 0, 0],
        [0, 1e-3, 0],
        [-4, 0, 0],
      ]),
    ).toHaveLength(2)
    expect(
      orthonormalBasis([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([])
  })
})

describe('subspaceDistance', () => {
  it('is 0 for the same plane in other vectors', () => {
    const mixed = orthonormalBasis([
      [3, -2, 0],
      [1, 5, 0],
    ])
    const { distance, angle } = subspaceDistance(plane, mixed)
    expect(distance).toBeLessThan(1e-15)
    expect(angle).toBeLessThan(1e-12)
  })

  it.each([1e-6, 0.3, Math.PI / 2])('of a plane turned by %f is √2 sin of the angle, the angle itself', (turn) => {
    const turned = orthonormalBasis([
      [1, 0, 0],
      [0, Math.cos(turn), Math.sin(turn)],
    ])
    const { distance, angle } = subspaceDistance(plane, turned)
    expect(distance / (Math.SQRT2 * Math.sin(turn))).toBeCloseTo(1, 9)
    expect(angle / ((turn * 180) / Math.PI)).toBeCloseTo(1, 6)
  })

  it('of spaces of different dimension is a right angle', () => {
    expect(subspaceDistance(plane, [[1, 0, 0]])).toEqual({ distance: 1, angle: 90 })
  })
})
