import { type CheckContext, integers, type Value } from 'assay'
import { describe, expect, it } from 'vitest'
import { codes } from '../../../checks/testing/answering.ts'
import { judgePairs, judgeRandomPairs } from './pairs.ts'

/** Ten classes; pair [i, j] with i < j is confused `10 i + j` times in one direction and never in the other: 8 and 9 most, then 7 and 9. */
const matrix = Array.from({ length: 10 }, (_, i) => Array.from({ length: 10 }, (_, j) => (i === j ? 200 : i < j ? 10 * i + j : 0)))

function judged(answer: Value): { credit: number; names: string[] } {
  const { credit, findings } = judgePairs(matrix, answer)
  return { credit, names: codes({ verdict: 'accepted', fraction: credit, findings }) }
}

describe('pairs that are claimed to be confused most', () => {
  it('earn all among the five strongest, in either order of the two classes', () => {
    expect(
      judged(
        integers([
          [8, 9],
          [9, 7],
          [6, 8],
        ]),
      ),
    ).toEqual({ credit: 1, names: [] })
  })

  it('earn half among the ten strongest, as the weakest of them', () => {
    expect(
      judged(
        integers([
          [8, 9],
          [5, 9],
        ]),
      ).credit,
    ).toBe(0.5)
    expect(
      judged(
        integers([
          [8, 9],
          [0, 1],
        ]),
      ).credit,
    ).toBe(0)
  })

  it('may tie for the last place', () => {
    const flat = matrix.map((row, i) => row.map((count, j) => (i === j ? count : 3)))
    expect(
      judgePairs(
        flat,
        integers([
          [0, 1],
          [3, 2],
          [8, 4],
        ]),
      ).credit,
    ).toBe(1)
  })

  it('are read beyond the fifth no more, and one by itself as a list', () => {
    expect(
      judged(
        integers([
          [8, 9],
          [7, 9],
          [7, 8],
          [6, 9],
          [6, 8],
          [0, 1],
        ]),
      ),
    ).toEqual({ credit: 1, names: ['convention'] })
    expect(judged(integers([8, 9]))).toEqual({ credit: 1, names: ['convention'] })
  })

  it('are named where they are a known slip', () => {
    expect(
      judged(
        integers([
          [3, 3],
          [4, 4],
        ]),
      ).names,
    ).toEqual(['known-mistake diagonal'])
    expect(
      judged(
        integers([
          [9, 10],
          [8, 10],
        ]),
      ).names,
    ).toEqual(['known-mistake counted-from-one'])
    expect(judged(integers([[0, 1]])).names).toEqual(['known-mistake least-confused'])
  })

  it('must be there where something is confused, and must not where nothing is', () => {
    const apart = matrix.map((row, i) => row.map((count, j) => (i === j ? count : 0)))
    expect(judged([]).credit).toBe(0)
    expect(judgePairs(apart, []).credit).toBe(1)
    expect(judgePairs(apart, integers([[0, 1]])).credit).toBe(0)
  })

  it('tell how they were read where any of several matrices shows it', async () => {
    const strongest = [
      [8, 9],
      [7, 9],
      [7, 8],
      [6, 9],
      [6, 8],
    ]
    // 0 is confused with 1 to 5 most if both directions are added up, which are 60 each.
    const both = matrix.map((row, i) => row.map((count, j) => (i * j === 0 && i !== j && i + j <= 5 ? 60 : count)))
    const context = { memo: (_: string, make: () => unknown) => make() } as unknown as CheckContext
    const told = async (...matrices: readonly number[][][]) =>
      codes(
        await judgeRandomPairs(
          async () => integers(strongest),
          context,
          () => matrices,
        ),
      )
    expect(await told(matrix)).toEqual([])
    expect(await told(both)).toEqual(['convention'])
    expect(await told(matrix, both)).toEqual(['convention'])
    const wrong = matrix.map((row) => row.toReversed())
    expect(await told(both, wrong)).toEqual(['known-mistake least-confused'])
  })
})
