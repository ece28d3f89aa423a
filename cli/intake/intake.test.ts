import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeClones } from '#tools/testing/downloads/clones'
import { writtenDownloads } from '#tools/testing/downloads/written'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const DOWNLOADS = join(import.meta.dirname, '../../fixtures/downloads')
const written = await writtenDownloads()

async function intake(words: readonly string[], cwd = DOWNLOADS) {
  const io = fakeIo({ cwd })
  const code = await run(['intake', ...words], io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

/** Submission, student and what connected them; then what is said below. */
function rowsOf(table: string): readonly string[] {
  const lines = table.split('\n').slice(3)
  return lines.slice(0, lines.indexOf('')).map((line) => line.trim().replace(/ {2,}/g, ' | '))
}

describe('the sample downloads', () => {
  // ASSAY_WRITE_DOWNLOADS=1 writes them.
  it.each([...written.keys()])('%s is as it is described', (path) => {
    const place = join(DOWNLOADS, path)
    const bytes = written.get(path) as Buffer
    if (process.env.ASSAY_WRITE_DOWNLOADS === '1') {
      mkdirSync(dirname(place), { recursive: true })
      writeFileSync(place, bytes)
    }
    expect(readFileSync(place).equals(bytes)).toBe(true)
  })
})

describe('assay intake', () => {
  it('shows a download of Moodle beside its worksheet', async () => {
    const { code, stdout } = await intake(['moodle/submissions.zip', '--roster', 'moodle/worksheet.csv'])
    expect(code).toBe(1)
    expect(stdout).toMatchInlineSnapshot(`
      "moodle/submissions.zip: Moodle

      submission                                                    student                                                       by  submitted  files
      Anne-Lise Müller-Beispiel_4711_assignsubmission_file         amueller@example.org Anne-Lise Müller-Beispiel                id  -          1
      J÷rg ▄bungsmann_4718_assignsubmission_file                    juebung@example.org Jörg Übungsmann                           id  -          1
      Maximiliana-Theodora Bartolo … n_4715_assignsubmission_file   mmuster@example.org Maximili … Musterfrau-Exempelgrundstein   id  -          1
          Maximiliana-Theodora Bartolomea Musterfrau-Exempelgrundstein_4715_assignsubmission_onlinetext came with it and is not read by a program
      Pat O'Sample_4712_assignsubmission_file                       posample@example.org Pat O'Sample                             id  -          1
      Testi Testinen_4799_assignsubmission_file                     ?                                                                 -          1
          not in the roster
      Zoë Esimerkki_4717_assignsubmission_file                      zesimerkki@example.org Zoë Esimerkki                          id  -          1
          stpe.py: did you mean step.py?
      Þóra Dæmisdóttir_4714_assignsubmission_file                   tdaemis@example.org Þóra Dæmisdóttir                          id  -          2
      نور مثال_4713_assignsubmission_file                           nmithal@example.org نور مثال                                  id  -          1
      例子 試験_4716_assignsubmission_file                              rshiken@example.org 例子 試験                                     id  -          1
          found step.ipynb.txt; rename it to step.ipynb

      8 of 9 submissions matched with moodle/worksheet.csv, 9 students.
      Missing (1):
          nejemplo@example.org Ñusta Ejemplo-Prueba
      Nobody knows whose (1):
          Testi Testinen_4799_assignsubmission_file
      "
    `)
  })

  it.each([
    ['flat', 'moodle/flat.zip', 'moodle/worksheet.csv'],
    ['with blind marking', 'moodle/blind.zip', 'moodle/worksheet.csv'],
    ['with the German worksheet', 'moodle/submissions.zip', 'moodle/worksheet-de.csv'],
    ['as a zip of zips', 'folder/zip-of-zips.zip', 'folder/roster.csv'],
    ['of nbgrader', 'nbgrader/course.tar', 'nbgrader/roster.csv', '--assignment', 'ps1'],
    ['of Canvas', 'canvas/submissions.zip', 'canvas/gradebook.csv'],
  ])('matches all but the stranger in a download %s', async (_, download, roster, ...more) => {
    const { code, stdout, stderr } = await intake([download, '--roster', roster, ...more])
    expect(stderr).not.toContain('match nobody')
    expect(stdout).toContain(`8 of 9 submissions matched with ${roster}, 9 students.`)
    expect(stdout).toContain('Missing (1):')
    expect(stdout).toContain('Nobody knows whose (1):')
    expect(code).toBe(1)
  })

  it('knows what is late and typed online in Canvas, and nobody in an anonymous one', async () => {
    const { stdout } = await intake(['canvas/submissions.zip', '--roster', 'canvas/gradebook.csv'])
    expect(rowsOf(stdout)).toMatchInlineSnapshot(`
      [
        "dæmisdóttirþóra_4714 | 4714 Þóra Dæmisdóttir | id | - | 2",
        "esimerkkizoë_4717 | 4717 Zoë Esimerkki | id | - | 1",
        "stpe.py: did you mean step.py?",
        "musterfrauexempelgrundsteinm … lianatheodorabartolomea_4715 | 4715 Maximiliana-Theodora Ba … Musterfrau-Exempelgrundstein | id | - | 1",
        "musterfrauexempelgrundsteinmaximilianatheodorabartolomea_4715_text.html came with it and is not read by a program",
        "müllerbeispielannelise_LATE_4711 | 4711 Anne-Lise Müller-Beispiel | id | late | 1",
        "osamplepat_4712 | 4712 Pat O'Sample | id | - | 1",
        "testinentesti_4799 | ? | - | 1",
        "not in the roster",
        "übungsmannjörg_4718 | 4718 Jörg Übungsmann | id | - | 1",
        "مثالنور_4713 | 4713 نور مثال | id | - | 1",
        "試験例子_4716 | 4716 例子 試験 | id | - | 1",
        "found step.ipynb.txt; rename it to step.ipynb",
      ]
    `)
    const anonymous = await intake(['canvas/anonymous.zip', '--roster', 'canvas/gradebook.csv'])
    expect([anonymous.code, anonymous.stderr]).toEqual([
      2,
      expect.stringContaining(
        '9 of 9 submissions match nobody in canvas/gradebook.csv: is it the class list of this course? Nothing was written',
      ),
    ])
  })

  it('knows groups, times and ids of Gradescope', async () => {
    const { stdout } = await intake(['gradescope/export.zip', '--roster', 'gradescope/roster.csv'])
    expect(rowsOf(stdout)).toMatchInlineSnapshot(`
      [
        "submission_4711 | 0011 Anne-Lise Müller-Beispiel, 0012 Pat O'Sample | id | 2026-11-06 07:13 UTC | 1",
        "submission_4713 | 0013 نور مثال | e-mail | 2026-11-06 07:13 UTC | 1",
        "submission_4714 | 0014 Þóra Dæmisdóttir | id | 2026-11-09 07:13 UTC | 2",
        "submission_4715 | 0015 Maximiliana-Theodora Ba … Musterfrau-Exempelgrundstein | id | 2026-11-06 07:13 UTC | 1",
        "submission_4716 | 0016 例子 試験 | id | 2026-11-06 07:13 UTC | 1",
        "found step.ipynb.txt; rename it to step.ipynb",
        "submission_4717 | 0017 Zoë Esimerkki | id | 2026-11-06 07:13 UTC | 1",
        "stpe.py: did you mean step.py?",
        "submission_4718 | 0018 Jörg Übungsmann | id | 2026-11-06 07:13 UTC | 1",
        "submission_4799 | ? | 2026-11-06 07:13 UTC | 1",
        "not in the roster",
      ]
    `)
    expect(stdout).toContain('7 of 8 submissions matched')
  })

  it('takes the commit at the deadline of clones', async () => {
    const folder = temporaryFolder()
    makeClones(join(folder, 'clones'))
    const roster = join(DOWNLOADS, 'github-classroom/roster.csv')
    const { code, stdout } = await intake(['clones', '--roster', roster, '--until', '2026-11-06 23:59 UTC'], folder)
    expect(stdout).toContain('clones: GitHub Classroom\n')
    const rows = rowsOf(stdout)
    expect(rows).toHaveLength(9)
    expect(rows[0]).toMatch(/^sheet-1-amueller \| 0011 Anne-Lise Müller-Beispiel \| id \| 2026-11-05 18:00 UTC \| 1$/)
    expect(rows).toContain('no commit at or before 2026-11-06T23:59:00.000Z; if the clone is shallow, fetch all of it')
    expect(code).toBe(0)
    const now = await intake(['clones', '--roster', roster], folder)
    expect(rowsOf(now.stdout)[0]).toContain('2026-11-07 18:00 UTC')
  })

  it('shows what a folder says where there is no class list', async () => {
    const folder = temporaryFolder({
      'class/ada/softmx.py': '',
      'class/bob/hw1/src/softmax.py': '',
      'class/bob/submission.yaml': 'student: Bob Lee\nemail: bob@example.org\n',
      'class/cyd/softmax.py.txt': '',
    })
    const { code, stdout } = await intake(['class'], folder)
    expect(code).toBe(0)
    expect(stdout).toBe(
      [
        'class: a folder of submissions',
        '',
        'submission  says  submitted  files',
        'ada         ada   -          1',
        '    softmx.py: did you mean softmax.py?',
        'bob         bob   -          2',
        'cyd         cyd   -          1',
        '    found softmax.py.txt; rename it to softmax.py',
        '',
        '3 submissions; --roster compares them with a class list.',
        '',
      ].join('\n'),
    )
  })

  it('reads a course in the encodings in which it is graded', async () => {
    const folder = temporaryFolder({ 'class/ada/softmax.py': '', 'class/bob/softmax.py': '', 'roster.csv': 'id,name\nada,Ada\nbob,Bo\n' })
    writeFileSync(join(folder, 'course.yaml'), Buffer.from('\ufefftitle: DL\nroster: roster.csv\n', 'utf16le'))
    const { code, stdout } = await intake(['class', '--course', 'course.yaml'], folder)
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 of 2 submissions matched with roster.csv, 2 students.')])
  })

  it('takes the course beside the download, as grading does, unless a class list is given', async () => {
    const folder = temporaryFolder({
      'class/ada/softmax.py': '',
      'class/bob/softmax.py': '',
      'roster.csv': 'id,name\nada,Ada\n',
      'other.csv': 'id,name\nada,Ada\nbob,Bo\n',
      'course.yaml': 'title: DL\nroster: roster.csv\n',
    })
    const beside = await intake(['class'], folder)
    expect([beside.code, beside.stdout]).toEqual([1, expect.stringContaining('1 of 2 submissions matched with roster.csv, 1 student.')])
    expect(beside.stderr).toBe('assay: compared by course.yaml; --roster compares with another class list\n')
    const given = await intake(['class', '--roster', 'other.csv'], folder)
    expect([given.code, given.stderr]).toEqual([0, ''])
  })

  it('keeps decisions, and finds them again', async () => {
    const folder = temporaryFolder({
      'class/folder 1/softmax.py': '',
      'class/u2/softmax.py': '',
      'roster.csv': 'id,name\nu1,Ada Lind\nu2,Bo Ek\n',
      'course.yaml': 'title: Test\nroster: roster.csv\n',
    })
    const words = ['class', '--course', 'course.yaml']
    expect((await intake(words, folder)).code).toBe(1)
    const dry = await intake([...words, '--assign', 'folder 1=u1'], folder)
    expect([dry.code, existsSync(join(folder, 'identities.yaml'))]).toEqual([0, false])
    expect(dry.stdout).toContain('Not kept; --write keeps 1 decision in identities.yaml.')
    const kept = await intake([...words, '--assign', 'folder 1=u1', '--write'], folder)
    expect(kept.stdout).toContain('1 decision kept in identities.yaml.')
    const again = await intake(words, folder)
    expect(again.code).toBe(0)
    expect(rowsOf(again.stdout)[0]).toBe('folder 1 | u1 Ada Lind | decision | - | 1')
  })

  it('writes who submitted what and when, never over another file', async () => {
    const folder = temporaryFolder()
    const words = [
      join(DOWNLOADS, 'gradescope/export.zip'),
      '--roster',
      join(DOWNLOADS, 'gradescope/roster.csv'),
      '--table',
      'submissions.csv',
    ]
    expect((await intake(words, folder)).stdout).toContain('Not written; --write writes submissions.csv.')
    expect((await intake([...words, '--write'], folder)).stdout).toContain('Wrote submissions.csv;')
    const lines = readFileSync(join(folder, 'submissions.csv'), 'utf8').split('\n')
    expect(lines.slice(0, 3)).toEqual([
      '"submission","student","submitted"',
      '"submission_4711","0011","2026-11-06T07:13:47.000Z"',
      '"submission_4711","0012","2026-11-06T07:13:47.000Z"',
    ])
    expect((await intake([...words, '--write'], folder)).stderr).toContain(
      'assay: --table submissions.csv: already exists; remove it, or choose another\n',
    )
  })

  it.each([
    ['no such submission', ['--assign', 'foldr 1=u1'], 'assay: --assign foldr 1=u1: no such submission; did you mean folder 1?\n'],
    ['no such student', ['--assign', 'folder 1=u3'], 'assay: --assign folder 1=u3: roster.csv has no student u3; did you mean u1?\n'],
    ['no decision', ['--assign', 'u1'], 'assay: --assign u1: expected <submission>=<student>, or =nobody\n'],
    ['a time without a zone', ['--until', '2026-11-06 23:59'], /^assay: --until 2026-11-06 23:59 has no time zone/],
    ['no class list there', ['--roster', 'none.csv'], 'assay: none.csv: cannot be read: no such file or folder\n'],
    [
      'a class list of twins',
      ['--roster', 'twins.csv'],
      'assay: twins.csv:3: the id u1 is also that of line 2; each student stands there once\n',
    ],
    ['no decisions file', ['--identities', 'twins.csv'], /^assay: twins\.csv:1:1: expected students: with lines/],
  ])('refuses %s in a sentence', async (_, words, says) => {
    const folder = temporaryFolder({
      'class/folder 1/softmax.py': '',
      'roster.csv': 'id,name\nu1,Ada Lind\n',
      'twins.csv': 'id,name\nu1,Ada Lind\nu1,Bo\n',
    })
    const { code, stderr } = await intake(['class', '--roster', 'roster.csv', ...words, '--write'], folder)
    expect(code).toBe(2)
    expect(stderr).toMatch(says)
    expect(existsSync(join(folder, 'identities.yaml'))).toBe(false)
  })
})
