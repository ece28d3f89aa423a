import type { Override } from '../model/adjustment.ts'
import { byCode } from '../model/by-code.ts'
import type { PublishedRecord } from '../model/publication.ts'
import type { RunResult, StudentResult } from '../model/result.ts'
import { parseExactJson } from './exact-json.ts'
import { digestOf, type JournalLine, type MarkLine, type OverrideLine, type RunHeader, type StudentLine } from './journal.ts'
import { type Mark, withMarks } from './marks.ts'

export interface JournalProblem {
  /** Counts from 1. */
  readonly line: number
  /** A whole sentence. */
  readonly says: string
}

export interface JournalContents {
  /** Missing when the first line cannot be read. */
  readonly header?: RunHeader
  readonly students: readonly StudentLine[]
  /** In the order in which they were given. */
  readonly marks: readonly Mark[]
  /** In the order in which they were given. */
  readonly overrides: readonly Override[]
  /** What was published, and corrected since, in this order. */
  readonly published: readonly PublishedRecord[]
  /** True when the run came to its end. */
  readonly ended: boolean
  /** Lines that were not used, and why. */
  readonly problems: readonly JournalProblem[]
}

/**
 * Reads whatever can be trusted. A last line without its newline (the machine stopped in the middle of a write) and lines that are not
 * ours are reported with their number and left out; where a line does not hold the digest of the one before it, one of the two was changed
 * or something between them is missing, and nothing from there on is used. Never throws.
 *
 * @param text - all of it, or split at its newlines.
 */
export function readJournal(text: string | readonly string[]): JournalContents {
  const lines = typeof text === 'string' ? text.split('\n') : [...text]
  const torn = lines.pop() ?? ''
  const problems: JournalProblem[] = []
  /** With the place of each line. */
  const students: { readonly origin: number; readonly line: StudentLine }[] = []
  const marks: { readonly origin: number; readonly line: Mark }[] = []
  const overrides: { readonly origin: number; readonly line: Override }[] = []
  const published: { readonly origin: number; readonly line: PublishedRecord }[] = []
  let header: RunHeader | undefined
  let ended = false
  const found = (before: number) => ({
    ...(header === undefined || before === 0 ? {} : { header }),
    students: students.filter(({ origin }) => origin < before).map(({ line }) => line),
    marks: marks.filter(({ origin }) => origin < before).map(({ line }) => line),
    overrides: overrides.filter(({ origin }) => origin < before).map(({ line }) => line),
    published: published.filter(({ origin }) => origin < before).map(({ line }) => line),
  })
  for (const [index, source] of lines.entries()) {
    const number = index + 1
    const line = parseLine(source)
    if (typeof line === 'string') {
      problems.push({ line: number, says: line })
      continue
    }
    const before = lines[index - 1]
    if (before !== undefined && line.previous !== digestOf(before)) {
      problems.push({ line: number, says: 'does not follow the line before it; neither of the two nor what comes after them was used' })
      return { ...found(index - 1), ended: false, problems }
    }
    switch (line.type) {
      case 'run':
        if (header === undefined) header = withoutDigest(line)
        else problems.push({ line: number, says: 'a second header; a journal holds one run' })
        break
      case 'student':
        students.push({ origin: index, line: withoutDigest(line) })
        break
      case 'end':
        ended = true
        break
      case 'mark': {
        const { type: _, ...mark } = withoutDigest(line)
        marks.push({ origin: index, line: mark })
        break
      }
      case 'override': {
        const { type: _, ...override } = withoutDigest(line)
        overrides.push({ origin: index, line: override })
        break
      }
      case 'published':
      case 'corrected': {
        const { previous: _, ...record } = line
        published.push({ origin: index, line: record })
        break
      }
    }
  }
  if (torn !== '') problems.push({ line: lines.length + 1, says: 'the last line is incomplete and was dropped' })
  return { ...found(lines.length), ended, problems }
}

type Chained = JournalLine & { readonly previous?: unknown }

function withoutDigest<T extends Chained>({ previous, ...line }: T): Omit<T, 'previous'> {
  return line
}

