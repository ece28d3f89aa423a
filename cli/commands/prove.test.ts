import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExerciseResult } from '#grading/model/result'
import type { createBench } from '#prove/bench'
import { inProcessBench } from '#prove/testing/in-process-bench'
import { exerciseFigures } from '#reports/proof/figures'
import type { Part, Proof } from '#reports/proof/proof'
import { fakeIo } from '#tools/testing/fake-io'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'
import { prove } from './prove.ts'

/** Compares with 3x + 1 at six places, unless it accepts everything. */
const exercise = (check: string): string => `
const same = (answer, x) => answer.ok && Math.abs(answer.value - (3 * x + 1)) < 1e-9
const places = [2, -1.5, 0.5, 1, 4, 3]
const right = async (subject) => {
  const answers = await subject.callMany('line', places.map((x) => [x]))
  return places.every((x, i) => same(answers[i], x))
}
const verdict = (accepted) => ({ verdict: accepted ? 'accepted' : 'wrong-answer', fraction: accepted ? 1 : 0, findings: [] })
export default {
  id: 'numbers/line', sheet: '1a', title: 'A line', points: 1,
  entries: [{ name: 'line', parameters: [{ name: 'x', shape: 'float' }], returns: 'float' }],
  checks: [{ id: 'values', title: 'Values', points: 1, visibility: 'visible', entries: ['line'], run: ${check} }],
}
`
const COMPARES = exercise('async (subject) => verdict(await right(subject))')
const ACCEPTS_ALL = exercise('async () => verdict(true)')
const SOLUTION = 'export function line(x: number): number {\n  return 3 * x + 1\n}\n'
const RIGHT = '// Right.\nexport const line = (x: number) => 1 + x * 3\n'
const WRONG = '// The 1 is missing.\n// loses: values\nexport const line = (x: number) => 3 * x\n'

function sheet(files: Readonly<Record<string, string>>): string {
  return temporaryFolder({
    'reference/numbers/line/exercise.ts': COMPARES,
    'reference/numbers/line/solution.ts': SOLUTION,
    'fixtures/submissions/numbers/line/accepted/right.ts': RIGHT,
    'fixtures/submissions/numbers/line/wrong-answer/no-one.ts': WRONG,
    ...files,
  })
}

/** `open` decides where hand-ins are run: in this process, which takes milliseconds, unless real children are asked for. */
async function proven(
  root: string,
  options: { seeds?: number; most?: number; part?: Part } = {},
  open: typeof createBench | undefined = inProcessBench,
  signal = new AbortController().signal,
) {
  const io = fakeIo({ cwd: root, catalogue: join(root, 'reference'), signal })
  const given = { only: [], seed: 1, seeds: 1, jobs: 2, most: 1000, out: 'assay-proof', ...options }
  const code = await prove(given, io, undefined, open)
  const proof = JSON.parse(readFileSync(join(root, 'assay-proof/proof.json'), 'utf8')) as Proof
  return { code, stdout: io.stdout(), stderr: io.stderr(), proof, exercise: proof.exercises[0] as Proof['exercises'][number] }
}

