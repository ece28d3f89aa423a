import { createHash } from 'node:crypto'
import type { Override } from '../model/adjustment.ts'
import type { Correction, Publication, PublishedRecord } from '../model/publication.ts'
import type { StudentResult } from '../model/result.ts'
import type { LimitsByExercise } from '../model/session.ts'
import { exactJson } from './exact-json.ts'
import type { Mark } from './marks.ts'

/** What a result depends on besides the submission: a result of an earlier run is kept only where all of it is equal. */
export interface RunIdentity {
  /** Version of Assay. */
  readonly assay: string
  readonly seed: number
  /** Name of the sheet; absent in journals of earlier versions. */
  readonly sheet?: string
  readonly exercises: readonly string[]
  /** Digest of the exercise definitions with their references. */
  readonly assignment?: string
  /** Digest of the code that runs and judges. */
  readonly harness?: string
  /** What submissions might take, by exercise, where a course says it; absent where all limits are those of the sheet. */
  readonly limits?: LimitsByExercise
  /** Name of the sandbox that submissions ran in. */
  readonly sandbox?: string
  /** What computed with tensors in hand-ins and model files; absent for a run without networks. */
  readonly engine?: string
  /** Digest of the course, its roster and its records; absent where no course.yaml is in force. */
  readonly course?: string
}

/** By exercise and check: of all that a result depends on besides the submission and the identity of the run. */
export type CheckKeys = Readonly<Record<string, Readonly<Record<string, string>>>>

/** First line of a journal: what was graded with what. */
export interface RunHeader extends RunIdentity {
  readonly type: 'run'
  readonly schema: 1
  /** Ids of all submissions that the run is to grade. */
  readonly students?: readonly string[]
  /** The course, its roster and its records, as JSON: grades depend on them, computed results do not. */
  readonly courseContent?: unknown
  /** Where the class and the sheet lay, seen from the folder of the journal; no sheet for the one that comes with Assay. */
  readonly from?: { readonly class: string; readonly sheet?: string }
  /** Where a check has the same key in a later run, its results are the same; absent in journals of earlier versions. */
  readonly checks?: CheckKeys
  /** Digests of what submissions ran in, with its packages. */
  readonly runtimes?: { readonly node: string; readonly python?: string }
  /** ISO 8601, UTC. */
  readonly startedAt: string
}

/** A machine that grades for others, and which of its processes. */
export interface GradedOn {
  readonly worker: string
  readonly host: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
}

export interface StudentLine {
  readonly type: 'student'
  /** Counts from 1 in the order in which grading finished. */
  readonly seq: number
  readonly result: StudentResult
  /** Digest of the answers that were kept beside the journal. */
  readonly answers?: string
  /** Where it was graded, if that was another machine. */
  readonly machine?: GradedOn
  /** When the run began that graded it: ISO 8601, UTC; absent where that is the run of the journal. */
  readonly gradedAt?: string
}

/** A result that does not count: it is looked at again, alone, at the end of the run. */
export interface RetryLine {
  readonly type: 'retry'
  readonly id: string
  /** A whole sentence. */
  readonly because: string
}

/** Stopped by a person. */
export interface InterruptedLine {
  readonly type: 'interrupted'
}

/** Later ones for the same student and exercise replace earlier ones; all stay in the journal. */
export interface MarkLine extends Mark {
  readonly type: 'mark'
}

/** Later ones for the same student and exercise replace earlier ones; all stay in the journal. */
export interface OverrideLine extends Override {
  readonly type: 'override'
}

export interface EndLine {
  readonly type: 'end'
}

export type JournalLine =
  | RunHeader
  | StudentLine
  | RetryLine
  | InterruptedLine
  | MarkLine
  | OverrideLine
  | Publication
  | Correction
  | EndLine

/** Must bring the text to the disk before it resolves: a result counts as kept from then on. If it rejects, nothing of the text may stay. */
export type Append = (text: string) => Promise<void>

export interface Journal {
  student(result: StudentResult, answers?: string, machine?: GradedOn): Promise<void>
  /** Results of an earlier run that count in this one, all at once or none. */
  kept(results: readonly Omit<StudentLine, 'type' | 'seq'>[]): Promise<void>
  /** Says that a result is not counted and why. */
  retry(id: string, because: string): Promise<void>
  interrupted(): Promise<void>
  mark(mark: Mark): Promise<void>
  override(override: Override): Promise<void>
  /** What was published of earlier runs in the folder, and corrected since. */
  published(record: PublishedRecord): Promise<void>
  /** Says that every submission of the run was dealt with. */
  end(): Promise<void>
}

/**
 * Writes the header and hands back the means to add to it. Lines are appended one at a time, whatever the concurrency of the callers;
 * each holds the digest of the line before it, so that a line that is changed or gone later is seen.
 * Rejects with the error of `append`; the lines before it are kept.
 */
export async function startJournal(append: Append, header: Omit<RunHeader, 'type' | 'schema'>): Promise<Journal> {
  const add = adding(append)
  let seq = 0
  await add({ type: 'run', schema: 1, ...header })
  return {
    student: (result, answers, machine) => {
      const beside = { ...(answers === undefined ? {} : { answers }), ...(machine === undefined ? {} : { machine }) }
      return add({ type: 'student', seq: ++seq, result, ...beside })
    },
    kept: (results) => add(...results.map((one): StudentLine => ({ type: 'student', seq: ++seq, ...one }))),
    retry: (id, because) => add({ type: 'retry', id, because }),
    interrupted: () => add({ type: 'interrupted' }),
    mark: (mark) => add({ type: 'mark', ...mark }),
    override: (override) => add({ type: 'override', ...override }),
    published: add,
    end: () => add({ type: 'end' }),
  }
}

/** What persons add to a journal after its run. */
export type PersonLine = MarkLine | OverrideLine | PublishedRecord

/**
 * The lines that add to a journal that is there, as one text.
 * @param last - the last line that is there.
 */
export function personLines(last: string, added: readonly PersonLine[]): string {
  let digest = digestOf(last)
  let lines = ''
  for (const one of added) {
    const line = formatLine(one, digest)
    lines += line
    digest = digestOf(line)
  }
  return lines
}

function adding(append: Append): (...lines: readonly JournalLine[]) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  let digest: string | undefined
  return (...lines) => {
    const written = last.then(async () => {
      let text = ''
      let next = digest
      for (const one of lines) {
        const line = formatLine(one, next)
        text += line
        next = digestOf(line)
      }
      if (text !== '') await append(text)
      digest = next
    })
    last = written.catch(() => undefined)
    return written
  }
}

/**
 * One line with its newline.
 * @param previous - digest of the line before it; none for the first.
 */
export function formatLine(line: JournalLine, previous?: string): string {
  return `${exactJson({ ...line, previous })}\n`
}

/** sha256 of a line, with or without its newline, in hexadecimal digits. */
export function digestOf(line: string): string {
  return createHash('sha256')
    .update(line.endsWith('\n') ? line.slice(0, -1) : line)
    .digest('hex')
}
