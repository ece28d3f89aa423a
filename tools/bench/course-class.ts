import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './command-line.ts'

const EXAMPLE = join(ROOT, 'examples/course')
/** What no sheet needs to be graded by. */
const NOT_CODE = /\.test\.ts$|\/reference\/(?:train|testing)$/

export interface CourseClass {
  /** What is graded. */
  readonly submissions: string
  /** Its copy of the sheet: one that comes with an installation does not change. */
  readonly sheet: string
  readonly students: number
}

/**
 * The sample course several times over, with its own class list, dates and sheet: 24 students each time, several of them with two
 * submissions. No two submissions are equal.
 */
export function courseClass(folder: string, times: number): CourseClass {
  const submissions = join(folder, 'submissions')
  const sheet = join(folder, 'sheet')
  cpSync(join(ROOT, 'reference'), sheet, { recursive: true, filter: (path) => !NOT_CODE.test(path) })
  mkdirSync(submissions, { recursive: true })
  for (const name of readdirSync(join(EXAMPLE, 'submissions'))) {
    for (let i = 0; i < times; i++) addCopy(join(EXAMPLE, 'submissions', name), join(submissions, named(name, i)), i)
  }
  const roster = repeated('roster.csv', times, ([id = '', name = '', email = '', ...rest], i) => [
    named(id, i),
    named(name, i),
    named(email, i),
    ...rest,
  ])
  writeFileSync(join(folder, 'roster.csv'), roster)
  const table = repeated('submissions.csv', times, ([submission = '', student = '', ...rest], i) => [
    named(submission, i),
    named(student, i),
    ...rest,
  ])
  writeFileSync(join(folder, 'submissions.csv'), table)
  writeFileSync(join(folder, 'course.yaml'), `${readFileSync(join(EXAMPLE, 'course.yaml'), 'utf8')}sheet: ./sheet\n`)
  return { submissions, sheet, students: roster.trim().split('\n').length - 1 }
}

/** A submission that equals no other of the class. */
export function addCopy(from: string, to: string, number: number): void {
  cpSync(from, to, { recursive: true })
  appendFileSync(join(to, 'answers.md'), `\n<!-- ${number} -->\n`)
}

function named(name: string, i: number): string {
  return i === 0 ? name : name.replace(/^([^@]*)/, `$1-${i + 1}`)
}

function repeated(file: string, times: number, row: (cells: readonly string[], i: number) => readonly string[]): string {
  const [header = '', ...lines] = readFileSync(join(EXAMPLE, file), 'utf8').trim().split('\n')
  const rows = Array.from({ length: times }, (_, i) => lines.map((line) => row(line.split(','), i).join(',')))
  return `${[header, ...rows.flat()].join('\n')}\n`
}
