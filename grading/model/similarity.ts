import type { Family } from './code-tokens.ts'

/** What is compared at once: all code of a submission, or what answers one exercise. */
export interface ComparedPart {
  /** Id of the exercise; absent: all code. */
  readonly exercise?: string
  /** Number and title for a person. */
  readonly sheet: string
  readonly title: string
  readonly family: Family
}

/** Why pairs of a part are shown, or none can be. */
export type Standard =
  /** Pairs above this similarity stand out from the class. */
  | { readonly kind: 'class'; readonly above: number }
  /** Too few pairs to know what is usual: a fixed similarity counts. */
  | { readonly kind: 'few'; readonly above: number }
  /** So many are alike that no pair can stand out. */
  | { readonly kind: 'alike' }

/** How alike the submissions of a class are in one part. */
export interface PartStatistics {
  readonly part: ComparedPart
  readonly submissions: number
  readonly pairs: number
  readonly median: number
  /** Pairs in each tenth of similarity, from 0 to 1. */
  readonly tenths: readonly number[]
  readonly standard: Standard
}

/** Lines of one file. */
export interface Excerpt {
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  readonly lines: readonly string[]
}

/** The same tokens in two submissions, beside each other. */
export interface AlignedFragment {
  readonly tokens: number
  readonly left: Excerpt
  readonly right: Excerpt
}

export interface SimilarPart {
  readonly part: ComparedPart
  /** Share of the tokens, in sequences, that the other has, too: 0 to 1, given code left out. */
  readonly similarity: number
  /** Tokens of the longest sequence that both have. */
  readonly longest: number
  /** The longest first. */
  readonly fragments: readonly AlignedFragment[]
}

/** Two submissions that are more alike than the class is. */
export interface SimilarPair {
  readonly left: string
  readonly right: string
  /** All code first. */
  readonly parts: readonly SimilarPart[]
}

/** The same file, byte for byte. */
export interface IdenticalFile {
  readonly copies: readonly { readonly submission: string; readonly file: string }[]
}

/** A file that was not compared, or not all of it. */
export interface UncomparedFile {
  readonly submission: string
  readonly file: string
  /** Completes `file: …`. */
  readonly says: string
}

/** What a comparison of a class found: reasons to look, never verdicts. */
export interface SimilarityResult {
  readonly submissions: number
  readonly identical: readonly IdenticalFile[]
  /** Files that so many submissions have that they were given, most likely. */
  readonly common: readonly { readonly file: string; readonly submissions: number }[]
  readonly pairs: readonly SimilarPair[]
  /** Of three and more that pairs connect. */
  readonly groups: readonly (readonly string[])[]
  readonly statistics: readonly PartStatistics[]
  readonly uncompared: readonly UncomparedFile[]
  /** Pairs of submissions of one student, and of one group: they were not compared. */
  readonly together: number
}
