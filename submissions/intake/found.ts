import type { Commit } from './git/commit-at.ts'
import type { Packed } from './zip/list-hand-in.ts'

/** A file of a submission that lies beside those of others. */
export interface GatheredFile {
  /** Absolute. */
  readonly path: string
  /** Its name in the submission. */
  readonly name: string
}

/** Where a submission lies inside an archive, or why nothing of it is unpacked; which files of the class make it up; or the commit of a clone. */
export type PackedHandIn =
  | Packed
  | { readonly refused: string }
  | { readonly gathered: readonly GatheredFile[] }
  | { readonly commit: Commit }

export interface FoundSubmission {
  /** Name of the folder or file, of a zip without its ending where that is nobody else's name; no two are equal. */
  readonly id: string
  readonly path: string
  readonly packed?: PackedHandIn
  /** Why we cannot read it, so that it waits for a person: one sentence without a full stop. */
  readonly refused?: string
  /** What came with it and is read by nobody, so that what seems not attempted waits for a person: a sentence as above. */
  readonly unread?: string
  /** Names of the entries that it was joined from, where a platform packs the files of all students side by side. */
  readonly parts?: readonly string[]
}

/** An entry of the class that is nobody's submission. */
export interface LeftOut {
  readonly name: string
  /** Completes `name: …`. */
  readonly why: string
}

export interface FoundClass {
  /** Sorted by id. */
  readonly submissions: readonly FoundSubmission[]
  /** Every entry of the class that is no submission. */
  readonly leftOut: readonly LeftOut[]
  /** Whole sentences about what a person should know besides. */
  readonly remarks: readonly string[]
  /** Removes what was unpacked to find it; the submissions are gone then. */
  readonly close?: () => Promise<void>
}
