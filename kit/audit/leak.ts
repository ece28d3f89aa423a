export type LeakKind =
  | 'reference source'
  | 'hidden input or expected value'
  | `hidden data (${string})`
  | 'hidden check'
  | 'input of a graded run'
  | 'seed'
  | 'rubric of an answer not marked yet'
  | 'machine path'
  | 'name of another student'

/** One place where something stands that must not. */
export interface Leak {
  /** Relative to the folder that was looked at. */
  readonly file: string
  readonly line: number
  readonly kind: LeakKind
  readonly excerpt: string
}

/** A file as text, and as the bytes it is. */
export interface Examined {
  readonly file: string
  readonly text: string
  readonly bytes: Uint8Array
}

const LONGEST_EXCERPT = 90

/** @param at - place in the text. */
export function leakAt({ file, text }: Examined, at: number, kind: LeakKind, excerpt: string): Leak {
  const line = text.slice(0, at).split('\n').length
  const shown = excerpt.replaceAll(/\s+/g, ' ').trim()
  return { file, line, kind, excerpt: shown.length > LONGEST_EXCERPT ? `${shown.slice(0, LONGEST_EXCERPT - 1)}…` : shown }
}
