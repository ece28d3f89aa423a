import { describe, expect, it } from 'vitest'
import { orthonormalBasis, subspaceDistance } from './projector.ts'
import { createRandom } from './random.ts'
import { symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts'

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

  it('is as exact for a small matrix as for a large one', () => {
    const random = createRandom(5, 'eigen')
    const root = random.matrix(7, 7)
    const at = (scale: number) => symmetricEigenvalues(root.map((row) => row.map((x) => scale * x)))
    const values = at(1)
    for (const scale of [2 ** -40, 2 ** 40]) {
      for (const [i, value] of at(scale).entries()) expect(value / scale).toBeCloseTo(values[i] as number, 12)
    }
  })

  it('takes the symmetric part of an asymmetric matrix', () => {
    const values = symmetricEigenvalues([
      [2, 3],
      [1, 2],
    ])
    expect(values).toHaveLength(2)
    expect(values[0]).toBeCloseTo(0, 12)
    expect(values[1]).toBeCloseTo(4, 12)
  })

  it('ends where a number is missing', () => {
    const missing = [
      [1, Number.NaN],
      [Number.NaN, 1],
    ]
    expect(symmetricEigenvalues(missing)).toEqual([Number.NaN, Number.NaN])
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

  it.each([1e-3, 1, 1e3])('loses a direction below 1e-5 of the longest vector, %f', (longest) => {
    const directions = (share: number) =>
      orthonormalBasis([
        [0, share * longest],
        [longest, 0],
      ])
    expect(directions(1.1e-5)).toHaveLength(2)
    expect(directions(0.9e-5)).toEqual([[1, 0]])
  })

  it('takes the longest vectors first, wherever they stand', () => {
    const rows = [
      [1e-9, 1e-9, 0],
      [0, 2, 0],
      [0, 0, 3],
      [0, 1e-9, 0],
    ]
    expect(orthonormalBasis(rows)).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ])
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
    expect(subspaceDistance([], [[1, 0, 0]])).toEqual({ distance: 1, angle: 90 })
  })

  it('of two spaces without any direction is 0', () => {
    expect(subspaceDistance([], [])).toEqual({ distance: 0, angle: 0 })
  })
})
