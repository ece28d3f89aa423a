import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { NO_COURSE } from '#course/model/course'
import { policiesOf } from '#course/sheet/policies'
import { scaled, sheetOf } from '#course/sheet/scale'
import { hostileStudents } from '../sample/hostile.ts'
import { HOSTILE } from '../sample/hostile-text.ts'
import { sampleClass } from '../sample/sample-class.ts'
import { sampleDiff } from '../sample/sample-diff.ts'
import { htmlFaults } from '../testing/html-guard.ts'
import { consoleFaults, jsonFaults } from '../testing/text-guards.ts'
import { grouped } from './change-text.ts'
import type { RunDiff } from './changes.ts'
import { compareRuns } from './compare-runs.ts'
import { diffConsole } from './diff-console.ts'
import { diffJson } from './diff-json.ts'
import { diffPage } from './diff-page.ts'
import { explain } from './explain-changes.ts'

const PLAIN = { colour: false, width: 100 }

/** Every hostile text in every place where a submission, a person or a course can put one: what vanishes, appears, is set and is written beside. */
function hostileDiff(): RunDiff {
  const before = hostileStudents()
  const after = before.map((student, i) => {
    const text = HOSTILE[i] as string
    const exercises = student.exercises.map((exercise) => ({
      ...exercise,
      score: exercise.score + 100,
      checks: exercise.checks.map((check) => ({ ...check, findings: check.findings.slice(1) })),
      adjustments: [{ kind: 'override', points: 100, who: text, when: '2026-12-02T09:00:00.000Z', why: text } as const],
    }))
    return { ...student, exercises, score: student.score + 200, person: { name: text } }
  })
  const gone = { ...before[0], id: HOSTILE.join(' ') } as (typeof before)[number]
  const run = { name: HOSTILE.join(' '), assay: '0.1.0', seed: 1, students: 1, course: HOSTILE.join(' ') }
  return { before: run, after: run, differences: HOSTILE, changes: compareRuns([...before, gone], after) }
}

describe('the reports of a comparison', () => {
  it('name every student of either run', () => {
    const diff = sampleDiff()
    const page = diffPage(diff)
    const { unchanged, ...others } = grouped(diff.changes)
    for (const { id } of Object.values(others).flat()) expect(diffConsole(diff, PLAIN)).toContain(id)
    for (const { id } of diff.changes.students) expect(page).toContain(id)
    expect(diffConsole(diff, PLAIN)).toContain(`${unchanged.length} students unchanged`)
    expect(Object.values(others).every((students) => students.length > 0)).toBe(true)
  })

  it('say of whom points move by which check, the largest change first', () => {
    const text = diffConsole(sampleDiff(), PLAIN)
    expect(text).toContain('These differ: the seed (7041, now 99).')
    expect(text).toMatch(
      /ben +5\.15 → 7\.15 +\+2\n {6}2b shift \+2: wrong answer → correct; no longer property violated\n {6}the submission changed\n/,
    )
    expect(text).toMatch(/chiara +[\d.]+ → [\d.]+ +−1\n {6}late submission −1: course\.yaml: One day late\.\n {6}same submission\n/)
    expect(text).toMatch(/late, dropped, bonus +0\.00 → −1\.00 +−1/)
    expect(text).toContain('gudrun: 2b shift')
    expect(text).toContain('hoa: 9.5 of 21 → not graded yet')
  })

  it('say once from what to what the maximum went, and leave out checks that are only worth something else', () => {
    const { changes, ...diff } = sampleDiff()
    const students = changes.students.map((one) => {
      if (one.after.state !== 'graded') return one
      const { grade } = one.after
      const worth = one.changes.flatMap((change) =>
        change.kind === 'check'
          ? [{ ...change, check: 'essay', change: 0, reasons: [{ code: 'worth', before: 600, after: 400 } as const] }]
          : [],
      )
      return { ...one, after: { ...one.after, grade: { ...grade, max: 1800 } }, changes: [...one.changes, ...worth] }
    })
    const other = { ...diff, changes: { ...changes, students } }
    const text = diffConsole(other, PLAIN)
    expect(text.match(/The maximum of the total went from 21 to 18 points\./g)).toHaveLength(1)
    expect(diffPage(other)).toContain('The maximum of the total went from 21 to 18 points.')
    for (const rendered of [text, diffPage(other)]) expect(rendered).not.toContain('worth 6 → 4 points')
    expect(diffConsole(sampleDiff(), PLAIN)).not.toContain('The maximum')
  })

  it('tell once what several students share, and give each the rest', () => {
    const before = sampleClass()
    const { exercises } = policiesOf({ ...NO_COURSE, exercises: [{ exercise: '2b', points: 400 }] }, sheetOf(before))
    const after = before.map((student) => scaled(student, exercises))
    const run = { name: 'run', assay: '0.1.0', seed: 1, students: before.length }
    const other = { before: run, after: run, differences: [], changes: compareRuns(before, after) }
    const text = diffConsole(other, PLAIN)
    expect(text).toContain('Causes that students share\n  2b worth 8 → 4 points: 5 students, −15.12 together\n')
    expect(text).toMatch(/\n {2}anna-lind +21\.00 → 17\.00 {2}−4\n {6}shared: 2b −4\n {6}same submission\n/)
    expect(text).toContain('Same points, another maximum (2): dilek; farid')
    expect(text).toMatch(/2b Softmax and log-likelihood .* 0 up, 5 down; worth 8 → 4 points\n/)
    expect(text).not.toContain('2b shift')
    const page = diffPage(other)
    expect(page).toMatch(/<th scope="row">2b<\/th><td>worth 8 → 4 points<\/td><td class="number">5<\/td>/)
    expect(page.match(/<a href="#shared">Shared causes<\/a>: 2b −/g)).toHaveLength(5)
    for (const student of other.changes.students) {
      const rows = explain(other.changes).rowsOf(student)
      expect(rows.reduce((sum, { change }) => sum + change, 0)).toBe(student.change)
    }
  })

  it('are JSON of the schema that the package exports', () => {
    const schema = JSON.parse(readFileSync(new URL('./diff.schema.json', import.meta.url), 'utf8'))
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
    for (const diff of [sampleDiff(), hostileDiff()]) {
      const document = JSON.parse(diffJson(diff))
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
      expect(validate({ ...document, students: [{ ...document.students[0], change: 'much' }] })).toBe(false)
    }
  })

  it.each([72, 100])('act on no terminal of %i columns', (width) => {
    for (const colour of [true, false]) expect(consoleFaults(colour)(diffConsole(hostileDiff(), { colour, width }))).toEqual([])
  })

  it('act on no browser and no reader of JSON', () => {
    expect(htmlFaults(diffPage(hostileDiff()))).toEqual([])
    expect(jsonFaults(diffJson(hostileDiff()))).toEqual([])
  })
})
