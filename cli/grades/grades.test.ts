import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { importCanvas } from '#course/testing/importers/canvas'
import { importMoodleFeedback } from '#course/testing/importers/moodle'
import { importGithub, importNbgrader } from '#course/testing/importers/others'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { buildProgram } from '../program.ts'
import { run } from '../run.ts'
import { PLATFORMS } from './platforms.ts'

const DOWNLOADS = join(import.meta.dirname, '../../fixtures/downloads')

interface Part {
  readonly id: string
  readonly score?: number
  readonly pending?: number
  readonly status?: string
}

/** A folder with a run of these students, of 6 points. */
function runOf(students: readonly Part[], files: Readonly<Record<string, string>> = {}): string {
  const results = students.map(({ id, score = 0, pending = 0, status = 'partial' }) => {
    const check = {
      id: 'values',
      title: 'Values',
      visibility: 'visible',
      verdict: 'partial',
      fraction: 0,
      score,
      max: 6,
      findings: [],
      ms: 5,
    }
    return { id, kind: 'python', score, max: 6, pending, exercises: [{ id: 'u/e', status, score, max: 6, checks: [check] }] }
  })
  const pages = Object.fromEntries(students.map(({ id }) => [`results/students/${id}.html`, `<h1>${id}</h1>`]))
  return temporaryFolder({
    'results/results.json': JSON.stringify({ schema: 1, assay: '0.1.0', seed: 1, students: results }),
    ...pages,
    ...files,
  })
}

