import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../grading/model/check.ts'
import { exerciseFigures, notices, proofFigures } from './figures.ts'
import type { ExerciseProof, MutantProof, Proof, SampleProof } from './proof.ts'
import { proofConsole } from './proof-console.ts'
import { proofPage } from './proof-page.ts'

const VERDICTS: Readonly<Record<string, Verdict>> = { x: 'wrong-answer', '.': 'accepted', '-': 'skipped', '?': 'judging-error' }
const verdictsOf = (marks: string): readonly Verdict[] => [...marks].map((one) => VERDICTS[one] as Verdict)

function mutant(marks: string, part: Partial<MutantProof> = {}): MutantProof {
  const about = {
    family: 'sign',
    operator: '+ becomes -',
    file: 'reference/u/e/solution.ts',
    within: 'f',
    line: 3,
    was: 'x + y',
    becomes: 'x - y',
  }
  return { id: `m ${marks}`, ...about, fate: marks.includes('x') ? 'killed' : 'survived', verdicts: verdictsOf(marks), ...part }
}

function sample(name: string, ...marks: readonly string[]): SampleProof {
  return { name, violations: [], verdicts: marks.map(verdictsOf) }
}

const check = (id: string) => ({ id, title: `Title of ${id}`, visibility: 'visible', max: 50, ms: 2 }) as const
const exercise: ExerciseProof = {
  id: 'u/e',
  sheet: '1a',
  title: 'Exercise',
  checks: ['a', 'b', 'c', 'd'].map(check),
  mutants: [mutant('xx..'), mutant('xx-.'), mutant('..x.'), mutant('....'), mutant('....', { fate: 'equivalent', reason: 'Commutes.' })],
  samples: [
    sample('accepted/right.ts', '....', '....'),
    sample('wrong-answer/one.ts', 'xx..', 'xx..'),
    sample('wrong-answer/two.ts', '..x.', '....'),
  ],
  dropped: 1,
  leftOut: 0,
  stale: [],
  refuted: [],
}
const proof: Proof = { assay: '0.1.0', seeds: [1, 2], exercises: [exercise] }

describe('figures of an exercise', () => {
  const figures = exerciseFigures(exercise)

  it('count for each check the mutants it notices, those only it notices, and the samples', () => {
    expect(figures.checks.map(({ kills, alone, samples }) => [kills, alone, samples])).toEqual([
      [2, 0, 1],
      [2, 0, 1],
      [1, 1, 1],
      [0, 0, 0],
    ])
  })

  it('name checks that never fail, checks that only ever fail together, and the points that no mutant loses', () => {
    expect(figures.never.map(({ id }) => id)).toEqual(['d'])
    expect(figures.together).toEqual([['a', 'b']])
    expect([figures.safe, figures.max]).toEqual([50, 200])
  })

  it('name the samples whose verdict changes with the seed', () => {
    expect(figures.flaky).toEqual([{ name: 'wrong-answer/two.ts', checks: ['c'] }])
  })
})

describe('figures of a proof', () => {
  it('leave equivalent mutants and those that could not be judged out of the rate', () => {
    const unjudged = { ...exercise, mutants: [...exercise.mutants, mutant('???.', { fate: 'not-judged' })] }
    expect(proofFigures({ ...proof, exercises: [unjudged] })).toMatchObject({
      mutants: 6,
      killed: 3,
      survived: 1,
      equivalent: 1,
      notJudged: 1,
      rate: 75,
    })
  })

  it('are zero, not 100 percent, where nothing was run', () => {
    expect(proofFigures({ ...proof, exercises: [] })).toMatchObject({ mutants: 0, samples: 0, rate: 0 })
  })
})

describe('notices', () => {
  it('is false for a check that was not run or could not be judged', () => {
    expect((['skipped', 'judging-error', 'pending-manual', 'accepted'] as const).map(notices)).toEqual([false, false, false, false])
    expect((['wrong-answer', 'partial', 'time-limit', 'runtime-error'] as const).map(notices)).toEqual([true, true, true, true])
  })
})

describe('console and page', () => {
  it('show every mutant with a mark per check, and the survivor with its place and change', () => {
    const text = proofConsole(proof, { colour: false })
    expect(text).toContain('  xx-.  e/solution.ts:3  sign, + becomes -: x + y -> x - y')
    expect(text).toContain('  survived:\n    reference/u/e/solution.ts:3 f  sign, + becomes -: x + y -> x - y')
    expect(text).toContain('mutants killed            3 of 4 (75.00 %), besides 1 equivalent ones; 5 run')
    const page = proofPage(proof)
    expect(page).toContain('Commutes.')
    expect(page).toContain('only ever fail together'.replace('only', 'Only'))
    expect(page).not.toMatch(/ style=|<script/)
  })
})
