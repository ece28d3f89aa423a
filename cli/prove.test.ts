import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Proof } from '../reports/proof/proof.ts'
import { run } from './run.ts'
import { fakeIo } from './testing/fake-io.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Compares with 3x + 1 at two places, unless it accepts everything. */
const exercise = (check: string): string => `
const same = (answer, x) => answer.ok && Math.abs(answer.value - (3 * x + 1)) < 1e-9
const right = async (subject) => {
  const answers = await subject.callMany('line', [[2], [-1.5]])
  return [2, -1.5].every((x, i) => same(answers[i], x))
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

async function prove(root: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd: root, catalogue: join(root, 'reference') })
  const code = await run(['prove', '--jobs', '2', ...words], io)
  const file = join(root, 'assay-proof/proof.json')
  const proof = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Proof) : undefined
  return { code, stdout: io.stdout(), stderr: io.stderr(), exercise: proof?.exercises[0] }
}

describe('assay prove', () => {
  it('passes where every mutant is killed and every sample is as filed, with all seeds', async () => {
    const { code, stdout, exercise: proven } = await prove(sheet({}), '--seeds', '3')
    expect(stdout).toContain('samples as filed          2 of 2, 3 seeds')
    expect(stdout).toContain('prove: every sample as filed, every mutant killed or recorded.')
    expect(code).toBe(0)
    expect(proven?.mutants.length).toBeGreaterThan(8)
    expect(proven?.samples.filter(({ variant }) => variant !== undefined).map(({ variant }) => variant)).toEqual([
      'float32',
      'typed arrays',
      'other case style',
    ])
  })

  it('fails at a check that accepts everything: no mutant is noticed, and the wrong sample neither', async () => {
    const { code, stdout, exercise: proven } = await prove(sheet({ 'reference/numbers/line/exercise.ts': ACCEPTS_ALL }))
    expect(code).toBe(1)
    expect(proven?.mutants.every(({ fate }) => fate === 'survived')).toBe(true)
    expect(stdout).toContain('never fails:\n    values')
    expect(stdout).toContain('reference/numbers/line/solution.ts:2 line  sign, + becomes -: 3 * x + 1 -> 3 * x - 1')
    expect(stdout).toMatch(/prove: 1 sample misjudged, \d+ mutants survived\./)
  })

  it('fails at a sample that is filed wrongly', async () => {
    const { code, stdout } = await prove(
      sheet({ 'fixtures/submissions/numbers/line/accepted/wrong.ts': WRONG.replace(/\/\/ loses.*\n/, '') }),
    )
    expect(code).toBe(1)
    expect(stdout).toContain('accepted/wrong.ts, seed 1: must have full marks')
    expect(stdout).toContain('prove: 1 sample misjudged, 3 restated right samples rejected.')
  })

  it('could not judge where no mutant was examined', async () => {
    const { code, stdout } = await prove(sheet({}), '--most', '0')
    expect({ code, says: stdout.split('\n').at(-2) }).toMatchObject({
      code: 3,
      says: expect.stringContaining('prove: no mutant was examined.'),
    })
  })

  it('could not judge where the reference itself does not have full marks', async () => {
    const { code, stdout } = await prove(sheet({ 'reference/numbers/line/solution.ts': SOLUTION.replace('+ 1', '+ 2') }))
    expect(code).toBe(3)
    expect(stdout).toContain('not proven: its own reference does not have full marks (values: wrong-answer)')
  })

  it('passes at a survivor that is recorded with its reason, and fails when a check notices it after all', async () => {
    const twice = SOLUTION.replace('3 * x', '3 * Math.abs(x) * Math.sign(x)')
    const survivor = 'constant: another number'
    const first = await prove(sheet({ 'reference/numbers/line/solution.ts': twice.replace('+ 1', '+ 1 + (x > 1e9 ? 0 : 0)') }))
    const ids = first.exercise?.mutants.filter(({ fate }) => fate === 'survived').map(({ id }) => id) ?? []
    expect(ids.some((id) => id.startsWith(survivor))).toBe(true)
    const record = (known: readonly string[]): string => JSON.stringify(known.map((id) => ({ id, reason: 'no input is that large' })))
    const files = {
      'reference/numbers/line/solution.ts': twice.replace('+ 1', '+ 1 + (x > 1e9 ? 0 : 0)'),
      'reference/numbers/line/equivalent-mutants.json': record(ids),
    }
    expect((await prove(sheet(files))).code).toBe(0)
    const killed = first.exercise?.mutants.find(({ fate }) => fate === 'killed')?.id as string
    const refuted = await prove(sheet({ ...files, 'reference/numbers/line/equivalent-mutants.json': record([...ids, killed]) }))
    expect(refuted.code).toBe(1)
    expect(refuted.stdout).toContain('1 mutant recorded as equivalent noticed by a check')
  })

  it('refuses a record without a reason, and a place without sources', async () => {
    const record = '[{"id": "sign: + becomes -"}]'
    expect(await prove(sheet({ 'reference/numbers/line/equivalent-mutants.json': record }))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('entry 0 needs an id and a reason, both texts'),
    })
    const root = temporaryFolder()
    const io = fakeIo({ cwd: root })
    expect(await run(['prove', '--only', 'softmax'], io)).toBe(2)
    expect(io.stderr()).toBe('assay: prove works in a checkout of Assay: there is no reference/backpropagation/softmax/solution.ts here\n')
  })

  it('writes a page with every mutant against every check', async () => {
    const root = sheet({ 'reference/numbers/line/solution.ts': SOLUTION.replace('x + 1', 'x + (1 < 2 ? 1 : 0)') })
    await prove(root)
    const page = readFileSync(join(root, 'assay-proof/index.html'), 'utf8')
    expect(page).toContain('<code>1 &lt; 2</code>')
    expect(page).toContain('Kill matrix')
    expect(page).not.toContain('<script')
  })
})
