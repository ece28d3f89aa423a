import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function assay(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  return { code: await run(words, io), stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay course', () => {
  it('writes a course to edit that is valid, and never a second one', async () => {
    const cwd = temporaryFolder({ x: '' })
    expect((await assay(cwd, 'course', 'init', 'term')).code).toBe(0)
    expect((await assay(cwd, 'course', 'check', 'term/course.yaml')).code).toBe(0)
    const before = readFileSync(join(cwd, 'term/course.yaml'), 'utf8')
    expect(await assay(cwd, 'course', 'init', 'term')).toMatchObject({
      code: 2,
      stderr: 'assay: term/course.yaml: already exists; edit it\n',
    })
    expect(readFileSync(join(cwd, 'term/course.yaml'), 'utf8')).toBe(before)
  })

  it('says what is in force and where it comes from', async () => {
    const text =
      'title: DL\ntimezone: Europe/Berlin\ndue: 2026-12-07 23:59\nroster: r.csv\nexercises:\n  1a: {points: 10}\nlate: {percent: 10, max-days: 3}\n'
    const { code, stdout } = await assay(temporaryFolder({ 'course.yaml': text, 'r.csv': 'id,name\nu1,Ada\n' }), 'course', 'check')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^due +2026-12-07 23:59 Europe\/Berlin +line 3$/m)
    expect(stdout).toMatch(/^seed +drawn for each run +default$/m)
    expect(stdout).toMatch(/^late +10 % of the points earned for each day begun, nothing after 3 days +line 7$/m)
    expect(stdout).toMatch(/^late without a time +waits for a decision +default$/m)
    expect(stdout).toMatch(/^roster +r\.csv \(1 students\) +line 4$/m)
    expect(stdout).toMatch(/^1a numbers\/double +10 points +line 6$/m)
    expect(stdout).toMatch(/^1b numbers\/half +2 points +the sheet$/m)
    expect(stdout).toMatch(/The roster was read as a plain table, by the column "id"\.$/m)
  })

  it('says each mistake with its place', async () => {
    const cwd = temporaryFolder({ 'course.yaml': 'title: DL\ndue: 2026-12-07 23:59\n' })
    expect(await assay(cwd, 'course', 'check')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^assay: course\.yaml:2:6: due .* has no time zone/),
    })
  })
})
