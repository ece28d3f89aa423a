import type { Fault } from '#grading/model/session'

/** One piece of static work, as the grading process asks the reader for it. */
export interface Task<T> {
  /** Begins the sentence about what could not be read; mostly a file name. */
  readonly what: string
  /** What is asked for, as JSON. */
  readonly request: Readonly<Record<string, unknown>> & { readonly op: string }
  readonly bytes?: Uint8Array
  /** Whose files the reader may ask for. */
  readonly folder?: { readonly path: string; readonly files: readonly string[] }
  /** Checks the answer, which is hostile. @throws Error for one that is not to be used. */
  accept(json: unknown, bytes: Uint8Array): T
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  /** `says` completes the sentence that begins with `what`; the fault is the whole of it, or the machine's. */
  | { readonly ok: false; readonly says: string; readonly fault: Fault }

/** The static work on one submission; its time is counted together. */
export interface Reading {
  read<T>(task: Task<T>): Promise<Read<T>>
}
