import type { Args, Value } from './value.ts'

/** Where in the student's own files. `line` and `column` count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** Why a call brought no value. Data only; the words are in finding-text.ts. */
export type Fault =
  | { readonly kind: 'missing-entry'; readonly entry: string; readonly available: readonly string[] }
  | { readonly kind: 'not-implemented'; readonly entry: string }
  /** There is no such function; variables answer for it, and they hold the sheet's own numbers. */
  | { readonly kind: 'variables-only'; readonly entry: string }
  | { readonly kind: 'exception'; readonly name: string; readonly message: string; readonly place?: Place }
  | { readonly kind: 'load-error'; readonly name: string; readonly message: string; readonly place?: Place }
  | { readonly kind: 'syntax-error'; readonly message: string; readonly place?: Place }
  | { readonly kind: 'bad-value'; readonly expected: string; readonly got: string; readonly at: string }
  | { readonly kind: 'time-limit'; readonly stage: 'start-up' | 'call' | 'submission'; readonly limitMs: number; readonly entry?: string }
  | { readonly kind: 'memory-limit' }
  | { readonly kind: 'output-limit'; readonly stream: 'stdout' | 'stderr'; readonly limitBytes: number }
  /** `loading`: before any function could be called. */
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null; readonly loading?: true }
  | { readonly kind: 'never-settles'; readonly entry: string }
  | { readonly kind: 'protocol'; readonly reason: string }
  | { readonly kind: 'not-called'; readonly reason: string }
  /** Ours or the machine's: becomes a judging-error, never points lost. */
  | { readonly kind: 'infrastructure'; readonly reason: string }

export interface Usage {
  /** Wall time on the trusted side, milliseconds. */
  readonly ms: number
}

/** Never throws for what a student did. */
export type Answer =
  | {
      readonly ok: true
      readonly value: Value
      readonly usage: Usage /** Positions of arguments that the function changed in place. */
      readonly mutated?: readonly number[]
    }
  | { readonly ok: false; readonly fault: Fault; readonly usage: Usage }

/** Name under which a session is asked for a variable of a script; its one argument is the name of the variable. No function can be called so. */
export const VARIABLE = '(variable)'

/** Starters throw "not implemented": no more an answer than no function at all. */
export function hasNone(answer: Answer): boolean {
  return !answer.ok && (answer.fault.kind === 'missing-entry' || answer.fault.kind === 'not-implemented')
}

/** Something that answers calls: a sandboxed submission, the reference in-process, or a recording. A check cannot tell which. */
export interface Session {
  call(entry: string, args: Args): Promise<Answer>
  /** One answer per argument list, in order. Far cheaper than as many calls. */
  callMany(entry: string, argsList: readonly Args[]): Promise<readonly Answer[]>
  /**
   * The fault with which a call of this function would end because there is none, without the call and its arguments; nothing for any other
   * reason not to answer. Not there where it is not known beforehand.
   */
  missing?(entry: string): Promise<Fault | undefined>
  /**
   * Lets a new process answer from now on, which knows nothing of the calls before. Not there where calls have no process of their own, such
   * as those of the reference.
   *
   * @param entry - the function that is asked then: a process that does not answer for it is left as it is. Without it all are new.
   */
  afresh?(entry?: string): Promise<void>
  close(): Promise<void>
}

/** What a submission printed, cut in the middle when long. */
export interface CapturedOutput {
  readonly stdout: string
  readonly stderr: string
}

export interface Limits {
  readonly startUpMs: number
  readonly callMs: number
  readonly submissionMs: number
  readonly memoryMiB: number
  readonly outputBytes: number
  readonly maxCalls: number
}

/** By id of an exercise; the others are those of the sheet. */
export type LimitsByExercise = Readonly<Record<string, Partial<Limits>>>

export const DEFAULT_LIMITS: Limits = {
  startUpMs: 10_000,
  callMs: 10_000,
  submissionMs: 60_000,
  memoryMiB: 512,
  outputBytes: 256 * 1024 * 1024,
  maxCalls: 10_000,
}
