import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '#grading/engine/read-journal'
import { fakeIo } from '#tools/testing/fake-io'
import { CLASS, grade, scoresIn } from '#tools/testing/grade-small'
import { RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { run } from '../run.ts'

async function graded(more: Readonly<Record<string, string>> = {}) {
  const { cwd, out } = await grade({ ...CLASS, ...more }, ['--seed', '7'])
  const assay = async (...words: readonly string[]) => {
    const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
    return { code: await run(words, io), stdout: io.stdout(), stderr: io.stderr() }
  }
  const journal = (): string => readFileSync(join(out, 'journal.jsonl'), 'utf8')
  const results = () => JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
  const page = (name: string): string => {
    const [file] = readdirSync(join(out, 'students')).filter((one) => one.startsWith(name))
    return readFileSync(join(out, 'students', file as string), 'utf8')
  }
  return { cwd, out, assay, journal, results, page }
}
const set = (points: string, reason: string) =>
  ['override', 'assay-out', '--student', 'bob', '--exercise', 'half', '--points', points, '--by', 'R. Lind', '--reason', reason] as const

describe('assay publish', () => {
  it('shows what students would know, and records it only when it is told to', async () => {
    const { assay, journal, results, page } = await graded({ 'course.yaml': 'title: DL\nvisibility: after-published\n' })
    const before = journal()
    expect(new Set(visibilities(results()))).toEqual(new Set(['hidden']))
    const dry = await assay('publish', 'assay-out')
    expect(dry.code).toBe(0)
    expect(dry.stdout).toMatch(
      /^assay-out: the grades of 4 students\nDigest of what students see: sha256 [0-9a-f]{64}\n\d checks of the sheet become visible/,
    )
    expect(dry.stdout).toMatch(/Nothing was published before\.\nDry run: nothing was recorded\./)
    expect(journal()).toBe(before)

    const done = await assay('publish', 'assay-out', '--by', 'R. Lind', '--write')
    expect(done.code).toBe(0)
    expect(digestIn(done.stdout)).toBe(digestIn(dry.stdout))
    expect(readJournal(journal())).toMatchObject({
      problems: [],
      published: [{ type: 'published', by: 'R. Lind', digest: digestIn(dry.stdout) }],
    })
    expect(new Set(visibilities(results()))).toEqual(new Set(['visible']))
    expect(results().published).toMatchObject({ by: 'R. Lind' })
    expect(page('bob')).toMatch(/<dt>Published<\/dt><dd>\d+ \w+ \d{4} at/)
    expect((await assay('grades', 'assay-out', '--to', 'lti')).stderr).toMatch(/^assay: published on \d/m)

    const again = await assay('publish', 'assay-out', '--write')
    expect(again.stdout).not.toContain('visible to students')
    expect(again.stdout).toMatch(/0 grades that students know would change\.\nThis is what students see already: nothing is recorded\.\n$/)
    expect(readJournal(journal()).published).toHaveLength(1)
  })

  it('makes every later change tell its reason, to its student and to the next publication', async () => {
    const { assay, journal, results, page, cwd } = await graded()
    expect((await assay('publish', 'assay-out', '--write')).code).toBe(0)
    expect((await assay(...set('1', 'Oral <exam>.'))).code).toBe(0)
    expect(results().students[1].changes).toMatchObject([{ who: 'R. Lind', why: 'Oral <exam>.', before: 2, after: 3 }])
    expect(page('bob')).toMatch(/Changed after the grades were published[\s\S]*Oral &lt;exam&gt;\.<\/td><td class="number">2 → 3</)
    expect(page('ada')).not.toContain('Changed after')

    const before = journal()
    const refused = await assay('grade', 'class', '--sandbox', 'process', '--seed', '7')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/^assay: --out assay-out: its grades were published on .*; give --reason, .*assay diff\n$/m)
    expect(journal()).toBe(before)

    writeFileSync(join(cwd, 'class/cyd/submission.ts'), RIGHT_TS)
    expect((await assay('grade', 'class', '--sandbox', 'process', '--seed', '7', '--reason', 'A file was damaged.')).code).toBe(0)
    const { published } = readJournal(journal())
    expect(published.map((one) => [one.type, one.grades.map(({ student, score }) => [student, score])])).toEqual([
      [
        'published',
        [
          ['ada', 400],
          ['bob', 200],
          ['cyd', 0],
          ['dee', 0],
        ],
      ],
      ['corrected', [['bob', 300]]],
      ['corrected', [['cyd', 400]]],
    ])
    expect(page('cyd')).toContain('A file was damaged.')
    const index = readFileSync(join(cwd, 'assay-out', 'index.html'), 'utf8')
    expect(index).toContain('1 of 4 students in both runs: other points (1 more, 0 fewer)')
    expect(index).toContain('corrected: A file was damaged.')
    expect(index).toMatch(/<a href="students\/cyd\.html">cyd<\/a>/)
    expect((await assay('publish', 'assay-out')).stdout).toMatch(
      /0 grades that students know would change\.\nCorrected on .*: 1 grade\. Oral <exam>\.\n/,
    )
  })

  it('refuses a run that was stopped, and what is no run', async () => {
    const { assay, journal, out } = await graded()
    writeFileSync(join(out, 'journal.jsonl'), `${journal().split('\n').slice(0, 3).join('\n')}\n`)
    expect(await assay('publish', 'assay-out', '--write')).toMatchObject({
      code: 2,
      stderr:
        'assay: assay-out: the run was stopped and 2 submissions are not graded; continue with assay grade --resume before it is published\n',
    })
    expect((await assay('publish', 'class', '--write')).stderr).toMatch(/^assay: class: not a report directory of assay grade/)
    expect(scoresIn(out)).toHaveLength(4)
  })
})

function visibilities(results: { students: { exercises: { checks: { visibility: string }[] }[] }[] }): readonly string[] {
  return results.students.flatMap(({ exercises }) => exercises.flatMap(({ checks }) => checks.map(({ visibility }) => visibility)))
}

function digestIn(text: string): string {
  return /sha256 ([0-9a-f]{64})/.exec(text)?.[1] ?? ''
}
