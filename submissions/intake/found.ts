import type { Packed } from './zip/list-hand-in.ts'

/** Where a hand-in lies inside an archive, or why nothing of it is unpacked. */
export type PackedHandIn = Packed | { readonly refused: string }

export interface FoundSubmission {
  /** Name of the sub-folder, or of the zip without its ending. */
  readonly id: string
  readonly path: string
  readonly packed?: PackedHandIn
  /** Why it cannot be read: one sentence. */
  readonly refused?: string
}

export interface FoundClass {
  /** Sorted by id. */
  readonly submissions: readonly FoundSubmission[]
  /** Whole sentences about what lies there and is nobody's. */
  readonly remarks: readonly string[]
}
