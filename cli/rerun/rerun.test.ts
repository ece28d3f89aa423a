import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startJournal } from '#grading/engine/journal'
import { checkResult, exerciseResult, studentResult } from '#reports/sample/sample-run'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade } from '#tools/testing/grade-small'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const STARTS = 300_000

async function rerun(cwd: string, words: readonly string[], catalogue?: string) {
  const io = fakeIo({ cwd, ...(catalogue === undefined ? {} : { catalogue }) })
  const code = await run(['rerun', ...words], io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay rerun', { timeout: STARTS }, () => {
  it('asks a check again as the line of --verbose says, and shows the input that cost the points', async () => {
    const { cwd, stderr } = await grade({ 'class/bob/submission.ts': CLASS['class/bob/submission.ts'] as string }, ['--verbose'])
    expect(stderr).toMatch(/^assay: 1 submission, 2 exercises, sandbox process, seed \d+, jobs 1$/m)
    expect(stderr).toMatch(/^ +\d+ ms {2}bob {2}numbers\/double\/small {2}accepted$/m)
    const line = /reproduce: assay (rerun assay-out bob numbers\/half\/large --case (\d+))/.exec(stderr)
    const words = (line?.[1] ?? '').split(' ').slice(1)
    const again = await rerun(cwd, words)
    expect(again).toMatchObject({ code: 1, stderr: '' })
    expect(again.stdout).toMatch(/^bob {2}numbers\/half\/large {2}wrong-answer, 0 of \d/)
    const [, x, expected, given] = /\ncase \d+: half\((\S+)\)\n {2}expected (\S+)\n {2}given {4}(\S+)\n/.exec(again.stdout) ?? []
    expect(Number(given)).toBe(Number(x))
    expect(Number(expected)).toBeCloseTo(Number(x) / 2, 1)
    const other = await rerun(cwd, [...words.slice(0, 3), '--case', '1'], SMALL_SHEET)
    expect(other.stdout).toMatch(/\ncase 1: half\(/)
    const beyond = await rerun(cwd, [...words.slice(0, 3), '--case', '999'])
    expect(beyond).toMatchObject({ code: 2, stderr: expect.stringMatching(/^assay: --case 999: the check has \d+ inputs\n$/) })
  })

  it.each([
    [['out', 'bob', 'x'], 'out: expected the report directory of a graded class: journal.jsonl: no such file or folder'],
    [['assay-out', 'bop', 'numbers/half/small'], 'assay-out: no result of bop; did you mean bob?'],
    [['assay-out', 'bob', 'numbers/half/smal'], 'numbers/half/smal: no such check in the run; did you mean numbers/half/small?'],
  ])('refuses %j with a sentence', async (words, says) => {
    const lines: string[] = []
    const header = { assay: '0', seed: 1, exercises: ['numbers/half'], startedAt: '' }
    const journal = await startJournal(async (line) => void lines.push(line), header)
    await journal.student(studentResult('bob', [exerciseResult('numbers/half', '1b', 'Half', [checkResult({ id: 'small' })])]))
    const cwd = temporaryFolder({ 'assay-out/journal.jsonl': lines.join('') })
    expect(await rerun(cwd, words)).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })
})

const PLANTED = {
  'package.json': '{"type":"module"}',
  'plan/ted/statement.md': '# Planted',
  'plan/ted/solution.js': 'export const double = (x) => 2 * x',
  'plan/ted/exercise.js': `
    const accepted = { verdict: 'accepted', fraction: 1, findings: [] }
    const check = (id, run) => ({ id, title: id, points: 1, visibility: 'hidden', entries: ['double'], run })
    export default { id: 'plan/ted', sheet: '1', title: 'Planted', points: 2, entries: [{ name: 'double', parameters: [], returns: 'float' }],
      checks: [
        check('prints', async (subject) => { console.log('seen', (await subject.call('double', [21])).value); return accepted }),
        check('throws', async (subject) => { await subject.call('double', [424242]); return undefined.field }),
      ] }`,
}

describe('a check of ours that prints or throws', { timeout: STARTS }, () => {
  it('is found in the log, the journal and the class page, and on no page of a student', async () => {
    const catalogue = temporaryFolder(PLANTED)
    const files = { 'class/ada/submission.js': 'export const double = (x) => 2 * x' }
    const { cwd, out, stderr } = await grade(files, [], { catalogue })
    expect(readFileSync(join(out, 'log.txt'), 'utf8')).toBe('ada  plan/ted/prints: seen 42\n')
    expect(stderr).toContain('assay: checks printed to the console: see assay-out/log.txt\n')
    expect(stderr).not.toContain('seen 42')
    expect(readFileSync(join(out, 'journal.jsonl'), 'utf8')).toMatch(/"stack":"TypeError: .*exercise\.js:\d+/)
    const page = readFileSync(join(out, 'index.html'), 'utf8')
    expect(page).toContain('last call: double(424242)')
    expect(page).toContain('<code>assay rerun . ada plan/ted/throws</code>')
    for (const file of ['students/ada.html', 'results.json', 'gradebook.csv', 'junit.xml'])
      expect(existsSync(join(out, file)) ? readFileSync(join(out, file), 'utf8') : '').not.toMatch(/424242|exercise\.js:/)
    const again = await rerun(cwd, ['assay-out', 'ada', 'plan/ted/throws'])
    expect(again.code).toBe(3)
    expect(again.stdout).toMatch(/TypeError: [\s\S]*exercise\.js:\d+[\s\S]*last call: double\(424242\)/)
  })
})
