import { describe, expect, it } from 'vitest'
import type { Mutant } from './mutants.ts'
import { complaintsOf, scoresOf, scoreTable } from './verdict.ts'

const FILE = 'grading/engine/score.ts'
const mutant = (part: Partial<Mutant> = {}): Mutant => ({
  file: FILE,
  line: 3,
  id: `${FILE}: a < b: < → <=`,
  status: 'Killed',
  testsCompleted: 1,
  ...part,
})
const complaints = (mutants: readonly Mutant[], reasons: Readonly<Record<string, string>> = {}, files: readonly string[] = [FILE]) =>
  complaintsOf(mutants, files, new Map(Object.entries(reasons)))

describe('the mutation gate', () => {
  it('is green when every mutant was killed by a test, or by the clock', () => {
    expect(complaints([mutant(), mutant({ id: 'x', status: 'Timeout' })])).toEqual([])
  })

  it('is red when nothing was mutated', () => {
    expect(complaints([])).toEqual(['no mutant was made, so nothing was shown'])
  })

  it.each([
    ['no test ran with a mutant that counts as killed', { testsCompleted: 0 }, 'killed by a run without a test'],
    ['no test ran with a mutant that survives', { status: 'Survived', testsCompleted: 0 }, 'survived a run without a test'],
    ['the number of tests is missing', { status: 'Survived', testsCompleted: undefined }, 'survived a run without a test'],
    ['a mutant survives', { status: 'Survived' }, 'survived'],
    ['no test reaches a mutant', { status: 'NoCoverage', testsCompleted: undefined }, 'reached by no test'],
    ['a mutant could not be run', { status: 'RuntimeError', reason: 'no worker' }, 'could not be run (no worker)'],
    ['a mutant was left out', { status: 'Ignored' }, 'left out'],
    ['a mutant was not run', { status: 'Pending' }, 'not run'],
  ] as const)('is red when %s', (_, part, says) => {
    expect(complaints([mutant(part as Partial<Mutant>)])).toEqual([`${says}: ${FILE}: a < b: < → <=`])
  })

  it.each([['Survived'], ['NoCoverage']] as const)('lets a mutant be (%s) whose reason is written down', (status) => {
    expect(complaints([mutant({ status })], { [`${FILE}: a < b: < → <=`]: 'b is never equal' })).toEqual([])
  })

  it('takes no reason for a run without a test', () => {
    expect(
      complaints([mutant({ status: 'Survived', testsCompleted: 0 })], { [`${FILE}: a < b: < → <=`]: 'b is never equal' }),
    ).toHaveLength(1)
  })

  it.each([['Killed'], ['Timeout']] as const)('is red when a mutant with a reason to survive was killed (%s)', (status) => {
    expect(complaints([mutant({ status })], { [`${FILE}: a < b: < → <=`]: 'b is never equal' })[0]).toContain(
      'the reason for its survival is wrong',
    )
  })

  it('is red when a reason is left over, of the files that were looked at', () => {
    const reasons = { [`${FILE}: gone: x → y`]: 'old', 'grading/engine/plan.ts: elsewhere: x → y': 'not looked at' }
    expect(complaints([mutant()], reasons)).toEqual([`a reason is given for a mutant that is not made: ${FILE}: gone: x → y`])
  })

  it('counts by folder; survivors with a reason lower the score all the same', () => {
    const survivor = mutant({ file: 'checks/kinds/exact.ts', id: 'checks/kinds/exact.ts: s', status: 'Survived' })
    const mutants = [mutant(), mutant({ id: 'x', status: 'Timeout' }), survivor, { ...survivor, id: 'checks/kinds/exact.ts: t' }]
    const folders = scoresOf(mutants, new Map([['checks/kinds/exact.ts: s', 'why']]))
    expect(folders).toEqual([
      { folder: 'checks/kinds', mutants: 2, killed: 0, timedOut: 0, survived: 1, explained: 1 },
      { folder: 'grading/engine', mutants: 2, killed: 1, timedOut: 1, survived: 0, explained: 0 },
    ])
    expect(scoreTable(folders)).toBe(
      'folder          mutants  killed  timed out  survived  explained    score\n' +
        'checks/kinds          2       0          0         1          1    0.0 %\n' +
        'grading/engine        2       1          1         0          0  100.0 %\n',
    )
  })
})
