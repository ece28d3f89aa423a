import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { startJournal } from '#grading/engine/journal'
import { readJournal } from '#grading/engine/read-journal'
import { pendingOf, statusOf, totalOf } from '#grading/engine/score'
import type { CheckResult, ExerciseResult, StudentResult } from '#grading/model/result'
import { openAppend } from '#grading/runner/files/output-folder'
import { fakeIo } from '#tools/testing/fake-io'
import { SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

function exercise(id: string, sheet: string, verdict: CheckResult['verdict'], max: number): ExerciseResult {
  const score = verdict === 'accepted' ? max : 0
  const fraction = verdict === 'accepted' ? 1 : 0
  const checks: CheckResult[] = [{ id: 'one', title: 'One', visibility: 'visible', verdict, fraction, score, max, findings: [], ms: 1 }]
  return {
    id,
    sheet,
    title: id,
    status: statusOf(checks),
    ...totalOf(checks),
    checks,
    ...(verdict === 'pending-manual' ? { answer: '<b>' } : {}),
  }
}

function student(id: string, verdict: CheckResult['verdict'] = 'pending-manual'): StudentResult {
  const exercises = [exercise('numbers/half', '1b', 'accepted', 400), exercise('words/essay', '5.1', verdict, 600)]
  const pending = pendingOf(exercises.flatMap(({ checks }) => checks))
  return { id, kind: 'none', hash: id, ...totalOf(exercises), pending, exercises, remarks: [], output: { stdout: '', stderr: '' } }
}

let cwd = ''
beforeEach(async () => {
  cwd = temporaryFolder({ 'results/x': '' })
  const file = await openAppend(join(cwd, 'results/journal.jsonl'))
  const journal = await startJournal(file.append, { assay: '0.1.0', seed: 1, exercises: ['numbers/half', 'words/essay'], startedAt: '' })
  for (const result of [student('ada'), student('bob'), student('cleo', 'not-attempted')]) await journal.student(result)
  await journal.end()
  await file.close()
})

async function assay(...words: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}
const mark = (name: string, points: string, ...more: readonly string[]) =>
  assay('mark', 'results', '--student', name, '--exercise', '5.1', '--points', points, '--by', 'R. Lind', ...more)
const journal = () => readFileSync(join(cwd, 'results/journal.jsonl'), 'utf8')

interface Results {
  readonly students: readonly { readonly id: string; readonly score: number; readonly pending: number }[]
}
const results = () =>
  (JSON.parse(readFileSync(join(cwd, 'results/results.json'), 'utf8')) as Results).students.map(({ id, score, pending }) => [
    id,
    score,
    pending,
  ])

describe('assay mark', () => {
  it('records who gave what, and all reports have it', async () => {
    const { code, stdout } = await mark('ada', '4.5', '--comment', 'Which target?')
    expect([code, stdout]).toEqual([0, 'ada, words/essay: 4.5 points by R. Lind; now 8.5 of 10\n1 student has points pending.\n'])
    expect(results()).toEqual([
      ['ada', 8.5, 0],
      ['bob', 4, 6],
      ['cleo', 4, 0],
    ])
    expect(readFileSync(join(cwd, 'results/junit.xml'), 'utf8')).toContain('4.5 of 6 points')
    expect(readJournal(journal())).toMatchObject({
      ended: true,
      problems: [],
      marks: [
        {
          student: 'ada',
          exercise: 'words/essay',
          points: 450,
          by: 'R. Lind',
          comment: 'Which target?',
          hash: expect.stringMatching(/^[\da-f]{64}$/),
        },
      ],
    })
  })

  it('lets a later mark replace an earlier one, and keeps both in the journal', async () => {
    await mark('ada', '1')
    const { stdout } = await mark('ada', '6')
    expect(stdout).toMatch(/6 points by R\. Lind; now 10 of 10 \(replaces 1 point by R\. Lind\)/)
    expect(results()[0]).toEqual(['ada', 10, 0])
    expect(readJournal(journal()).marks.map(({ points }) => points)).toEqual([100, 600])
  })

  it('imports a table, and the same table again changes nothing', async () => {
    const table = 'student;exercise;points;comment\nada;essay;4,25;"Good; short"\nbob;words/essay;0;\n'
    writeFileSync(join(cwd, 'marks.csv'), table)
    expect((await assay('mark', 'results', '--csv', 'marks.csv', '--by', 'R. Lind')).code).toBe(0)
    expect(results().slice(0, 2)).toEqual([
      ['ada', 8.25, 0],
      ['bob', 4, 0],
    ])
    const before = journal()
    const again = await assay('mark', 'results', '--csv', 'marks.csv', '--by', 'R. Lind')
    expect(again.stdout).toBe('2 already recorded, unchanged\nAll answers are marked.\n')
    expect(journal()).toBe(before)
  })

  it('knows a student whose accents a spreadsheet writes otherwise', async () => {
    const fresh = temporaryFolder({ 'results/x': '' })
    const other = await openAppend(join(fresh, 'results/journal.jsonl'))
    const named = await startJournal(other.append, { assay: '0.1.0', seed: 1, exercises: ['words/essay'], startedAt: '' })
    await named.student(student('zoë'))
    await named.end()
    await other.close()
    cwd = fresh
    writeFileSync(join(cwd, 'marks.csv'), `student,exercise,points,by\n${'zoë'.normalize('NFD')},5.1,4,R\n,,,\n`)
    expect((await assay('mark', 'results', '--csv', 'marks.csv')).code).toBe(0)
    expect(results()).toEqual([['zoë', 8, 0]])
  })

  it('records nothing of a table with one row that cannot be', async () => {
    writeFileSync(join(cwd, 'marks.csv'), 'student,exercise,points,by\nada,5.1,4,R\nbob,5.1,7,R\n')
    const before = journal()
    expect(await assay('mark', 'results', '--csv', 'marks.csv')).toMatchObject({
      code: 2,
      stderr:
        'assay: marks.csv, line 3: points 7: 5.1 (words/essay) has 6 points for manual marking; expected a number from 0 to 6 in steps of 0.01\n',
    })
    expect(journal()).toBe(before)
    expect(existsSync(join(cwd, 'results/results.json'))).toBe(false)
  })

  it('refuses a table that gives one answer points twice, with both lines', async () => {
    writeFileSync(join(cwd, 'marks.csv'), 'student,exercise,points,by\nada,5.1,2.5,R\nbob,5.1,1,R\nada,essay,1,R\n')
    const before = journal()
    expect(await assay('mark', 'results', '--csv', 'marks.csv')).toMatchObject({
      code: 2,
      stderr: 'assay: marks.csv, line 4: student ada: words/essay has points in line 2 already; keep one of them\n',
    })
    expect(journal()).toBe(before)
  })

  it('says of a student whose turn did not come that the run was stopped', async () => {
    const file = await openAppend(join(cwd, 'stopped.jsonl'))
    const facts = { assay: '0.1.0', seed: 1, exercises: ['words/essay'], students: ['ada', 'bob'], startedAt: '' }
    await (await startJournal(file.append, facts)).student(student('ada'))
    await file.close()
    writeFileSync(join(cwd, 'results/journal.jsonl'), readFileSync(join(cwd, 'stopped.jsonl')))
    const { code, stderr } = await mark('bob', '1')
    expect([code, stderr]).toEqual([
      2,
      'assay: --student bob: is not graded yet: the run was stopped; continue with assay grade --resume before it is marked\n',
    ])
  })

  it.each([
    [
      ['--student', 'adda', '--exercise', '5.1', '--points', '1', '--by', 'R'],
      '--student adda: no such student in results; did you mean ada?',
    ],
    [
      ['--student', 'ada', '--exercise', 'esay', '--points', '1', '--by', 'R'],
      '--exercise esay: no such exercise in results; did you mean words/essay?',
    ],
    [
      ['--student', 'ada', '--exercise', '5.1', '--points', '-1', '--by', 'R'],
      '--points -1: 5.1 (words/essay) has 6 points for manual marking',
    ],
    [['--student', 'ada', '--exercise', '5.1', '--points', '1.234', '--by', 'R'], 'expected a number from 0 to 6 in steps of 0.01'],
    [['--student', 'ada', '--exercise', '1b', '--points', '1', '--by', 'R'], '--points 1: ada has no points pending in 1b (numbers/half)'],
    [['--student', 'cleo', '--exercise', '5.1', '--points', '1', '--by', 'R'], 'cleo has no points pending in 5.1 (words/essay)'],
    [['--student', 'ada', '--exercise', '5.1', '--points', '1'], '--by is missing: give the name of the marker'],
    [['--exercise', '5.1', '--points', '1', '--by', 'R'], '--student is missing: give the student whose answer is marked'],
    [['--csv', 'none.csv'], '--csv none.csv: cannot be read: no such file or folder'],
    [['--csv', 'x.csv', '--student', 'ada'], '--csv x.csv: cannot be combined with --student'],
  ])('refuses %j', async (words, says) => {
    const before = journal()
    const { code, stderr } = await assay('mark', 'results', ...words)
    expect(code).toBe(2)
    expect(stderr).toContain(says)
    expect(journal()).toBe(before)
  })

  it('changes a published grade only with a reason, which the student reads', async () => {
    expect((await assay('publish', 'results', '--write')).stdout).toContain('the grades of 3 students, 2 with pending points')
    const before = journal()
    const refused = await mark('ada', '4.5')
    expect([refused.code, journal()]).toEqual([2, before])
    expect(refused.stderr).toMatch(
      /^assay: results: was published on .*, and this changes a grade that students know \(ada 4 → 8\.5\); give --reason, which they read\. Nothing was recorded\n$/,
    )
    expect((await mark('ada', '4.5', '--reason', 'Essays are marked.')).code).toBe(0)
    expect(readFileSync(join(cwd, 'results/students/ada.html'), 'utf8')).toMatch(
      /R\. Lind<\/th><td>Essays are marked\.<\/td><td class="number">4 → 8\.5</,
    )
    expect(readJournal(journal())).toMatchObject({ problems: [], published: [{}, { type: 'corrected', reason: 'Essays are marked.' }] })
  })

  it('refuses a folder that holds no run, and leaves no trace in it', async () => {
    const { code, stderr } = await assay('mark', '.', '--student', 'ada')
    expect([code, stderr]).toEqual([
      2,
      'assay: .: not a report directory of assay grade: journal.jsonl cannot be read: no such file or folder\n',
    ])
    expect(existsSync(join(cwd, '.assay-lock.json'))).toBe(false)
  })

  it('refuses a journal that was changed or torn', async () => {
    for (const damaged of [journal().replace('"score":400', '"score":900'), journal().slice(0, -2)]) {
      writeFileSync(join(cwd, 'results/journal.jsonl'), damaged)
      expect(await mark('ada', '1')).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing was recorded') })
      expect(journal()).toBe(damaged)
    }
  })
})
