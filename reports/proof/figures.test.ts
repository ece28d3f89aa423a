import { describe, expect, it } from 'vitest'
import { EXERCISE_PROOF as exercise, mutantProof as mutant, PROOF as proof, sampleProof as sample } from '../sample/sample-proof.ts'
import { exerciseFigures, notices, proofFigures } from './figures.ts'
import { goalsOf } from './goals.ts'
import type { ExerciseProof } from './proof.ts'
import { proofConsole } from './proof-console.ts'
import { proofPage } from './proof-page.ts'

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
  it('leave equivalent mutants and those that could not be graded out of the rate', () => {
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

describe('the three figures of the goal', () => {
  const killedAll = exercise.mutants.filter(({ fate }) => fate !== 'survived')
  const of = (part: Partial<ExerciseProof>, seeds = 20) => {
    const all = Array.from({ length: seeds }, (_, i) => i + 1)
    return goalsOf({ ...proof, seeds: all, exercises: [{ ...exercise, ...part }] }).map(({ share, state }) => [share, state])
  }

  it('are met by samples as filed, mutants killed and no right hand-in rejected', () => {
    expect(of({ mutants: killedAll })).toEqual([
      ['100 %', 'met'],
      ['100 %', 'met'],
      ['0', 'met'],
    ])
  })

  it('are missed by a survivor too many and by one right hand-in that loses something with some seed', () => {
    const violations = [{ seed: 7, says: 'must have full marks' }]
    const samples = exercise.samples.map((one) => (one.variant === undefined ? one : { ...one, violations }))
    expect(of({ samples })).toEqual([
      ['100 %', 'met'],
      ['75.00 %', 'missed'],
      ['1', 'missed'],
    ])
    const misjudged = exercise.samples.map((one) => (one.filed === 'wrong-answer' ? { ...one, violations } : one))
    expect(of({ samples: misjudged })[0]).toEqual(['33.33 %', 'missed'])
  })

  it('are missed at 97.9 percent and met at 98', () => {
    const mutants = (killed: number, survived: number) => [...Array(killed).fill(mutant('x...')), ...Array(survived).fill(mutant('....'))]
    expect(of({ mutants: mutants(98, 2) })[1]).toEqual(['98.00 %', 'met'])
    expect(of({ mutants: mutants(979, 21) })[1]).toEqual(['97.90 %', 'missed'])
  })

  it('are not shown by fewer seeds than the goal names, nor by nothing', () => {
    expect(of({ mutants: killedAll }, 19)[2]).toEqual(['0', 'open'])
    expect(of({ mutants: [], samples: [] }).map(([, state]) => state)).toEqual(['open', 'open', 'open'])
  })
})

describe('notices', () => {
  it('is false for a check that was not run or could not be graded', () => {
    expect((['skipped', 'judging-error', 'pending-manual', 'accepted'] as const).map(notices)).toEqual([false, false, false, false])
    expect((['wrong-answer', 'partial', 'time-limit', 'runtime-error'] as const).map(notices)).toEqual([true, true, true, true])
  })
})

describe('console and page', () => {
  it('show every mutant with a mark per check, and the survivor with its place and change', () => {
    const text = proofConsole(proof, { colour: false })
    expect(text).toContain('  xx-.  e/solution.ts:3  sign, + becomes -: x + y -> x - y')
    expect(text).toContain('  survived:\n    reference/u/e/solution.ts:3 f  sign, + becomes -: x + y -> x - y')
    expect(text).toMatch(/mutants killed by a named check of their own exercise {2}75\.00 % {2}3 of 4; goal at least 98 %: missed/)
    expect(text).toContain('1 exercise, 5 mutants run, 1 of them listed as equivalent; 1 submission changed a verdict with the seed')
    const page = proofPage(proof)
    expect(page).toContain('5 mutants run, 1 of them listed as equivalent. 1 submission changed a verdict with the seed.')
    expect(page).toContain('5 mutants run, 0 left out; 1 change gave no other program.')
    expect(page).toMatch(/75\.00 % <span class="share">3 of 4<\/span>/)
    expect(page).toContain('Commutes.')
    expect(page).toContain('only ever fail together'.replace('only', 'Only'))
    expect(page).not.toMatch(/ style=|<script/)
  })
  it('name the time of each check, the restatements, and the files without mutants with the reason', () => {
    const text = proofConsole(proof, { colour: false })
    expect(text).toMatch(/check +points +kills +alone +samples +ms\n {2}a +0\.5 +2 +0 +1 +2\n/)
    expect(text).toContain('  restated as float32 1\n  does not apply: extra keys\n')
    expect(text).toContain('  no mutants in grading/networks/forward.ts, grading/networks/layers.ts: held by tests of its own\n')
    expect(proofPage(proof)).toContain('<code>grading/networks/layers.ts</code>: held by tests of its own')
  })

  it('say how many samples this machine cannot run', () => {
    const some = { ...proof, exercises: [{ ...exercise, without: { samples: 3, restated: 12 } }] }
    const says = 'skipped because Python or numpy is not installed: 3 samples, 12 restated'
    expect([proofConsole(some, { colour: false }), proofPage(some)].map((text) => text.includes(says))).toEqual([true, true])
    expect([proofConsole(proof, { colour: false }), proofPage(proof)].map((text) => text.includes('skipped because'))).toEqual([
      false,
      false,
    ])
  })

  it('name an exercise without computed checks and why it has no mutants', () => {
    const essay = {
      ...exercise,
      id: 'u/essay',
      title: 'Essay',
      checks: [],
      mutants: [],
      samples: [sample('pending-manual/a.md', '')],
      apart: [],
    }
    const both = { ...proof, exercises: [exercise, essay] }
    const says = 'o mutants: it is graded manually'
    expect(proofConsole(both, { colour: false })).toContain(`1a Essay\n  1 sample, 0 restated; n${says}\n`)
    expect(proofPage(both)).toContain(`1 sample graded. N${says}.`)
  })
})
