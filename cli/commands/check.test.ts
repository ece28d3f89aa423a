import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Io } from '#grading/runner/io'
import { builtPath } from '#tools/testing/built/built'
import { fakeIo } from '#tools/testing/fake-io'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function check(files: Readonly<Record<string, string>>, flags: readonly string[] = [], part: Partial<Io> = {}) {
  const cwd = temporaryFolder(files)
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET, ...part })
  const code = await run(['check', ...flags], io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay check', () => {
  it('is content with right answers and says that it is no grade', async () => {
    const { code, stdout } = await check({ 'submission.ts': RIGHT_TS })
    expect(code).toBe(0)
    expect(stdout).toContain('3 of 3 points (100 %)')
    expect(stdout).toContain('This is a self-check on the visible checks, not a grade.')
  })

  it('ends with 1 when something is wrong, and says what', async () => {
    const { code, stdout } = await check({ 'submission.ts': HALF_WRONG_TS })
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ 1b .*Half/)
    expect(stdout).toContain('1.5 of 3 points (50 %)')
  })

  it('says how an exercise that lost points is checked again, and no other', async () => {
    const { stdout } = await check({ 'submission.ts': HALF_WRONG_TS }, ['--seed', '7'])
    expect(stdout.match(/check again: .*/g)).toEqual(['check again: assay check --only 1b --seed 7'])
    expect((await check({ 'submission.ts': RIGHT_TS })).stdout).not.toContain('check again')
  })

  it('lists what was not attempted in one line and counts it neither way', async () => {
    const { code, stdout } = await check({ 'double.ts': RIGHT_TS })
    expect(code).toBe(0)
    expect(stdout).toContain('Not attempted yet: 1b Half\n')
    expect(stdout).toContain('1.5 of 1.5 points (100 %) in what you attempted.')
  })

  it('says why: a name that is almost right', async () => {
    const { stdout } = await check({ 'submission.ts': 'export const halff = () => 1' })
    expect(stdout.replace(/\s+/g, ' ')).toContain('1b: functions are found by their names; is one of these meant? halff (expected half).')
  })

  it('says of weights alone what belongs to them', async () => {
    const { code, stderr } = await check({ 'mnist_ae.pt': 'PK' })
    expect(code).toBe(2)
    expect(stderr).toMatch(/contains weights \(mnist_ae\.pt\) and no code; submit the notebook or the class .*submission\.yaml/)
  })

  it('does not pass a folder in which nothing was attempted', async () => {
    const { code, stdout } = await check({ 'submission.ts': 'export const nothing = 1' })
    expect(code).toBe(1)
    expect(stdout).toContain('Nothing checked here has been attempted yet.')
  })

  it.each([
    [['numbers/half'], 0, 'Checked in the graded run only: 1b Half\n1.5 of 1.5 points (100 %) in what you attempted.\n'],
    [['numbers/double', 'numbers/half'], 3, 'Checked in the graded run only: 1a Double, 1b Half\nThis is a self-check'],
  ])('passes over exercises without a visible check, and says so: %j', async (bare, ends, says) => {
    const files = ['numbers/double', 'numbers/half'].flatMap((id) => {
      const kept = bare.includes(id) ? "filter((check) => check.visibility === 'hidden')" : 'slice()'
      const exercise = `import base from '${builtPath(`tools/testing/sheet/${id}/exercise.ts`)}'
        const checks = base.checks.${kept}
        export default { ...base, checks, points: checks.reduce((sum, check) => sum + check.points, 0) }`
      return [
        [`${id}/exercise.js`, exercise] as const,
        [`${id}/solution.js`, `export * from '${builtPath(`tools/testing/sheet/${id}/solution.ts`)}'`] as const,
      ]
    })
    const catalogue = temporaryFolder({ 'package.json': '{"type":"module"}', ...Object.fromEntries(files) })
    const { code, stdout } = await check({ 'submission.ts': RIGHT_TS }, [], { catalogue })
    expect(code).toBe(ends)
    expect(stdout).toContain(says)
    expect(stdout).not.toContain('has been attempted yet')
  })

  it('never runs hidden checks', async () => {
    const { stdout } = await check({ 'submission.ts': `${RIGHT_TS}\n` }, ['--json'])
    expect(stdout).not.toContain('Large numbers')
    expect(stdout).toContain('Small numbers')
  })

  it('prints nothing but results.json with --json', async () => {
    const { code, stdout } = await check({ 'submission.ts': HALF_WRONG_TS }, ['--json'])
    expect(code).toBe(1)
    const { students } = JSON.parse(stdout) as { students: { exercises: { id: string; score: number }[] }[] }
    expect(students).toHaveLength(1)
    expect(students[0]?.exercises.map(({ id, score }) => [id, score])).toEqual([
      ['numbers/double', 1.5],
      ['numbers/half', 0],
    ])
  })

  it.each(['numbers/double', 'double', '1a'])('looks at one exercise alone with --only %s', async (name) => {
    const { code, stdout } = await check({ 'submission.ts': HALF_WRONG_TS }, ['--only', name])
    expect(code).toBe(0)
    expect(stdout).not.toContain('Half')
  })

  it.each([
    [['--only', 'numbers/duoble'], '--only numbers/duoble: no such exercise; did you mean numbers/double?'],
    [['--only', 'halve'], '--only halve: no such exercise; did you mean numbers/half?'],
    [['--only', 'entropy'], '--only entropy: no such exercise; expected a number or id of: 1a numbers/double; 1b numbers/half'],
    [['nowhere'], 'nowhere: cannot be read: no such file or folder'],
  ])('refuses %j with a sentence', async (words, says) => {
    expect(await check({ 'submission.ts': RIGHT_TS }, words)).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })

  it('refuses a folder without code with a sentence', async () => {
    const { code, stderr } = await check({ 'notes.txt': '' })
    expect(code).toBe(2)
    expect(stderr).toBe(
      'assay: .: contains no code (.ts, .js, .py or .ipynb), no models/ and no answers.md; assay init creates a starter folder\n',
    )
  })

  it('refuses an exercise with negative points by its file and place', async () => {
    const definition =
      "export default { id: 'a/b', sheet: '1', title: 'B', points: 0, entries: [{}], checks: [{ id: 'delta', points: -1 }] }"
    const catalogue = temporaryFolder({ 'package.json': '{"type":"module"}', 'a/b/exercise.js': definition })
    const { code, stderr } = await check({ 'submission.ts': RIGHT_TS }, [], { catalogue })
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^assay: \S+\/a\/b\/exercise\.js: check "delta" has points -1; points must be ≥ 0\. \(at checks\[0\]\.points\)\n$/,
    )
  })

  it('gives up at once on Ctrl-C', async () => {
    const controller = new AbortController()
    const folder = { 'submission.ts': 'export function double() { for (;;) {} }' }
    setTimeout(() => controller.abort(), 500)
    expect((await check(folder, [], { signal: controller.signal })).code).toBe(130)
  })

  it('looks again when a file is replaced with --watch, and only at other contents', async () => {
    const controller = new AbortController()
    const cwd = temporaryFolder({ 'submission.ts': HALF_WRONG_TS })
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET, signal: controller.signal })
    const rounds = (): number => io.stdout().split('not a grade').length - 1
    const until = async (count: number): Promise<void> => {
      while (rounds() < count) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const ended = run(['check', '--watch'], io)
    await until(1)
    writeFileSync(join(cwd, 'submission.ts'), HALF_WRONG_TS)
    writeFileSync(join(cwd, 'submission.ts~'), RIGHT_TS)
    renameSync(join(cwd, 'submission.ts~'), join(cwd, 'submission.ts'))
    await until(2)
    controller.abort()
    expect(await ended).toBe(0)
    expect(rounds()).toBe(2)
    expect(io.stdout()).toContain('3 of 3 points (100 %)')
  })
})
