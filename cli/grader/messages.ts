import type { HandIn } from '../hand-ins.ts'

/** What every submission of a run is graded with. */
export interface GraderSetup {
  /** Folder of the exercises; without it those that come with Assay. */
  readonly catalogue?: string
  /** Ids of the exercises to look at. */
  readonly exercises: readonly string[]
  readonly seed: number
  /** Name of the sandbox that submissions run in. */
  readonly sandbox: string
}

export type ToGrader =
  | { readonly type: 'setup'; readonly setup: GraderSetup }
  /** `known`: exact JSON of a list of pairs of exercise id and check result; `turn`: for the log of its progress. */
  | { readonly type: 'grade'; readonly turn: number; readonly handIn: HandIn; readonly known: string }

export type FromGrader =
  | { readonly type: 'ready' }
  /** Its event loop turns. `begun`: how many checks it has begun in its life. */
  | { readonly type: 'beat'; readonly begun: number }
  /** `result`: exact JSON of the student's result. */
  | { readonly type: 'result'; readonly result: string }
  /** A fault of ours that the grader survived. */
  | { readonly type: 'failed'; readonly reason: string }
