import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { assayProcess, exitOf } from '#tools/testing/assay-process'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, type Files, grade, resultsIn, scoresIn } from '#tools/testing/grade-small'
import { lacks } from '#tools/testing/require-tool'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const asRoot = process.getuid?.() === 0
/** Starts a command that the modes of files bind although root starts it. */
const WITHIN_FILE_MODES = ['setpriv', ...['--bounding-set', '--inh-caps'].map((set) => `${set}=-dac_override,-dac_read_search`)]

const journalIn = (out: string) => readJournal(readFileSync(join(out, 'journal.jsonl'), 'utf8'))

describe('assay grade', () => {
  it('grades every student and writes all reports', async () => {
    const { code, out, stdout } = await grade(CLASS)
    expect(code).toBe(0)
    expect(scoresIn(out)).toEqual([
      ['ada', 4],
      ['bob', 2],
      ['cyd', 0],
      ['dee', 0],
    ])
    expect(readdirSync(out).sort()).toEqual([
      '.assay-answers',
      '.assay-files.json',
      '.assay-folder',
      '.assay-pages.json',
      'gradebook.csv',
      'index.html',
      'journal.jsonl',
      'junit.xml',
      'results.json',
      'students',
    ])
    expect(readdirSync(join(out, 'students'))).toHaveLength(4)
    expect(stdout).toContain('4 students')
    expect(stdout).toMatch(/4 graded in .*\. Open assay-out\/index\.html\n$/)
  })

  it('keeps a journal with a header, a line for each and an end', async () => {
    const { out } = await grade(CLASS, ['--seed', '7', '--only', 'double'])
    const { header, students, ended, problems } = journalIn(out)
    expect(header).toMatchObject({ seed: 7, exercises: ['numbers/double'] })
    expect(students.map((line) => line.result.id).sort()).toEqual(['ada', 'bob', 'cyd', 'dee'])
    expect({ ended, problems }).toEqual({ ended: true, problems: [] })
  })

  it('gives equal results with one job and with three', async () => {
    const withoutDurations = (out: string) => readFileSync(join(out, 'results.json'), 'utf8').replace(/"ms": \d+/g, '"ms": 0')
    const one = await grade(CLASS, ['--jobs', '1', '--seed', '7'])
    const three = await grade(CLASS, ['--jobs', '3', '--seed', '7'])
    expect(withoutDurations(three.out)).toBe(withoutDurations(one.out))
  })

  it('writes a plain progress line for each where there is no terminal', async () => {
    const { stderr } = await grade(CLASS, ['--jobs', '1'])
    expect(stderr).toBe('1/4  ada  4 of 4\n2/4  bob  2 of 4\n3/4  cyd  0 of 4\n4/4  dee  0 of 4\n')
  })

  it('shows a hostile name as text everywhere', async () => {
    const name = '<script>alert(1)<\u2215script>\u001b[2J'
    const { code, out, stderr } = await grade({ [`class/${name}/submission.ts`]: RIGHT_TS })
    expect(code).toBe(0)
    expect(stderr).toContain('<script>alert(1)<∕script>\\x1b[2J  4 of 4')
    expect(resultsIn(out).students[0]?.id).toBe(name)
    const [page = ''] = readdirSync(join(out, 'students'))
    for (const file of ['index.html', join('students', page)]) expect(readFileSync(join(out, file), 'utf8')).not.toContain('<script>alert')
  })

  it('lets a zip that is none wait for a person and grades the others', async () => {
    const { code, out } = await grade({ ...CLASS, 'class/ada.zip': 'PK' }, ['--accept-empty'])
    expect(code).toBe(3)
    expect(resultsIn(out).students.map(({ id }) => id)).toEqual(['ada', 'ada.zip', 'bob', 'cyd', 'dee'])
    expect(resultsIn(out).students[1]?.exercises.map(({ status }) => status)).toEqual(['judging-error', 'judging-error'])
    expect(scoresIn(out)[0]).toEqual(['ada', 4])
  })

  it('takes neither its own reports nor those of an earlier run for a student', async () => {
    const first = await grade(CLASS, ['--out', 'class/week-1'])
    const io = fakeIo({ cwd: first.cwd, catalogue: SMALL_SHEET })
    expect(await run(['grade', 'class', '--sandbox', 'process', '--out', 'class/week-2'], io)).toBe(0)
    expect(resultsIn(join(first.cwd, 'class/week-2')).students).toHaveLength(4)
    expect(await run(['grade', 'class', '--sandbox', 'process', '--out', 'class/week-2'], io)).toBe(0)
    expect(resultsIn(join(first.cwd, 'class/week-2')).students).toHaveLength(4)
    expect(existsSync(join(first.cwd, 'class/week-2/journal.previous.jsonl'))).toBe(true)
  })

  it('keeps a corrupt journal of an earlier run and grades all the same', async () => {
    const { code, out } = await grade({ ...CLASS, 'assay-out/journal.jsonl': '{"type":"stu' })
    expect(code).toBe(0)
    expect(readFileSync(join(out, 'journal.previous.jsonl'), 'utf8')).toBe('{"type":"stu')
  })

  it.each<[string, Files, readonly string[], string]>([
    ['a missing path', {}, [], 'class cannot be read: no such file or folder'],
    ['a file', { class: '' }, [], 'class is not a folder: give the folder that holds one sub-folder per student, or a zip of it'],
    ['an empty folder', { 'class/.keep': '' }, [], "class contains no submissions: put each student's files in their own sub-folder"],
    ['an output that is a file', { ...CLASS, notes: '' }, ['--out', 'notes'], '--out notes: is a file; expected a folder'],
    ['an output that is the class', CLASS, ['--out', 'class'], '--out class: is the folder being graded; choose another'],
    ['an output nobody can write', CLASS, ['--out', '/proc/x'], '--out /proc/x: cannot be written: no such file or folder'],
    [
      'a journal that is a folder',
      { ...CLASS, 'assay-out/journal.jsonl/x': '' },
      [],
      '--out assay-out: journal.jsonl cannot be read or written: it is a folder',
    ],
    ['an unknown exercise', CLASS, ['--only', 'hafl'], '--only hafl: no such exercise; did you mean numbers/half?'],
  ])('refuses %s with a sentence', async (_what, files, flags, says) => {
    const { code, stdout, stderr } = await grade(files, flags)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })

  it('refuses a debugger port', async () => {
    const { code, stderr } = await grade(CLASS, ['--sandbox', 'auto'], { env: { NODE_OPTIONS: '--inspect' } })
    expect(code).toBe(2)
    expect(stderr).toContain('run without it')
  })

  it('refuses an exercise with the id of another and names its file', async () => {
    const definition = (id: string) =>
      `export default { id: '${id}', sheet: '1', title: 'T', points: 0, entries: [{}], checks: [{ id: 'x', points: 0, visibility: 'visible', run() {} }] }`
    const sheet = {
      'package.json': '{"type":"module"}',
      'a/one/exercise.js': definition('a/one'),
      'a/two/exercise.js': definition('a/one'),
    }
    const { code, stderr } = await grade(CLASS, [], { catalogue: temporaryFolder(sheet) })
    expect(code).toBe(2)
    expect(stderr).toMatch(/a\/two\/exercise\.js: the id is "a\/one"; it must be its folder's, "a\/two" \(at id\)\n$/)
  })

  it('says so when it is interrupted before anything was graded, and writes nothing', async () => {
    const { code, stderr, out } = await grade(CLASS, [], { signal: AbortSignal.abort('SIGINT') })
    expect(code).toBe(130)
    expect(stderr).toContain('assay: interrupted before anything was graded\n')
    expect(existsSync(out)).toBe(false)
  })

  it('keeps what was graded when it is interrupted, and exits with 130', async () => {
    const controller = new AbortController()
    const files = { ...CLASS, 'class/eve/submission.ts': 'export function double() { for (;;) {} }', 'class/fay/submission.ts': RIGHT_TS }
    const written: string[] = []
    const err = (text: string): void => {
      written.push(text)
      if (text.includes('4/6')) setTimeout(() => controller.abort(), 200)
    }
    const graded = await grade(files, ['--jobs', '1'], { signal: controller.signal, err })
    expect(graded.code).toBe(130)
    expect(written.at(-1)).toBe('assay: interrupted; 4 of 6 are graded and kept in assay-out/journal.jsonl; continue with --resume\n')
    const { students, ended } = journalIn(graded.out)
    expect(students.map((line) => line.result.id)).toEqual(['ada', 'bob', 'cyd', 'dee'])
    expect(ended).toBe(false)
    expect(readFileSync(join(graded.out, 'journal.jsonl'), 'utf8')).toMatch(/\n\{"type":"interrupted","previous":"[0-9a-f]{64}"\}\n$/)
    const results = JSON.parse(readFileSync(join(graded.out, 'results.json'), 'utf8'))
    expect(results.partial).toEqual({ graded: 4, of: 6 })
    expect(results.students.map(({ id, notGraded }: { id: string; notGraded?: true }) => [id, notGraded])).toEqual([
      ...['ada', 'bob', 'cyd', 'dee'].map((id) => [id, undefined]),
      ...['eve', 'fay'].map((id) => [id, true]),
    ])
    expect(readFileSync(join(graded.out, 'gradebook.csv'), 'utf8')).toContain('"fay","","4.00","","","","not-graded-yet","partial 4 of 6"')
    for (const page of ['index.html', 'students/ada.html', 'students/fay.html', 'junit.xml']) {
      expect(readFileSync(join(graded.out, page), 'utf8')).toContain('partial: 4 of 6 submissions graded before the run was stopped')
    }
  })

  it.skipIf(asRoot && lacks('setpriv', 'a hand-in that we may not read'))(
    'lets a hand-in that we may not read wait for a person, and grades the others',
    async () => {
      const files = { ...CLASS, 'class/zoe/submission.ts': RIGHT_TS }
      const cwd = temporaryFolder(files)
      chmodSync(join(cwd, 'class/zoe/submission.ts'), 0)
      const out = join(cwd, 'assay-out')
      const words = ['grade', join(cwd, 'class'), '--sandbox', 'process', '--out', out]
      expect(await exitOf(assayProcess(words, asRoot ? WITHIN_FILE_MODES : []))).toBe(3)
      expect(resultsIn(out).students.map(({ id, score, pending }) => [id, score, pending])).toEqual([
        ['ada', 4, 0],
        ['bob', 2, 0],
        ['cyd', 0, 0],
        ['dee', 0, 0],
        ['zoe', 0, 4],
      ])
    },
  )
})

describe('assay grade, killed in the middle', () => {
  it('leaves a readable journal with all results that were finished', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`class/s${String(i).padStart(2, '0')}/submission.ts`, RIGHT_TS]))
    const cwd = temporaryFolder(files)
    const out = join(cwd, 'assay-out')
    const child = assayProcess(['grade', join(cwd, 'class'), '--sandbox', 'process', '--out', out, '--jobs', '2'])
    const shown = await killAfter(child, 5)
    const { header, students, ended, problems } = journalIn(out)
    expect(header?.exercises).toEqual(['numbers/double', 'numbers/half'])
    // A result is shown only after it is on the disk.
    expect(students.length).toBeGreaterThanOrEqual(shown)
    expect(students.length).toBeLessThan(40)
    expect(students.every((line) => line.result.score === 400)).toBe(true)
    expect(ended).toBe(false)
    expect(problems.length).toBeLessThanOrEqual(1)
  })
})

/** Kills the process with SIGKILL once it has shown so many results; @returns how many it had shown when it was gone. */
function killAfter(child: ChildProcess, count: number): Promise<number> {
  let shown = ''
  const lines = (): number => shown.split('\n').filter((line) => /^ ?\d+\/40 /.test(line)).length
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      shown += chunk
      if (lines() >= count) child.kill('SIGKILL')
    })
    child.once('close', (_code, signal) => (signal === 'SIGKILL' ? resolve(lines()) : reject(new Error(`not killed; it wrote: ${shown}`))))
  })
}
