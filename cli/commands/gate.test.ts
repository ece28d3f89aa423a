import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StudentResult } from '#grading/model/result'
import type { Io } from '#grading/runner/io'
import { fakeIo } from '#tools/testing/fake-io'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'
import { verdict } from './gate.ts'

async function gate(files: Readonly<Record<string, string>>, flags: readonly string[], part: Partial<Io> = {}) {
  const cwd = temporaryFolder(files)
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET, ...part })
  const code = await run(['gate', '--sandbox', 'process', ...flags], io)
  return { cwd, code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay gate', () => {
  it.each([
    ['50', 0, 'gate: passed: 2 of 4 points (50 %), minimum 50 %'],
    ['50.01', 1, 'gate: not passed: 2 of 4 points (50 %), minimum 50.01 %'],
  ])('compares all points with a bar of %s percent', async (min, expected, says) => {
    const { code, stdout } = await gate({ 'submission.ts': HALF_WRONG_TS }, ['--min', min])
    expect(code).toBe(expected)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(says)
  })

  it('does not pass by looking at nothing', async () => {
    const { code, stdout } = await gate({ 'submission.ts': 'export const nothing = 1' }, ['--min', '0'])
    expect(code).toBe(3)
    expect(stdout).toContain('gate: nothing was graded')
  })

  it('writes JUnit XML where it is asked to', async () => {
    const { cwd } = await gate({ 'submission.ts': RIGHT_TS }, ['--min', '50', '--junit', 'reports/assay.xml'])
    expect(readFileSync(join(cwd, 'reports/assay.xml'), 'utf8')).toContain('<testsuite')
  })

  it('annotates the file that answers, from the root of the repository, and appends a step summary', async () => {
    const workspace = temporaryFolder({ 'summary.md': 'before\n', 'week-1/lib/solution.ts': HALF_WRONG_TS })
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: workspace, GITHUB_STEP_SUMMARY: join(workspace, 'summary.md') }
    const { code, stdout } = await gate({}, ['week-1', '--min', '100'], { cwd: workspace, env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^::error file=week-1\/lib\/solution\.ts,title=1b Half/m)
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(
      /^before\n\*\*graded without a sandbox: trusted code only\*\*\n\n## 2 of 4 points \(50 %\)/,
    )
  })

  it('lets no text of the student form a workflow command', async () => {
    const throwing = "export function double() { throw new Error('x\\n::error::forged') }"
    const { stdout } = await gate({ 'submission.ts': throwing }, ['--min', '1'], { env: { GITHUB_ACTIONS: 'true' } })
    expect(stdout).toContain('forged')
    expect(stdout.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(1)
    expect(stdout).not.toContain('::error::forged')
  })

  it.each([
    ['NODE_OPTIONS', '--max-old-space-size=99 --inspect=0.0.0.0:9229'],
    ['NODE_OPTIONS', '--inspect-brk'],
  ])('refuses to run with %s="%s"', async (name, value) => {
    const { code, stderr } = await gate({ 'submission.ts': RIGHT_TS }, ['--min', '1', '--sandbox', 'auto'], { env: { [name]: value } })
    expect(code).toBe(2)
    expect(stderr).toContain(
      ': a submission could reach the grading process through the debugger port; run without it, or with --sandbox process',
    )
  })

  it('lets a debugger into the process that runs the checks of a trusted submission', async () => {
    const env = { NODE_OPTIONS: '--inspect' }
    const { code, stderr, stdout } = await gate({ 'submission.ts': RIGHT_TS }, ['--min', '1'], { env })
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('gate: passed') })
    expect(stderr).toMatch(/Debugger listening on ws:\/\/127\.0\.0\.1:\d+\//)
  })

  it('keeps the frames of a submission where it is asked to', async () => {
    const { cwd, code, stderr } = await gate({ 'submission.ts': RIGHT_TS }, ['--min', '1', '--trace', 'frames'])
    expect(code).toBe(0)
    const [file = '', ...others] = readdirSync(join(cwd, 'assay-trace'))
    expect(others).toEqual([])
    expect(readFileSync(join(cwd, 'assay-trace', file), 'utf8')).toMatch(/ <- READY [\s\S]* -> CALL .*"double"[\s\S]* <- RESULT /)
    expect(stderr).toBe(`assay: frames exchanged with submissions: see ${join(cwd, 'assay-trace')}\n`)
  })

  it('has a sentence for a JUnit file that cannot be written', async () => {
    const { code, stderr } = await gate({ 'submission.ts': RIGHT_TS, 'x.xml': '' }, ['--min', '1', '--junit', 'x.xml/y.xml'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^assay: --junit x\.xml\/y\.xml: cannot be written: .+\n$/)
  })
})

describe('verdict', () => {
  const result = (part: Partial<StudentResult>) => ({ score: 0, max: 0, exercises: [], ...part }) as unknown as StudentResult
  const exercise = (status: string) => ({ id: `numbers/${status}`, status, max: 100, score: 100 })

  it('is "could not grade" without a single exercise', () => {
    expect(verdict(result({}), 0)).toEqual({ code: 3, says: 'nothing was graded' })
  })

  it('is "could not grade" when a fault of ours stands in the way, whatever the points', () => {
    const exercises = [exercise('full'), exercise('judging-error')] as unknown as StudentResult['exercises']
    expect(verdict(result({ score: 200, max: 200, exercises }), 50)).toEqual({
      code: 3,
      says: 'could not grade numbers/judging-error; no points are deducted',
    })
  })
})
