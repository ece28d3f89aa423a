import { describe, expect, it } from 'vitest'
import { hardestChecks, itemAnalysis } from './item-analysis.ts'
import { checkResult, exerciseResult, runResult, studentResult } from './sample/sample-run.ts'

/** Two checks of 2 points; `hard` is `undefined` where it was not attempted. */
function student(id: string, easy: number, hard?: number) {
  const second = hard === undefined ? ({ verdict: 'not-attempted' } as const) : ({ verdict: hard === 1 ? 'accepted' : 'partial' } as const)
  return studentResult(id, [
    exerciseResult('u/a', '1a', 'A', [
      checkResult({ id: 'easy', verdict: easy === 1 ? 'accepted' : 'partial', fraction: easy }),
      checkResult({ id: 'hard', fraction: hard ?? 0, ...second }),
    ]),
  ])
}
const ten = (hard: (i: number) => number) => runResult(Array.from({ length: 10 }, (_, i) => student(`s${i}`, i / 10, hard(i))))
const itemOf = (run: ReturnType<typeof runResult>, id: string) => itemAnalysis(run).find(({ check }) => check === id)

describe('itemAnalysis', () => {
  it('measures a check by those whose functions were called, and says how many they are', () => {
    const stuck = studentResult('e', [exerciseResult('u/a', '1a', 'A', [checkResult({ id: 'hard', verdict: 'load-error' })])])
    const run = runResult([student('a', 1, 1), student('b', 1, 0), student('c', 1), stuck])
    expect(itemOf(run, 'hard')).toEqual({
      ...{ exercise: 'u/a', sheet: '1a', check: 'hard', title: 'Values', visibility: 'visible' },
      ...{ mean: 0.5, tried: 2, failed: 1, lost: 200 },
    })
  })

  it('correlates a check with all others, not with itself', () => {
    expect(
      itemOf(
        ten((i) => i / 10),
        'hard',
      )?.discrimination,
    ).toBeCloseTo(1, 10)
    expect(
      itemOf(
        ten((i) => 1 - i / 10),
        'hard',
      )?.discrimination,
    ).toBeCloseTo(-1, 10)
  })

  it('has no discrimination of few students, nor where all got the same', () => {
    const nine = { ...ten((i) => i / 10) }
    expect(itemOf({ ...nine, students: nine.students.slice(1) }, 'hard')).not.toHaveProperty('discrimination')
    expect(
      itemOf(
        ten(() => 0.5),
        'hard',
      ),
    ).not.toHaveProperty('discrimination')
  })

  it('knows nothing of students whose turn did not come', () => {
    expect(itemAnalysis(runResult([{ ...student('a', 1, 0), notGraded: true }]))).toEqual([])
  })
})

describe('the hardest checks', () => {
  const hardest = (students: readonly ReturnType<typeof student>[]) =>
    hardestChecks(itemAnalysis(runResult(students)), students.length).map(({ check }) => check)
  const rest = Array.from({ length: 36 }, (_, i) => student(`r${i}`, 0.5))

  it('are none that a handful of a class tried', () => {
    expect(hardest([...rest, student('a', 1, 0), student('b', 1, 0), student('c', 1, 0)])).toEqual(['easy'])
    expect(hardest([...rest, student('a', 1, 0), student('b', 1, 0), student('c', 1, 0), student('d', 1, 0)])).toEqual(['hard', 'easy'])
  })

  it('are none that everyone passed', () => {
    expect(hardest([student('a', 1, 0), student('b', 1, 1), student('c', 1, 1)])).toEqual(['hard'])
  })
})
