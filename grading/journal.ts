import type { RunResult, StudentResult } from './model/result.ts'

/** First line of a journal: what was graded with what. */
export interface RunHeader {
  readonly type: 'run'
  readonly schema: 1
  readonly assay: string
  readonly seed: number
  readonly exercises: readonly string[]
  /** ISO 8601, UTC. */
  readonly startedAt: string
}

export interface StudentLine {
  readonly type: 'student'
  /** Counts from 1 in the order in which grading finished. */
  readonly seq: number
  readonly result: StudentResult
}

export interface EndLine {
  readonly type: 'end'
}

export type JournalLine = RunHeader | StudentLine | EndLine

/** Must bring the text to the disk before it resolves: a result counts as kept from then on. */
export type Append = (text: string) => Promise<void>

export interface Journal {
  student(result: StudentResult): Promise<void>
  /** Says that every submission of the run was dealt with. */
  end(): Promise<void>
}

/**
 * Writes the header and hands back the means to add to it. Lines are appended one at a time, whatever the concurrency of the callers.
 * Rejects with the error of `append`; the lines before it are kept.
 */
export async function startJournal(append: Append, header: Omit<RunHeader, 'type' | 'schema'>): Promise<Journal> {
  let last: Promise<void> = Promise.resolve()
  let seq = 0
  const add = (line: JournalLine): Promise<void> => {
    const written = last.then(() => append(formatLine(line)))
    last = written.catch(() => undefined)
    return written
  }
  await add({ type: 'run', schema: 1, ...header })
  return {
    student: (result) => add({ type: 'student', seq: ++seq, result }),
    end: () => add({ type: 'end' }),
  }
}

/** One line with its newline. Numbers that JSON does not know are written as `{"$number":"NaN"}`. */
export function formatLine(line: JournalLine): string {
  return `${JSON.stringify(line, (_key, value: unknown) => (isBareNumber(value) ? { $number: nameOf(value) } : value))}\n`
}

/** Numbers that `JSON.stringify` would write as something else. */
function isBareNumber(value: unknown): value is number {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

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
  /** True when the run came to its end. */
  readonly ended: boolean
  /** Lines that were skipped, and why. */
  readonly problems: readonly JournalProblem[]
}

/**
 * Reads whatever can be read. A last line without its newline (the machine stopped in the middle of a write) and lines that are not
 * ours are reported with their number and left out. Never throws.
 */
export function readJournal(text: string): JournalContents {
  const lines = text.split('\n')
  const torn = lines.pop() ?? ''
  const problems: JournalProblem[] = []
  const students: StudentLine[] = []
  let header: RunHeader | undefined
  let ended = false
  lines.forEach((source, index) => {
    const line = parseLine(source)
    if (typeof line === 'string') problems.push({ line: index + 1, says: line })
    else if (line.type === 'run' && header === undefined) header = line
    else if (line.type === 'run') problems.push({ line: index + 1, says: 'a second header; a journal holds one run' })
    else if (line.type === 'student') students.push(line)
    else ended = true
  })
  if (torn !== '') problems.push({ line: lines.length + 1, says: 'the last line is incomplete and was dropped' })
  return { ...(header === undefined ? {} : { header }), students, ended, problems }
}

/** The line, or a sentence on why it is none. */
function parseLine(source: string): JournalLine | string {
  let value: unknown
  try {
    value = JSON.parse(source, (_key, part: unknown) => numberOf(part))
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
    case 'end':
      return { type: 'end' }
    default:
      return `unknown type ${JSON.stringify(value.type)}; the line was skipped`
  }
}

function numberOf(part: unknown): unknown {
  if (!isObject(part) || typeof part.$number !== 'string') return part
  return Number(part.$number)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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

/** The run that a journal tells of: the last result of every student, sorted by id. `undefined` without a header. */
export function foldJournal(contents: JournalContents): RunResult | undefined {
  if (contents.header === undefined) return undefined
  const latest = new Map<string, StudentResult>()
  for (const { result } of contents.students) latest.set(result.id, result)
  const { assay, seed } = contents.header
  return { schema: 1, assay, seed, students: sortById([...latest.values()]) }
}

/** By code units, so that the order is the same on every machine. */
export function sortById<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