/** The line, or a sentence on why it is none. */
function parseLine(source: string): Chained | string {
  let value: unknown
  try {
    value = parseExactJson(source)
  } catch {
    return 'not JSON; the line was skipped'
  }
  if (!isObject(value)) return 'expected an object; the line was skipped'
  switch (value.type) {
    case 'run':
      if (value.schema !== 1) return `written by another version (schema ${JSON.stringify(value.schema)}, expected 1)`
      return isHeader(value) ? value : 'the header lacks a field; the line was skipped'
    case 'student':
      return isStudentLine(value) ? value : 'the result lacks a field; the line was skipped'
    case 'mark':
      return isMarkLine(value) ? value : 'the mark lacks a field; the line was skipped'
    case 'override':
      return isOverrideLine(value) ? value : 'the override lacks a field; the line was skipped'
    case 'published':
    case 'corrected':
      return isPublishedRecord(value) ? (value as unknown as Chained) : `what was ${value.type} lacks a field; the line was skipped`
    case 'retry':
    case 'interrupted':
    case 'end':
      return value as unknown as Chained
    default:
      return `unknown type ${JSON.stringify(value.type)}; the line was skipped`
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPublishedRecord({ type, at, by, digest, reason, grades, gone }: Record<string, unknown>): boolean {
  const own = type === 'published' ? typeof digest === 'string' : typeof reason === 'string' && Array.isArray(gone)
  const all = Array.isArray(grades) && grades.every((grade) => isObject(grade) && typeof grade.student === 'string')
  return typeof at === 'string' && (by === undefined || typeof by === 'string') && own && all
}

function isHeader(value: Record<string, unknown>): value is Record<string, unknown> & RunHeader {
  return (
    typeof value.assay === 'string' &&
    typeof value.seed === 'number' &&
    typeof value.startedAt === 'string' &&
    Array.isArray(value.exercises)
  )
}

function isStudentLine(value: Record<string, unknown>): value is Record<string, unknown> & StudentLine {
  const { seq, result } = value
  return (
    typeof seq === 'number' &&
    isObject(result) &&
    typeof result.id === 'string' &&
    [result.score, result.max, result.pending].every((points) => typeof points === 'number') &&
    Array.isArray(result.remarks) &&
    Array.isArray(result.exercises) &&
    result.exercises.every((exercise) => isObject(exercise) && Array.isArray(exercise.checks))
  )
}

function isMarkLine(value: Record<string, unknown>): value is Record<string, unknown> & MarkLine {
  const { student, exercise, points, by, at, hash, comment } = value
  const texts = [student, exercise, by, at, hash].every((text) => typeof text === 'string')
  return texts && Number.isInteger(points) && (comment === undefined || typeof comment === 'string')
}

function isOverrideLine(value: Record<string, unknown>): value is Record<string, unknown> & OverrideLine {
  const { student, exercise, points, by, reason, at, of } = value
  const texts = [student, by, reason, at].every((text) => typeof text === 'string' && text.trim() !== '')
  const fits = (exercise === undefined || typeof exercise === 'string') && (of === undefined || Number.isInteger(of))
  return texts && fits && (points === null || Number.isInteger(points))
}

/** The last result of every student as it was computed, without marks, sorted by id. */
export function computedResults(contents: JournalContents): readonly StudentResult[] {
  const latest = new Map<string, StudentResult>()
  for (const { result } of contents.students) latest.set(result.id, result)
  return sortById([...latest.values()])
}

/** Digests of the answers kept with the last result of every student, by id. */
export function keptAnswers(students: readonly Pick<StudentLine, 'result' | 'answers'>[]): ReadonlyMap<string, string> {
  const latest = new Map(students.map(({ result, answers }) => [result.id, answers]))
  return new Map([...latest].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && /^[0-9a-f]{64}$/.test(pair[1])))
}

/** When the run began that graded a submission, by its id, where its result was kept of an earlier one. */
export function gradedBefore(lines: readonly Pick<StudentLine, 'result' | 'gradedAt'>[]): ReadonlyMap<string, string> {
  const latest = new Map(lines.map(({ result, gradedAt }) => [result.id, gradedAt]))
  return new Map([...latest].filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** The run that a journal tells of: the last result of every student with the marks given for it. `undefined` without a header. */
export function foldJournal(contents: JournalContents): RunResult | undefined {
  if (contents.header === undefined) return undefined
  const { assay, seed, sandbox, engine } = contents.header
  const students = computedResults(contents).map((result) => withMarks(result, contents.marks))
  const made = { ...(sandbox === undefined ? {} : { sandbox }), ...(engine === undefined ? {} : { engine }) }
  return { schema: 1, assay, seed, ...made, students }
}

/** By code units, so that the order is the same on every machine. */
export function sortById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => byCode(a.id, b.id))
}
