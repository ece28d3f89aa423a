import { describe, expect, it } from 'vitest'
import { createRandom } from '#grading/math/random'
import { neighbourAccuracy, neighbourAccuracyOf } from './nearest-neighbours.ts'

describe('accuracy of nearest neighbours', () => {
  it('is 1 for groups that are far apart and 0 where every neighbour is of another class', () => {
    const groups = [0, 1, 2, 100, 101, 102]
    expect(neighbourAccuracy(groups, 1, [0, 0, 0, 1, 1, 1], 2)).toBe(1)
    expect(neighbourAccuracy([0, 1, 10, 11], 1, [0, 1, 0, 1], 1)).toBe(0)
  })

  it('does not count a point as its own neighbour', () => {
    expect(neighbourAccuracy([0, 0, 5, 5], 2, [0, 1], 1)).toBe(0)
  })

  it('asks all other points where there are fewer than should vote, and refuses where there is none', () => {
    expect(neighbourAccuracy([0, 1, 10], 1, [3, 7, 7], 5)).toBeCloseTo(1 / 3, 12)
    expect(() => neighbourAccuracy([0], 1, [3], 5)).toThrow(new RangeError('needs at least two points'))
  })

  it('lets the first of equally distant points vote', () => {
    expect(neighbourAccuracy([0, 1, -1], 1, [1, 1, 2], 1)).toBeCloseTo(2 / 3, 12)
  })

  it('lets the nearest of equally frequent classes win', () => {
    expect(neighbourAccuracy([0, 1, 2], 1, [7, 7, 3], 2)).toBeCloseTo(2 / 3, 12)
  })

  it('agrees with sorting all distances', () => {
    const random = createRandom(5, 'neighbours')
    const points = random.matrix(60, 3)
    const labels = points.map(([x]) => ((x as number) > 0 ? 1 : 0))
    const right = points.filter((point, i) => {
      const distance = (j: number): number =>
        point.reduce((sum, value, d) => sum + (value - ((points[j] as number[])[d] as number)) ** 2, 0)
      const others = points.map((_, j) => j).filter((j) => j !== i)
      const nearest = others.sort((a, b) => distance(a) - distance(b)).slice(0, 5)
      return (nearest.filter((j) => labels[j] === 1).length > 2 ? 1 : 0) === labels[i]
    })
    expect(neighbourAccuracy(points.flat(), 3, labels)).toBe(right.length / 60)
  })

  it('finds about a tenth for ten classes that say nothing of the points', () => {
    const random = createRandom(5, 'plane')
    const labels = Array.from({ length: 2000 }, (_, i) => i % 10)
    const share = neighbourAccuracy(random.vector(2 * labels.length), 2, labels)
    expect(share).toBeGreaterThan(0.07)
    expect(share).toBeLessThan(0.138)
  })
})

describe('accuracy of other points', () => {
  it('is the share whose class most of the nearest known points have', () => {
    const known = [0, 1, 2, 100, 101, 102]
    const classes = [0, 0, 0, 1, 1, 1]
    expect(neighbourAccuracyOf([3, 99, 4, 98], [0, 1, 1, 0], known, 1, classes, 3)).toBe(0.5)
    expect(neighbourAccuracyOf([1, 101], [0, 1], known, 1, classes, 3)).toBe(1)
  })

  it('measures in as many dimensions as there are, and lets the first of equally distant points vote', () => {
    expect(neighbourAccuracyOf([0, 5], [2], [0, 0, 0, 4], 2, [1, 2], 1)).toBe(1)
    expect(neighbourAccuracyOf([0], [7], [1, -1], 1, [7, 8], 1)).toBe(1)
  })
})
