import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade } from '#tools/testing/grade-small'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { run } from '../run.ts'

const ROSTER = 'id,name,email,extra time\nu1,Ada Lind,ada@example.org,\nu2,Bo Roe,bob@example.org,1 day\nu3,Cy Mott,,\n'
const SUBMISSIONS = `submission,student,submitted
ada,u1,2026-12-07 10:00
ada-2,u1,2026-12-08 10:00
bob,u2,2026-12-08 10:00
`
const COURSE = `title: Deep learning
timezone: Europe/Berlin
due: 2026-12-07 23:59
seed: env:COURSE_SEED
exercises:
  1a: {points: 10}
late: {percent: 10, max-days: 3}
roster: roster.csv
submissions: submissions.csv
`
const FILES = {
  'course.yaml': COURSE,
  'roster.csv': ROSTER,
  'submissions.csv': SUBMISSIONS,
  'class/ada/submission.ts': HALF_WRONG_TS,
  'class/ada-2/submission.ts': RIGHT_TS,
  'class/bob/submission.ts': HALF_WRONG_TS,
  'class/eve/submission.ts': RIGHT_TS,
  'class/eve/submission.yaml': 'student: Eve Orr\nemail: eve@example.org\n',
}
const env = { COURSE_SEED: '77' }

const read = (out: string, file: string): string => readFileSync(join(out, file), 'utf8')
const schema = JSON.parse(readFileSync(new URL('../../reports/results-json/results.schema.json', import.meta.url), 'utf8')) as object

/** Right, the first time after one and a half seconds of work: what a busy machine takes is not counted. */
const SLOW_TS = `let calls = 0
function work(): void { const start = process.cpuUsage(); while (process.cpuUsage(start).user < 1_500_000); }
export function double(x: number): number { if (calls++ === 0) work(); return x + x }
`

describe('limits of a course', () => {
  it('are in force, and with others nothing is kept', async () => {
    const files = { 'course.yaml': 'title: DL\nexercises:\n  double: {limits: {call: 1}}\n', 'class/ada/submission.ts': SLOW_TS }
    const { cwd, out, stderr } = await grade(files, ['--seed', '7'], {})
    const verdicts = (): readonly string[] =>
      JSON.parse(read(out, 'results.json')).students[0].exercises[0].checks.map(({ verdict }: { verdict: string }) => verdict)
    expect(stderr).toContain('assay: graded by course.yaml')
    expect(verdicts()[0]).toBe('time-limit')
    writeFileSync(join(cwd, 'course.yaml'), 'title: DL\nexercises:\n  double: {limits: {call: 60, submission: 120}}\n')
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
    await run(['grade', 'class', '--sandbox', 'process', '--jobs', '1'], io)
    expect(io.stderr()).toMatch(/^assay: nothing is kept from the run of .*, because these differ: the limits of submissions$/m)
    expect(verdicts()[0]).toBe('accepted')
    const header = readJournal(read(out, 'journal.jsonl')).header
    expect(header?.limits).toEqual({ 'numbers/double': { callMs: 60_000, submissionMs: 120_000 } })
  })
})

