import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pointsText } from '#reports/text/points'
import { type Mark, manualPoints, readHash } from '../../engine/marks.ts'
import { closest } from '../../model/closest.ts'
import type { ExerciseResult, StudentResult } from '../../model/result.ts'
import { systemErrorText } from '../../model/system-error.ts'
import { type CsvRow, readCsv } from '../files/read-csv.ts'
import { isCalled, nearest } from '../select-exercises.ts'
import { UsageError } from '../usage-error.ts'
import { typedPoints } from './typed-points.ts'

export interface MarkOptions {
  readonly student?: string
  readonly exercise?: string
  readonly points?: string
  readonly by?: string
  readonly comment?: string
  readonly csv?: string
}

interface Context {
  /** The run's folder as messages name it. */
  readonly run: string
  readonly cwd: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The submission that counts for a student, by another name than its own. */
  called?(name: string): string | undefined
  /** Why a student of the run has nothing to mark; completes `--student ada: …`. */
  unmarkable?(name: string): string | undefined
  /** A course may change the points of an exercise: a mark says of how many it is. */
  readonly ofCourse?: boolean
}

/** One mark in words, as typed or as it stands in a table. */
interface Words {
  /** How a field is called in messages: `--points`, or `marks.csv, line 3: points`. */
  named(field: Field): string
  value(field: Field): string | undefined
  /** Of a table. */
  readonly line?: number
}

type Field = 'student' | 'exercise' | 'points' | 'by' | 'comment'
const FIELDS: readonly Field[] = ['student', 'exercise', 'points', 'by', 'comment']

/**
 * What a person asks to record, checked against the results as they were computed.
 *
 * @throws UsageError for the first that cannot be recorded.
 */
export async function givenMarks(options: MarkOptions, results: readonly StudentResult[], context: Context): Promise<readonly Mark[]> {
  const all = options.csv === undefined ? [fromOptions(options)] : await fromTable(options.csv, options, context)
  const marks = all.map((words) => markOf(words, results, context))
  refuseTwice(all, marks)
  return marks
}

/** Of two rows for one answer nobody knows which is meant. */
function refuseTwice(all: readonly Words[], marks: readonly Mark[]): void {
  const rows = new Map<string, Words>()
  for (const [i, { student, exercise }] of marks.entries()) {
    const words = all[i] as Words
    const answer = JSON.stringify([student, exercise])
    const first = rows.get(answer)
    if (first !== undefined)
      throw new UsageError(`${words.named('student')} ${student}: ${exercise} has points in line ${first.line} already; keep one of them`)
    rows.set(answer, words)
  }
}

function fromOptions(options: MarkOptions): Words {
  return { named: (field) => `--${field}`, value: (field) => options[field] }
}

async function fromTable(path: string, options: MarkOptions, { cwd }: Context): Promise<readonly Words[]> {
  const given = (['student', 'exercise', 'points', 'comment'] as const).find((field) => options[field] !== undefined)
  if (given !== undefined) throw new UsageError(`--csv ${path}: cannot be combined with --${given}`)
  const rows = await readTable(resolve(cwd, path), path)
  const [first] = rows
  if (first === undefined) throw new UsageError(`--csv ${path}: contains no marks below the header line`)
  return rows.map(({ line, values }) => ({
    line,
    named: (field) => `${path}, line ${line}: ${field}`,
    value: (field) => {
      const value = values.get(field)?.trim()
      if (field === 'by') return value === undefined || value === '' ? options.by : value
      return value
    },
  }))
}

async function readTable(path: string, shown: string): Promise<readonly CsvRow[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--csv ${shown}: cannot be read: ${systemErrorText(error)}`)
  })
  try {
    const rows = readCsv(text)
    const names = new Set(rows.flatMap(({ values }) => [...values.keys()]))
    const unknown = [...names].find((name) => !FIELDS.some((field) => field === name))
    if (unknown !== undefined) throw new Error(`unknown column "${unknown}"; expected one of: ${FIELDS.join(', ')}`)
    return rows
  } catch (error) {
    throw new UsageError(`--csv ${shown}: ${(error as Error).message}`)
  }
}

function markOf(words: Words, results: readonly StudentResult[], context: Context): Mark {
  const { run, at, ofCourse } = context
  const student = studentOf(words, results, context)
  const exercise = exerciseOf(words, student, run)
  const points = pointsOf(words, exercise, student.id)
  const by = required(words, 'by', 'give the name of the marker')
  const comment = words.value('comment')?.trim()
  const hash = readHash(exercise, student)
  const of = ofCourse === true ? { of: manualPoints(exercise) } : {}
  return { student: student.id, exercise: exercise.id, points, ...of, by, ...(comment ? { comment } : {}), at, hash }
}

function required(words: Words, field: Field, what: string): string {
  const value = words.value(field)?.trim()
  if (value === undefined || value === '') throw new UsageError(`${words.named(field)} is missing: ${what}`)
  return value
}

function studentOf(words: Words, results: readonly StudentResult[], { run, called, unmarkable }: Context): StudentResult {
  const named = required(words, 'student', 'give the student whose answer is marked')
  const wanted = called?.(named) ?? named
  // A spreadsheet may write an accented letter in two characters where the folder has one.
  const found =
    results.find(({ id }) => id === wanted) ?? onlyOne(results.filter(({ id }) => id.normalize('NFC') === wanted.normalize('NFC')))
  if (found !== undefined) return found
  const reason = unmarkable?.(named)
  if (reason !== undefined) throw new UsageError(`${words.named('student')} ${named}: ${reason}`)
  const near = closest(
    wanted,
    results.map(({ id }) => id),
  )
  throw new UsageError(
    `${words.named('student')} ${wanted}: no such student in ${run}${near === undefined ? '' : `; did you mean ${near}?`}`,
  )
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined
}

function exerciseOf(words: Words, student: StudentResult, run: string): ExerciseResult {
  const wanted = required(words, 'exercise', 'give the exercise that is marked')
  const found = student.exercises.filter((exercise) => isCalled(wanted, exercise))
  if (found.length === 1) return found[0] as ExerciseResult
  const near = nearest(
    wanted,
    student.exercises.map(({ id }) => id),
  )
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  throw new UsageError(`${words.named('exercise')} ${wanted}: no such exercise in ${run}${hint}`)
}

/** In hundredths. */
function pointsOf(words: Words, exercise: ExerciseResult, student: string): number {
  const wanted = required(words, 'points', 'give the points of the answer')
  const most = manualPoints(exercise)
  const name = `${exercise.sheet} (${exercise.id})`
  if (most === 0) throw new UsageError(`${words.named('points')} ${wanted}: ${student} has no points pending in ${name}`)
  const points = typedPoints(wanted, most)
  if (points !== undefined) return points
  throw new UsageError(
    `${words.named('points')} ${wanted}: ${name} has ${pointsText(most)} points for manual marking; expected a number from 0 to ${pointsText(most)} in steps of 0.01`,
  )
}
