import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importCanvas } from '#course/testing/importers/canvas'
import { fakeIo } from '#tools/testing/fake-io'
import { type Files, grade } from '#tools/testing/grade-small'
import { HALF_WRONG_TS, RIGHT_TS } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const DOWNLOADS = join(import.meta.dirname, '../../fixtures/downloads')
const ROSTER =
  'id,name,email\nu1,Ada Lind,ada@example.org\nu2,Bo Roe,bob@example.org\nu3,Sam Doe,sam@example.org\nu4,Sam Doe,doe@example.org\n'
const COURSE = `title: Deep learning
timezone: UTC
due: 2026-11-06 23:59
seed: 7
late: {percent: 10, max-days: 9}
roster: roster.csv
`

interface Student {
  readonly id: string
  readonly name?: string
  readonly score: number
  readonly unassigned?: string
  readonly attempts?: readonly {
    readonly submission: string
    readonly counts: boolean
    readonly submittedAt?: string
    readonly why: string
  }[]
}

const studentsIn = (out: string): readonly Student[] => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')).students
const short = (out: string) =>
  studentsIn(out).map(({ id, score, attempts = [] }) => [id, score, attempts.map(({ submission }) => submission)])
const handedIn = (files: Files, code = RIGHT_TS): Files =>
  Object.fromEntries(Object.keys(files).map((id) => [`class/${id}/submission.ts`, files[id] || code]))

describe('a download of Canvas', () => {
  it('goes through intake, grade and grades', { timeout: 300_000 }, async () => {
    const cwd = temporaryFolder({ 'course.yaml': COURSE.replace('roster.csv', 'gradebook.csv') })
    for (const file of ['submissions.zip', 'gradebook.csv']) copyFileSync(join(DOWNLOADS, 'canvas', file), join(cwd, file))
    const assay = async (...words: readonly string[]) => {
      const io = fakeIo({ cwd })
      return { code: await run(words, io), stdout: io.stdout(), stderr: io.stderr() }
    }
    const only = ['--only', 'step', '--sandbox', 'process', '--jobs', '1']
    const decide = ['--assign', 'testinentesti_4799=4719', '--write']
    const first = await assay('grade', 'submissions.zip', ...only)
    expect(first.stderr).toContain('assay: The submission testinentesti_4799 belongs to no student of the roster.\n')
    expect(first.stderr).toContain(
      'assay: The submission müllerbeispielannelise_LATE_4711 is marked late and has no time; its grade waits: say how late such submissions count (late: flagged in course.yaml) or when it came (submissions).\n',
    )
    const waits = studentsIn(join(cwd, 'assay-out')).find(({ id }) => id === 'testinentesti_4799')
    expect(waits).toMatchObject({ score: 1.5, unassigned: 'not in the roster' })

    expect(studentsIn(join(cwd, 'assay-out')).find(({ id }) => id === '4711')).toMatchObject({
      undecided: expect.stringMatching(/an instructor has to decide/),
      attempts: [{ markedLate: true }],
    })
    expect(first.stdout).toContain('1 submission marked late without a time: 4711; nothing is exported before that is decided\n')
    expect(readFileSync(join(cwd, 'assay-out', 'index.html'), 'utf8')).toContain('<a href="#undecided">late by an unknown time: 1</a>')
    expect(readFileSync(join(cwd, 'assay-out', 'gradebook.csv'), 'utf8')).toMatch(/^"4711".*"late-undecided"/m)
    const table = await assay('intake', 'submissions.zip', '--course', 'course.yaml', ...decide)
    expect([table.code, table.stdout]).toEqual([0, expect.stringContaining('1 decision kept in identities.yaml.')])
    const second = await assay('grade', 'submissions.zip', ...only, '--resume')
    expect(second.stderr).toContain('assay: identities.yaml says whose submissions are.\n')
    // One has a notebook that is called .ipynb.txt: it waits.
    expect(second.stderr).toContain('8 of 9 are kept from the previous run')
    expect(second.stderr).not.toContain('belongs to no student')
    const students = studentsIn(join(cwd, 'assay-out'))
    expect(students.map(({ id, name, attempts }) => [id, name, attempts?.map(({ submission }) => submission)])).toMatchInlineSnapshot(`
      [
        [
          "4711",
          "Anne-Lise Müller-Beispiel",
          [
            "müllerbeispielannelise_LATE_4711",
          ],
        ],
        [
          "4712",
          "Pat O'Sample",
          [
            "osamplepat_4712",
          ],
        ],
        [
          "4713",
          "نور مثال",
          [
            "مثالنور_4713",
          ],
        ],
        [
          "4714",
          "Þóra Dæmisdóttir",
          [
            "dæmisdóttirþóra_4714",
          ],
        ],
        [
          "4715",
          "Maximiliana-Theodora Bartolomea Musterfrau-Exempelgrundstein",
          [
            "musterfrauexempelgrundsteinmaximilianatheodorabartolomea_4715",
          ],
        ],
        [
          "4716",
          "例子 試験",
          [
            "試験例子_4716",
          ],
        ],
        [
          "4717",
          "Zoë Esimerkki",
          [
            "esimerkkizoë_4717",
          ],
        ],
        [
          "4718",
          "Jörg Übungsmann",
          [
            "übungsmannjörg_4718",
          ],
        ],
        [
          "4719",
          "Ñusta Ejemplo-Prueba",
          [
            "testinentesti_4799",
          ],
        ],
      ]
    `)

    const target = ['--to', 'canvas', '--file', 'gradebook.csv', '--column', '90210', '--course', 'course.yaml', '--write']
    const filled = await assay('grades', 'assay-out', ...target)
    expect(filled.code, filled.stderr).toBe(0)
    const { scores } = importCanvas(readFileSync(join(cwd, 'gradebook.assay.csv'), 'utf8'))
    expect(Object.fromEntries([...scores].map(([id, row]) => [id, row.get('90210')]))).toMatchInlineSnapshot(`
      {
        "4711": "6",
        "4712": "6",
        "4713": "1.5",
        "4714": "6",
        "4715": "6",
        "4716": undefined,
        "4717": "6",
        "4718": "6",
        "4719": "1.5",
        "9999": undefined,
      }
    `)
  })
})

