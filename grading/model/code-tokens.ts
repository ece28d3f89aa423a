/** Languages whose tokens can be compared with one another: JavaScript with TypeScript, notebooks with Python. */
export const FAMILIES = ['script', 'python'] as const
export type Family = (typeof FAMILIES)[number]

/** A place in a text: rows and columns count from 0, the end is not part of it. */
export interface TokenSpan {
  readonly startRow: number
  readonly startCol: number
  readonly endRow: number
  readonly endCol: number
}

/** A node of a syntax tree, without names, numbers, comments and types: what stays when a copy is renamed. */
export interface CodeToken extends TokenSpan {
  readonly kind: string
}

/** A definition at the top of a file, or what stands between two of them. */
export interface CodeBlock {
  /** Of the function or class; empty for what is none. */
  readonly name: string
  /** Index of its first token, and of the one after its last. */
  readonly from: number
  readonly to: number
}

export interface TokenisedFile {
  /** Relative to the submission, `/` between parts. */
  readonly file: string
  readonly family: Family
  /** As it was read; of a notebook its code cells. */
  readonly text: string
  readonly tokens: readonly CodeToken[]
  readonly blocks: readonly CodeBlock[]
  /** Whether the parser found syntax errors and went on behind them. */
  readonly broken: boolean
}