async function grades(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd })
  const code = await run(['grades', 'results', ...words], io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

const canvasFile = readFileSync(join(DOWNLOADS, 'canvas/gradebook.csv'), 'utf8')
const canvas = ['--to', 'canvas', '--file', 'gradebook.csv', '--column', '90210']

describe('assay grades', () => {
  it('refuses a file in which nobody of the run is', async () => {
    const cwd = runOf([{ id: 'somebody-else', score: 4.5 }], { 'gradebook.csv': canvasFile })
    const { code, stderr } = await grades(cwd, ...canvas, '--write')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^assay: gradebook\.csv: nobody of this run is in it; pass the file of this course, or .*--roster\n/),
    })
    expect(existsSync(join(cwd, 'gradebook.assay.csv'))).toBe(false)
  })

  it('shows what changes and writes nothing; with --write a file beside the given one, which stays', async () => {
    const students = [
      { id: 'osamplepat_4712', score: 4.5 },
      { id: 'مثالنور_4713', pending: 4, status: 'pending-manual' },
      { id: 'müllerbeispielannelise_LATE_4711', score: 6 },
    ]
    const cwd = runOf(students, { 'gradebook.csv': canvasFile })
    const dry = await grades(cwd, ...canvas)
    expect(dry.code).toBe(0)
    expect(dry.stdout).toBe(
      [
        '1 student of 9 changed:',
        "  O'Sample, Pat  - -> 4.50",
        '  unchanged (1): Müller-Beispiel, Anne-Lise',
        '  waits for manual grading (1): مثال, نور',
        '  not in the run (6): Dæmisdóttir, Þóra; Musterfrau-Exempelgrundstein, Maximiliana-Theodora Bartolomea; 試験, 例子; Esimerkki, Zoë; Übungsmann, Jörg; Ejemplo-Prueba, Ñusta',
        'Dry run: nothing was written. --write writes gradebook.assay.csv.',
        '',
      ].join('\n'),
    )
    expect(existsSync(join(cwd, 'gradebook.assay.csv'))).toBe(false)
    const { code, stdout } = await grades(cwd, ...canvas, '--write')
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'Wrote gradebook.assay.csv.'])
    expect(readFileSync(join(cwd, 'gradebook.csv'), 'utf8')).toBe(canvasFile)
    const { scores } = importCanvas(readFileSync(join(cwd, 'gradebook.assay.csv'), 'utf8'))
    expect(['4711', '4712', '4713', '4714'].map((id) => scores.get(id)?.get('90210'))).toEqual(['6', '4.5', undefined, undefined])
    mkdirSync(join(cwd, 'files'))
    copyFileSync(join(cwd, 'gradebook.csv'), join(cwd, 'files/gradebook.csv'))
    const below = ['--to', 'canvas', '--file', 'files/gradebook.csv', '--column', '90210', '--write']
    expect((await grades(cwd, ...below)).stdout).toContain('Wrote files/gradebook.assay.csv.')
    expect((await grades(cwd, ...below, '--out', 'filled.csv')).stdout).toContain('Wrote filled.csv.')
    expect((await grades(cwd, ...canvas, '--write')).stderr).toBe(
      'assay: gradebook.assay.csv: already exists; remove it, or choose another with --out\n',
    )
    expect((await grades(cwd, ...canvas, '--write', '--out', 'gradebook.csv')).stderr).toContain(
      'is the file that was given; it is never written over',
    )
  })

  it('finds students of folders by the class list and the decisions', async () => {
    const files = {
      'gradebook.csv': canvasFile,
      'roster.csv': readFileSync(join(DOWNLOADS, 'folder/roster.csv'), 'utf8'),
      'identities.yaml': 'students:\n  folder 7: "0012"\n  tester: nobody\n',
    }
    const cwd = runOf(
      [
        { id: 'folder 7', score: 3 },
        { id: 'Zoë Esimerkki', score: 2 },
        { id: 'tester', score: 1 },
      ],
      files,
    )
    const { stdout } = await grades(cwd, ...canvas, '--roster', 'roster.csv')
    expect(stdout).toContain("  O'Sample, Pat   - -> 3.00\n")
    expect(stdout).toContain('  Esimerkki, Zoë  - -> 2.00\n')
    expect(stdout).not.toContain('tester')
  })

  it('packs a feedback page under each folder of Moodle', async () => {
    const students = [
      { id: 'Anne-Lise Müller_4711_assignsubmission_file', score: 6 },
      { id: 'Pat_4712_assignsubmission_file_', score: 1 },
      { id: 'ada', score: 1 },
    ]
    const cwd = runOf(students, { 'results/students/Pat_4712_assignsubmission_file_.html': 'Pat' })
    const { stdout } = await grades(cwd, '--to', 'moodle-feedback', '--write')
    expect(stdout).toContain('ada is no folder of a download of Moodle; no feedback is written for it.')
    const zip = unzipSync(readFileSync(join(cwd, 'feedback.zip')))
    expect([...importMoodleFeedback(Object.keys(zip))]).toEqual([
      ['4711', 'feedback.html'],
      ['4712', 'feedback.html'],
    ])
    expect(Buffer.from(zip['Anne-Lise Müller_4711_assignsubmission_file/feedback.html'] ?? []).toString()).toContain('<h1>Anne-Lise')
  })

  it('writes a file for each student, and none where points wait', async () => {
    const cwd = runOf([
      { id: 'ada', score: 6 },
      { id: 'bob', pending: 6, status: 'judging-error' },
    ])
    for (const [platform, file] of [
      ['gradescope', 'results.json'],
      ['github-classroom', 'result.json'],
    ] as const) {
      const { stdout } = await grades(cwd, '--to', platform, '--out', platform, '--write')
      expect(stdout).toContain('could not be graded (1): bob')
      expect(existsSync(join(cwd, platform, 'ada', file))).toBe(true)
      expect(existsSync(join(cwd, platform, 'bob'))).toBe(false)
    }
  })

  it('gives a step of GitHub Classroom its output, and finds logins in the names of clones', async () => {
    const roster = readFileSync(join(DOWNLOADS, 'github-classroom/roster.csv'), 'utf8')
    const cwd = runOf(
      [
        { id: 'sheet-1-posample', score: 4.5 },
        { id: 'sheet-1-juebung', score: 6 },
      ],
      { 'roster.csv': roster, 'identities.yaml': 'students:\n  "id:posample": "0013"\n' },
    )
    await grades(cwd, '--to', 'github-classroom', '--write')
    const [, output = ''] = readFileSync(join(cwd, 'grades/sheet-1-posample/github_output.txt'), 'utf8').split('result=')
    expect(importGithub(output)).toEqual({ console: 4.5, stored: 4.5, failed: true })
    await grades(cwd, '--to', 'lti', '--roster', 'roster.csv', '--write')
    const scores = JSON.parse(readFileSync(join(cwd, 'scores.json'), 'utf8')) as { readonly userId: string }[]
    expect(scores.map(({ userId }) => userId)).toEqual(['0013', '0018'])
  })

  it('writes tables for nbgrader and LTI', async () => {
    const cwd = runOf([
      { id: 'ada', score: 6 },
      { id: '=cmd', pending: 6, status: 'pending-manual' },
    ])
    await grades(cwd, '--to', 'nbgrader', '--assignment', 'ps1', '--write')
    const rows = importNbgrader(readFileSync(join(cwd, 'grades.csv'), 'utf8'))
    expect([...rows.keys()]).toEqual(['ada', "'=cmd"])
    expect(rows.get("'=cmd")).toMatchObject({ score: '', assignment: 'ps1' })
    await grades(cwd, '--to', 'lti', '--write')
    expect(JSON.parse(readFileSync(join(cwd, 'scores.json'), 'utf8'))).toMatchObject([
      { userId: 'ada', scoreGiven: 6 },
      { userId: '=cmd', gradingProgress: 'PendingManual' },
    ])
  })

  it.each([
    [
      'a folder that is no run',
      ['--to', 'lti'],
      {},
      /^assay: results: not a report directory of assay grade: results\.json cannot be read/,
    ],
    ['results of another version', ['--to', 'lti'], { 'results/results.json': '{}' }, /is not a results\.json of this version/],
    ['no file', ['--to', 'canvas'], undefined, /^assay: --file is missing: give the file that the platform exported/],
    [
      'a file that is not there',
      ['--to', 'canvas', '--file', 'x.csv'],
      undefined,
      'assay: --file x.csv: cannot be read: no such file or folder\n',
    ],
    ['no folder of Moodle', ['--to', 'moodle-feedback'], undefined, /^assay: no student of the run comes from a download of Moodle/],
  ] as const)('refuses %s in a sentence, and writes nothing', async (_, words, files, says) => {
    const cwd = files === undefined ? runOf([{ id: 'ada', score: 1 }]) : temporaryFolder(files)
    if (!existsSync(join(cwd, 'results'))) mkdirSync(join(cwd, 'results'))
    const { code, stderr } = await grades(cwd, ...words, '--write')
    expect(code).toBe(2)
    expect(stderr).toMatch(says)
  })

  it('offers every platform on the command line', () => {
    const command = buildProgram(fakeIo(), () => undefined).commands.find((one) => one.name() === 'grades')
    expect(command?.options.find(({ long }) => long === '--to')?.argChoices).toEqual([...PLATFORMS])
  })

  it('says of a run that was stopped that it is not complete', async () => {
    const cwd = runOf([{ id: 'ada', score: 1 }])
    const path = join(cwd, 'results/results.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), banner: 'Stopped: 1 of 2 graded.' }))
    expect((await grades(cwd, '--to', 'lti')).stderr).toBe('assay: Stopped: 1 of 2 graded.\n')
  })
})