describe('the submissions of a course', () => {
  const files = { 'course.yaml': COURSE, 'roster.csv': ROSTER }

  it("are those of its students; what is nobody's for sure waits for a person", async () => {
    const named = handedIn({ 'Lind, Ada': HALF_WRONG_TS, 'bob@example.org': '', 'Sam Doe': '', 'Ada Lint': '' })
    const more = handedIn({ u1: '' })
    const { code, out, stderr } = await grade({ ...files, ...named, ...more })
    expect(code, stderr).toBe(0)
    expect(short(out)).toEqual([
      ['Ada Lint', 4, ['Ada Lint']],
      ['Sam Doe', 4, ['Sam Doe']],
      ['u1', 4, ['Lind, Ada', 'u1']],
      ['u2', 4, ['bob@example.org']],
      ['u3', 0, []],
      ['u4', 0, []],
    ])
    expect(stderr).toContain(
      'assay: An instructor has to decide whose submission Ada Lint is: not in the roster; did you mean Ada Lind (u1)?\n',
    )
    expect(stderr).toContain('assay: An instructor has to decide whose submission Sam Doe is: could be u3 or u4.\n')
    expect(studentsIn(out).map(({ unassigned }) => unassigned !== undefined)).toEqual([true, true, false, false, false, false])
    const io = fakeIo({ cwd: out })
    expect(await run(['publish', '.'], io)).toBe(0)
    expect(io.stdout()).toMatch(/^\.: the grades of 4 students, 2 submissions that are nobody's\n/)
  })

  it('are as a person decided, whatever they are called', async () => {
    const identities = { 'identities.yaml': 'students:\n  u1: nobody\n  Sam Doe: u4\n  pair: [u1, u2]\n' }
    const { out, stderr } = await grade({ ...files, ...identities, ...handedIn({ u1: '', 'Sam Doe': '', pair: HALF_WRONG_TS }) })
    expect(short(out)).toEqual([
      ['u1', 2, ['pair']],
      ['u1 (unassigned)', 4, ['u1']],
      ['u2', 2, ['pair']],
      ['u3', 0, []],
      ['u4', 4, ['Sam Doe']],
    ])
    expect(stderr).toContain('assay: The submission u1 is of nobody, as was decided.\n')
  })

  it('are late by the clock of Gradescope, with no table written by hand', async () => {
    const metadata = `submission_1:
  :submitters:
  - :name: Ada Lind
    :sid: u1
  :created_at: 2026-11-06 07:13:47.644186000 Z
submission_2:
  :submitters:
  - :name: Bo Roe
    :email: bob@example.org
  :created_at: 2026-11-08 07:13:47.644186000 Z
submission_3:
  :submitters:
  - :name: Ada Lind
    :sid: u1
  :created_at: 2026-11-07 07:13:47.644186000 Z
`
    const { out, stderr } = await grade({
      ...files,
      ...handedIn({ submission_1: '', submission_2: '', submission_3: HALF_WRONG_TS }),
      'class/submission_metadata.yml': metadata,
    })
    expect(stderr).not.toContain('An instructor')
    const [ada, bo] = studentsIn(out)
    expect(ada).toMatchObject({
      ...{ id: 'u1', score: 1.8 },
      attempts: [
        { submission: 'submission_1', counts: false, submittedAt: '2026-11-06T07:13:47.000Z', lateSeconds: 0 },
        { submission: 'submission_3', counts: true, submittedAt: '2026-11-07T07:13:47.000Z', lateSeconds: 26_087 },
      ],
    })
    expect(bo).toMatchObject({ id: 'u2', score: 3.2 })
  })

  it('are as the table of the course says; the platform fills in what it leaves out', async () => {
    const table = { 'submissions.csv': 'submission,student,submitted\nbob,u1,\n', 'course.yaml': `${COURSE}submissions: submissions.csv\n` }
    const { out } = await grade({
      ...files,
      ...table,
      'identities.yaml': 'students: {bob: u2, eve: u3}\n',
      ...handedIn({ bob: '', eve: '' }),
    })
    expect(short(out)).toEqual([
      ['u1', 4, ['bob']],
      ['u2', 0, []],
      ['u3', 4, ['eve']],
      ['u4', 0, []],
    ])
  })

  it('are not graded where half of them match nobody', async () => {
    const { code, stderr } = await grade({ ...files, ...handedIn({ u1: '', x: '', y: '' }) })
    expect(code).toBe(2)
    expect(stderr).toContain(
      'class: 2 of 3 submissions match nobody in roster.csv: is it the class list of this course? Nothing was graded',
    )
  })

  it.each([['students: {u1: {}}\n', /identities\.yaml:1:16: expected students: with lines/]])(
    'are not graded with %j',
    async (text, says) => {
      const { code, stderr } = await grade({ ...files, 'identities.yaml': text, ...handedIn({ u1: '' }) })
      expect([code, stderr]).toEqual([2, expect.stringMatching(says)])
    },
  )
})

describe('decisions without a course', () => {
  const identities = { 'identities.yaml': 'students: {bob-2: bob, x: nobody}\n' }
  const names = handedIn({ ada: '', bob: HALF_WRONG_TS, 'bob-2': '', x: '' })

  it('make attempts of several submissions, and of nobody a student of its own', async () => {
    const { out, stderr, code } = await grade({ ...identities, ...names }, ['--seed', '7'])
    expect(code).toBe(0)
    expect(short(out)).toEqual([
      ['ada', 4, ['ada']],
      ['bob', 4, ['bob', 'bob-2']],
      ['x', 4, ['x']],
    ])
    expect(stderr).toContain('assay: The submission x is of nobody, as was decided.\n')
    expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).not.toHaveProperty('course')
  })

  it('do not count with --no-course', async () => {
    const { out } = await grade({ ...identities, ...names }, ['--seed', '7', '--no-course'])
    expect(short(out)).toEqual(['ada', 'bob', 'bob-2', 'x'].map((id) => [id, id === 'bob' ? 2 : 4, []]))
  })
})