describe('assay prove', () => {
  it('passes where every mutant is killed and every sample is as filed, with all seeds', async () => {
    const { code, stdout, exercise: one } = await proven(sheet({}), { seeds: 20 })
    expect(stdout.split('\n').filter((line) => line.includes('goal'))).toEqual([
      '  samples graded as filed                                100 %  2 of 2; goal 100 %: met',
      expect.stringMatching(/^ {2}mutants killed by a named check of their own exercise {2}100 % {2}(\d+) of \1; goal at least 98 %: met$/),
      '  correct submissions rejected, restated ones included       0  of 4 over 20 seeds; goal 0 over 20 seeds: met',
    ])
    expect(stdout).toContain('prove: every sample as filed, every mutant killed or listed as equivalent.')
    expect(code).toBe(0)
    expect(one.mutants.length).toBeGreaterThan(8)
    expect(one.samples.filter(({ variant }) => variant !== undefined).map(({ variant }) => variant)).toEqual([
      'float32',
      'typed arrays',
      'other case style',
    ])
  })

  it('asks hand-ins in children of their own, and finds a check that accepts everything', async () => {
    const root = sheet({ 'reference/numbers/line/exercise.ts': ACCEPTS_ALL })
    const io = fakeIo({ cwd: root, catalogue: join(root, 'reference') })
    expect(await run(['prove', '--jobs', '2', '--most', '2'], io)).toBe(1)
    expect(io.stdout()).toContain('never fails:\n    values')
    expect(io.stdout()).toContain('reference/numbers/line/solution.ts:2 line  sign, + becomes -: 3 * x + 1 -> 3 * x - 1')
    expect(io.stdout()).toContain('prove: 1 sample misjudged, 2 mutants survived.')
  })

  it('fails at a check with a hole, and names what went through', async () => {
    const narrow = COMPARES.replace('[2, -1.5, 0.5, 1, 4, 3]', '[0]')
    const { code, stdout } = await proven(sheet({ 'reference/numbers/line/exercise.ts': narrow }))
    expect(code).toBe(1)
    expect(stdout).toContain('constant, another number: 3 -> 4')
    expect(stdout).toMatch(/mutants killed by a named check of their own exercise .*; goal at least 98 %: missed\n/)
    expect(stdout).toMatch(/prove: \d+ mutants survived\./)
  })

  it('fails at a sample that is filed wrongly', async () => {
    const { code, stdout } = await proven(
      sheet({ 'fixtures/submissions/numbers/line/accepted/wrong.ts': WRONG.replace(/\/\/ loses.*\n/, '') }),
    )
    expect(code).toBe(1)
    expect(stdout).toContain('accepted/wrong.ts, seed 1: must have full marks')
    expect(stdout).toContain('prove: 1 sample misjudged, 3 restated right samples rejected.')
  })

  it('fails at a right sample that one seed of several rejects, and names the check as one that changes its verdict', async () => {
    const atSeven = 'verdict((await right(subject)) && (seed < 3 || same((await subject.callMany("line", [[7]]))[0], 7)))'
    const files = {
      'reference/numbers/line/exercise.ts': exercise(`async (subject, { seed }) => ${atSeven}`),
      'fixtures/submissions/numbers/line/accepted/nearly.ts':
        '// Not at 7.\nexport const line = (x: number) => (x === 7 ? 21 : 3 * x + 1)\n',
    }
    const { code, stdout, exercise: one } = await proven(sheet(files), { seeds: 3 })
    expect(code).toBe(1)
    expect(stdout).toContain('accepted/nearly.ts, seed 3: must have full marks')
    expect(stdout).toMatch(/correct submissions rejected, restated ones included +4 {2}of 8 over 3 seeds; goal 0 over 20 seeds: missed/)
    expect(exerciseFigures(one).flaky[0]).toEqual({ name: 'accepted/nearly.ts', checks: ['values'] })
    expect((await proven(sheet(files), { seeds: 2 })).code).toBe(0)
  })

  it('could not grade where the reference itself does not have full marks', async () => {
    const { code, stdout } = await proven(sheet({ 'reference/numbers/line/solution.ts': SOLUTION.replace('+ 1', '+ 2') }))
    expect(code).toBe(3)
    expect(stdout).toContain('not proven: the reference solution does not get full marks (values: wrong-answer)')
  })

  it('asks again with more patience what only ran out of time', async () => {
    const hurried: typeof createBench = async (entry, signal) => {
      const bench = await inProcessBench(entry, signal)
      const late = (result: ExerciseResult) => ({
        ...result,
        checks: result.checks.map((one) => ({ ...one, verdict: 'time-limit' as const })),
      })
      return {
        ...bench,
        grade: async (path, seeds, times = 1) => {
          const results = await bench.grade(path, seeds)
          return times > 4 || path.includes('mutant-') ? results : results.map(late)
        },
      }
    }
    const { code, exercise: one } = await proven(sheet({}), {}, hurried)
    expect({ code, verdicts: one.samples.map(({ verdicts }) => verdicts.flat().join()) }).toEqual({
      code: 0,
      verdicts: ['accepted', 'wrong-answer', 'accepted', 'accepted', 'accepted'],
    })
  })

  it('could not grade where no mutant was examined', async () => {
    const { code, stdout } = await proven(sheet({}), { most: 0 })
    expect({ code, says: stdout.split('\n').at(-2) }).toMatchObject({
      code: 3,
      says: expect.stringContaining('prove: no mutant was examined.'),
    })
  })

  it('passes at a survivor that is recorded with its reason, and fails when a check notices it or nothing generates it', async () => {
    const solution = SOLUTION.replace('3 * x', '3 * Math.abs(x) * Math.sign(x)').replace('+ 1', '+ 1 + (x > 1e9 ? 0 : 0)')
    const record = (known: readonly string[]): string => JSON.stringify(known.map((id) => ({ id, reason: 'no input is that large' })))
    const recorded = (known: readonly string[]): string =>
      sheet({ 'reference/numbers/line/solution.ts': solution, 'reference/numbers/line/equivalent-mutants.json': record(known) })
    const first = await proven(recorded([]))
    const ids = first.exercise.mutants.filter(({ fate }) => fate === 'survived').map(({ id }) => id)
    expect(first.code).toBe(1)
    expect(ids.some((id) => id.startsWith('constant: another number'))).toBe(true)
    expect((await proven(recorded(ids))).code).toBe(0)

    const killed = first.exercise.mutants.find(({ fate }) => fate === 'killed')?.id as string
    const refuted = await proven(recorded([...ids, killed]))
    expect(refuted.code).toBe(1)
    expect(refuted.stdout).toContain('prove: 1 mutant listed as equivalent noticed by a check.')

    const stale = await proven(recorded([...ids, 'sign: + becomes - | line/solution.ts line | gone -> gone | 1']))
    expect(stale.code).toBe(1)
    expect(stale.stdout).toContain(
      'listed as equivalent but no longer generated:\n    sign: + becomes - | line/solution.ts line | gone -> gone | 1',
    )
    expect(stale.stdout).toContain('prove: 1 mutant listed as equivalent no longer generated.')
  })

  it('keeps what was examined when it is interrupted, and calls no goal met', async () => {
    const root = sheet({
      'reference/numbers/slope/exercise.ts': COMPARES.replace('numbers/line', 'numbers/slope').replace("'1a'", "'1b'"),
      'reference/numbers/slope/solution.ts': SOLUTION,
    })
    const controller = new AbortController()
    const endedAtSecond: typeof createBench = (entry, signal) => {
      if (entry.exercise.id === 'numbers/slope') controller.abort()
      return inProcessBench(entry, signal)
    }
    const { code, stderr, proof } = await proven(root, {}, endedAtSecond, controller.signal)
    expect(code).toBe(130)
    expect(stderr).toContain('interrupted; 1 of 2 exercises examined and kept in assay-proof/index.html; --only examines others\n')
    expect({ examined: proof.exercises.map(({ id }) => id), ahead: proof.ahead }).toEqual({
      examined: ['numbers/line'],
      ahead: ['numbers/slope'],
    })
    const page = readFileSync(join(root, 'assay-proof/index.html'), 'utf8')
    expect(page).toContain('The run has not reached numbers/slope.')
    expect(page).toContain('not shown by this run')
    expect(page).not.toContain('>met<')
  })

  it('runs the parts of a proof one by one, which together are all of it, and calls no goal met', async () => {
    const namesOf = ({ exercise: { samples, mutants } }: Awaited<ReturnType<typeof proven>>): readonly string[] => [
      ...mutants.map(({ id }) => id),
      ...samples.map(({ name, variant }) => `${name} ${variant}`),
    ]
    const root = sheet({})
    const whole = namesOf(await proven(root)).toSorted()
    const parts = []
    for (const number of [1, 2, 3]) parts.push(await proven(sheet({}), { part: { number, of: 3 }, seeds: 20 }))
    expect(parts.flatMap(namesOf).toSorted()).toEqual(whole)
    for (const { code, stdout, proof, exercise: one } of parts) {
      expect({ code, leftOut: one.leftOut + one.mutants.length }).toEqual({ code: 0, leftOut: whole.length - 5 })
      expect(stdout).toContain(`Figures of part ${proof.part?.number} of 3`)
      expect(stdout).toContain(`killed or listed as equivalent in part ${proof.part?.number} of 3.`)
      expect(stdout).not.toContain(': met')
    }
  })

  it('names the part on its page, and refuses one that there is none of', async () => {
    const root = sheet({})
    expect((await proven(root, { part: { number: 2, of: 3 } })).proof.part).toEqual({ number: 2, of: 3 })
    expect(readFileSync(join(root, 'assay-proof/index.html'), 'utf8')).toContain('This is part 2 of 3')
    const io = fakeIo({ cwd: root, catalogue: join(root, 'reference') })
    expect(await run(['prove', '--part', '4/3'], io)).toBe(2)
    expect(io.stderr()).toContain('--part 4/3: expected K/N')
  })

  it('refuses a record without a reason, and a sheet without samples', async () => {
    const record = '[{"id": "sign: + becomes -"}]'
    await expect(proven(sheet({ 'reference/numbers/line/equivalent-mutants.json': record }))).rejects.toThrow(
      'entry 0 needs an id and a reason, both texts',
    )
    const io = fakeIo({ cwd: temporaryFolder(), catalogue: SMALL_SHEET })
    expect(await run(['prove'], io)).toBe(2)
    expect(io.stderr()).toBe(`assay: no samples lie in ${SMALL_SHEET}; name the folder of a sheet with its samples: --sheet\n`)
  })

  it('writes a page with every mutant against every check', async () => {
    const root = sheet({ 'reference/numbers/line/solution.ts': SOLUTION.replace('x + 1', 'x + (1 < 2 ? 1 : 0)') })
    await proven(root)
    const page = readFileSync(join(root, 'assay-proof/index.html'), 'utf8')
    expect(page).toContain('<code>1 &lt; 2</code>')
    expect(page).toContain('Kill matrix')
    expect(page).not.toContain('<script')
  })
})
