import type { Runtime } from '#submissions'
import type { Language } from '#submissions/control/control-sources'
import type { KeptOut } from '#submissions/sandbox/kept-out'
import type { LimitsByExercise } from '../../model/session.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { SandboxChoice } from '../machine/sandbox-kinds.ts'
import type { Outline } from '../outline.ts'

/** What every submission of a run is graded with. */
export interface GraderSetup {
  /** Folder of the exercises; without it those that come with Assay. */
  readonly catalogue?: string
  /** The exercises to look at, by id or as a person may call them; empty for all. */
  readonly exercises: readonly string[]
  readonly seed: number
  /** The sandbox that submissions run in. */
  readonly sandbox: Exclude<SandboxChoice, 'auto'>
  /** Folders of the run that no submission may see. */
  readonly keptOut?: readonly KeptOut[]
  /** What submissions may run in: what is tried before anything counts. @defaultValue anything */
  readonly runtimes?: readonly Runtime[]
  /** Where a course changes those of the sheet. */
  readonly limits?: LimitsByExercise
  /** `visible` for a student's own check. @defaultValue all */
  readonly visibility?: 'all' | 'visible'
  /** Tells where a check threw also where hidden checks are left out. Always told of a graded run. */
  readonly diagnose?: boolean
  /** A folder that exists, for the frames exchanged with each submission. @defaultValue they are kept nowhere */
  readonly trace?: string
  /** Exercises are asked for one by one: each is loaded then, and not all at the start. */
  readonly apart?: boolean
}

/** What may be asked beside a result. */
export interface GraderWish {
  /** Ids of the exercises to look at, of those of the setup. @defaultValue all of them */
  readonly only?: readonly string[]
  /** The submission stays open for the next question about it. */
  readonly keep?: boolean
  /** What is told before the result. @defaultValue nothing */
  readonly tell?: 'exercises' | 'checks' | 'all'
  /** One check whose inputs are told: this one, from 1, or the one that cost the points. */
  readonly look?: { readonly exercise: string; readonly check: string; readonly case?: number }
  /** Exact JSON of what an earlier run found, see `Earlier`. */
  readonly earlier?: string
  readonly answers?: AnswerWish
}

/** What to do with answers of the submission. */
export interface AnswerWish {
  /** Where they are kept, by digest. */
  readonly folder: string
  /** Those of the run before. */
  readonly digest?: string
  /** Only they are asked: a check that asks for more ends it. */
  readonly only?: boolean
}

/** Of the sandbox and the languages of a run. */
export interface Proof {
  readonly holds: boolean
  /** Lines for a person: why it does not hold. */
  readonly says: string
}

export type ToGrader =
  | { readonly type: 'setup'; readonly setup: GraderSetup }
  /** `known`: exact JSON of a list of pairs of exercise id and check result; `turn`: for the log of its progress. */
  | { readonly type: 'grade'; readonly turn: number; readonly handIn: HandIn; readonly known: string; readonly wish: GraderWish }
  /** Tries to break out of the sandbox, and takes submissions of ours in these languages the whole way. */
  | { readonly type: 'prove'; readonly languages: readonly Language[] }
  /** Judges the reference by one check. */
  | { readonly type: 'control'; readonly exercise: string; readonly check: string }
  /** The result under way is no longer wanted. */
  | { readonly type: 'stop' }

export type FromGrader =
  | { readonly type: 'ready'; readonly exercises: readonly Outline[] }
  | ({ readonly type: 'proved' } & Proof)
  /** The setup cannot be used: a sentence for whoever typed it. */
  | { readonly type: 'refused'; readonly reason: string }
  /** Its event loop turns. `begun`: how many checks it has begun in its life. */
  | { readonly type: 'beat'; readonly begun: number }
  /** Exact JSON of what `Told` is. */
  | { readonly type: 'told'; readonly told: string }
  /** `result`: exact JSON of the student's result; `answers`: digest of the answers that were kept. */
  | { readonly type: 'result'; readonly result: string; readonly answers?: string }
  /** `accepted`: whether the check accepts the reference. */
  | { readonly type: 'control'; readonly accepted: boolean }
  /** A fault of ours that the grader survived. */
  | { readonly type: 'failed'; readonly reason: string }