describe('a class beside a course.yaml', () => {
  it('is graded by it', async () => {
    const { code, cwd, out, stderr, stdout } = await grade(FILES, [], { env })
    expect(stderr).toContain('assay: graded by course.yaml; --no-course grades without it\n')
    expect(stderr).toContain('assay: The submission eve belongs to no student of the roster.\n')
    expect(stdout).not.toContain('drawn')
    expect(code).toBe(0)
    expect(stderr.match(/^ *\d\/4 .*$/gm)?.map((line) => line.trim().slice(5))).toEqual([
      ...['ada  10 of 12', 'ada-2  10.8 of 12', 'bob  10 of 12', 'eve  12 of 12'],
    ])
    expect(stdout).toContain(
      '3 students: mean 6.93 of 12 points (58 %), median 10 of 12 points (83 %)\nnot counted: 1 submission of no known student\n',
    )
    expect(read(out, 'index.html')).toMatch(/<dt>students<\/dt><dd>3<\/dd>[\s\S]*<dt>mean of 12<\/dt><dd>6\.93 /)
    const results = JSON.parse(read(out, 'results.json'))
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
    expect(validate(results), JSON.stringify(validate.errors)).toBe(true)
    expect(results).toMatchObject({
      seed: 77,
      course: { title: 'Deep learning', due: '2026-12-07 23:59 Europe/Berlin' },
      students: [
        { id: 'eve', name: 'Eve Orr', email: 'eve@example.org', score: 12, max: 12 },
        {
          ...{ id: 'u1', name: 'Ada Lind', email: 'ada@example.org', score: 10.8, max: 12 },
          attempts: [
            { submission: 'ada', number: 1, counts: false, points: 10, lateSeconds: 0, why: 'A later submission counts.' },
            { submission: 'ada-2', number: 2, counts: true, points: 10.8, lateSeconds: 36_060 },
          ],
          adjustments: [{ kind: 'late', points: -1.2, who: 'course.yaml', when: '2026-12-08T09:00:00.000Z' }],
          exercises: [
            { id: 'numbers/double', score: 10, max: 10 },
            { id: 'numbers/half', score: 2, max: 2 },
          ],
        },
        { id: 'u2', score: 10, attempts: [{ submission: 'bob', lateSeconds: 0, why: 'The only submission.' }] },
        { id: 'u3', name: 'Cy Mott', score: 0, max: 12, attempts: [], exercises: [{ status: 'not-attempted' }, {}] },
      ],
    })
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET, env })
    expect(await run(['mark', 'assay-out', '--student', 'Cy Mott', '--exercise', '1a', '--points', '1', '--by', 'R'], io)).toBe(2)
    expect(io.stderr()).toBe('assay: --student Cy Mott: submitted nothing that could be marked; assay override sets points by hand\n')
    const pages = readdirSync(join(out, 'students')).map((page) => read(out, join('students', page)))
    const page = pages.find((text) => text.includes('Ada Lind')) as string
    expect(page).toContain('Deep learning')
    expect(page).toMatch(/Submitted 10 hours 1 minute after the due date \(2026-12-07 23:59 Europe\/Berlin\)/)
    expect(page).toMatch(/attempt 2 of 2: The latest of 2 submissions that are considered\./)
    const [header, , ada] = read(out, 'gradebook.csv').slice(1).split('\r\n')
    expect(header).toBe(
      '"student","name","email","group","total","max","pending","numbers/double","numbers/half","status","late","dropped","bonus","submission","submitted","counts because","changed by"',
    )
    expect(ada).toMatch(
      /^"u1","Ada Lind","ada@example.org","","10.80","12.00","0.00","10.00","2.00","graded","-1.20","","","ada-2","2026-12-08T09:00:00.000Z","The latest of 2/,
    )
  })

  it('keeps the course in the journal, and computed points as they were', async () => {
    const { out } = await grade(FILES, [], { env })
    const { header, students } = readJournal(read(out, 'journal.jsonl'))
    expect(header).toMatchObject({
      seed: 77,
      course: expect.stringMatching(/^[0-9a-f]{64}$/),
      courseContent: { course: { title: 'Deep learning' } },
    })
    expect(students.map(({ result }) => [result.id, result.max])).toContainEqual(['ada-2', 400])
  })

  it('keeps results when the rules change', async () => {
    const { cwd, out } = await grade(FILES, [], { env })
    writeFileSync(join(cwd, 'course.yaml'), COURSE.replace('percent: 10', 'percent: 50'))
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET, env })
    expect(await run(['grade', 'class', '--sandbox', 'process', '--resume'], io)).toBe(0)
    expect(io.stderr()).toContain('the course is not that of the previous run: kept results are counted by the rules of now')
    expect(io.stderr()).toContain('4 of 4 are kept from the previous run')
    expect(JSON.parse(read(out, 'results.json')).students[1]).toMatchObject({ id: 'u1', score: 6 })
  })

  it('counts only the exercises of the course', async () => {
    const { out } = await grade({ ...CLASS, 'course.yaml': 'title: DL\ncount: [half]\n' })
    expect(JSON.parse(read(out, 'results.json')).students[0]).toMatchObject({ id: 'ada', max: 2, exercises: [{ id: 'numbers/half' }] })
  })

  it.each([
    ['a seed that is not set', COURSE, {}, 'course.yaml:4:1: seed takes the variable COURSE_SEED, which is not set'],
    ['a seed that is no number', COURSE, { COURSE_SEED: 'secret' }, /COURSE_SEED, which is not an integer/],
    [
      'an exercise that is none',
      'title: DL\ncount: [haf]\n',
      {},
      'course.yaml:2:9: count.0 is no exercise of the sheet; did you mean half?',
    ],
    ['a sheet that is none', 'title: DL\nsheet: elsewhere\n', {}, /course\.yaml:2:1: sheet is "elsewhere": /],
  ])('is refused for %s', async (_, text, env, says) => {
    const { code, stderr } = await grade({ ...CLASS, 'roster.csv': ROSTER, 'submissions.csv': SUBMISSIONS, 'course.yaml': text }, [], {
      env,
    })
    expect(code).toBe(2)
    expect(stderr).toMatch(typeof says === 'string' ? new RegExp(says.replace(/[[\]().?$^]/g, '\\$&')) : says)
    expect(stderr).not.toContain('secret')
  })
})

it('does not choose between the sheet of a course and another one that is named', async () => {
  const files = { ...CLASS, 'course.yaml': 'title: DL\nsheet: other\n', 'other/unit/exercise/exercise.js': '' }
  const { code, stderr } = await grade(files)
  expect(code).toBe(2)
  expect(stderr).toContain('course.yaml:2:1: sheet is "other", and --sheet names another sheet; leave out --sheet, or add --no-course')
})

describe('a class without a course', () => {
  const seed = ['--seed', '7']
  const untimed = (out: string): string => read(out, 'results.json').replace(/"ms": \d+/g, '"ms": 0')

  it('has the same results with --no-course, whatever lies beside it and whatever submissions say of themselves', async () => {
    const named = { 'class/ada/submission.yaml': 'student: Ada Lind\nemail: ada@example.org\n' }
    const plain = await grade({ ...CLASS, ...named }, seed)
    const beside = await grade({ ...CLASS, ...named, 'course.yaml': COURSE }, [...seed, '--no-course'])
    expect(untimed(beside.out)).toBe(untimed(plain.out))
    expect(untimed(plain.out)).not.toContain('Ada Lind')
    expect(read(plain.out, 'gradebook.csv').split('\r\n')[0]).toBe(
      '\ufeff"student","total","max","pending","numbers/double","numbers/half","status"',
    )
  })
})
