import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { appendTo } from '#grading/runner/files/output-folder'
import { OWN } from '#grading/runner/files/own-folder'
import { fakeIo } from '#tools/testing/fake-io'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { tinyDisk } from '#tools/testing/tiny-disk'
import { run } from './run.ts'

const ids = Array.from({ length: 8 }, (_, i) => `s${i}`)

async function grade(cwd: string, ...flags: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(['grade', 'class', '--sandbox', 'process', '--jobs', '1', '--out', 'out', ...flags], io)
  return { code, stderr: io.stderr() }
}

const classFolder = () => {
  const cwd = temporaryFolder(Object.fromEntries(ids.map((id) => [`class/${id}/submission.ts`, RIGHT_TS])))
  mkdirSync(join(cwd, 'out'))
  return cwd
}
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
/** Without the mark by which a folder of reports is known. */
const namesIn = (folder: string): string[] =>
  filesIn(folder)
    .map(({ name }) => name)
    .filter((name) => name !== OWN)
const journalIn = (cwd: string) => readJournal(readFileSync(join(cwd, 'out/journal.jsonl'), 'utf8'))

describe('a full disk', () => {
  it('in the middle of the class ends the run with one sentence; what was graded is kept, whole, and --resume goes on', async ({
    skip,
  }) => {
    const cwd = classFolder()
    const disk = tinyDisk(join(cwd, 'out'), 12)
    if (disk === undefined) return skip()
    const { code, stderr } = await grade(cwd)
    expect(code).toBe(3)
    expect(stderr.split('\n').at(-2)).toBe(
      'assay: out/journal.jsonl cannot be written: no space left; results graded so far are kept; continue with --resume',
    )
    const { students, problems } = journalIn(cwd)
    expect(problems).toEqual([])
    expect(students.length).toBeGreaterThan(0)
    expect(students.length).toBeLessThan(ids.length)
    expect(namesIn(join(cwd, 'out'))).toEqual(['journal.jsonl'])

    disk.resize(4096)
    const resumed = await grade(cwd, '--resume')
    expect(resumed.code).toBe(0)
    expect(resumed.stderr).toContain(`${students.length} of ${ids.length} are kept from the previous run`)
    expect(journalIn(cwd).ended).toBe(true)
  })

  it('keeps a report from the disk as a whole, names it, and keeps the results', async ({ skip }) => {
    const cwd = classFolder()
    if (tinyDisk(join(cwd, 'out'), 48) === undefined) return skip()
    const { code, stderr } = await grade(cwd)
    expect(code).toBe(3)
    expect(stderr).toMatch(/^assay: the report [\w./-]+ could not be written: no space left; the results are safe in journal\.jsonl$/m)
    expect(journalIn(cwd)).toMatchObject({ ended: true, problems: [] })
    for (const { name, parentPath } of filesIn(join(cwd, 'out'))) {
      expect(name).not.toMatch(/\.tmp$/)
      expect(statSync(join(parentPath, name)).size, name).toBeGreaterThan(0)
    }
  })

  it('before anything is graded is a sentence, too', async ({ skip }) => {
    const cwd = classFolder()
    if (tinyDisk(join(cwd, 'out'), 4) === undefined) return skip()
    const { code, stderr } = await grade(cwd)
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'assay: --out out: cannot be written: no space left\n' })
    expect(namesIn(join(cwd, 'out'))).toEqual([])
  })

  it('leaves nothing of a line that fits by half', async () => {
    const path = join(temporaryFolder({ j: 'header\n' }), 'j')
    const file = await open(path, 'a')
    const full = {
      writeFile: async (text: unknown) => {
        await file.writeFile(String(text).slice(0, 3))
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      },
      datasync: () => file.datasync(),
      truncate: (size?: number) => file.truncate(size),
    }
    await expect(appendTo(full, 7)('student\n')).rejects.toThrow('ENOSPC')
    await appendTo(file, 7)('student\n')
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe('header\nstudent\n')
  })
})

it('a read-only output folder is refused before anything is graded', async ({ skip }) => {
  const cwd = classFolder()
  const disk = tinyDisk(join(cwd, 'out'), 64)
  if (disk === undefined) return skip()
  disk.makeReadOnly()
  const { code, stderr } = await grade(cwd)
  expect({ code, stderr }).toEqual({ code: 2, stderr: 'assay: --out out: cannot be written: the file system is read-only\n' })
})
