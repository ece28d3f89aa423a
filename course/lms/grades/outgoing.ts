import type { Claim } from '../download.ts'

/** What a student gets, on its way to a platform. Whole hundredths of a point. */
export interface StudentGrade {
  /** As the run calls the student. */
  readonly student: string
  /** Who it is, the surest first: as a class list, the platform and the submission say. */
  readonly claims: readonly Claim[]
  /** Absent: the cell is left as it is. */
  readonly points?: number
  /** Why there are none: a sentence without a full stop. */
  readonly waits?: string
  readonly max: number
}

/** One cell that is changed, or why it is not. */
export interface Change {
  /** As the platform calls the student. */
  readonly student: string
  readonly before: string
  /** The same as before where nothing is written. */
  readonly after: string
  /** Why nothing is written: without a full stop. */
  readonly why?: string
}

/** Why a row of the file is left as it is. */
export const NOT_IN_RUN = 'not in the run'

/** A file for a platform, and what it changes there. */
export interface Outgoing {
  readonly content: string
  readonly changes: readonly Change[]
  /** Students of the run whom the file does not have, and the like: whole sentences. */
  readonly remarks: readonly string[]
}

export interface ColumnOptions {
  /** Title or number of the column. */
  readonly column?: string
  /** Points are scaled to the maximum of the column. */
  readonly scale?: boolean
  /** Points may be above the maximum, where the platform takes them. */
  readonly above?: boolean
}

/** Points as a number of the platform, at two decimals. */
export function numberText(hundredths: number, decimal: '.' | ','): string {
  return (hundredths / 100).toFixed(2).replace('.', decimal)
}

/** A number as platforms write it, in whole hundredths; nothing for anything else. */
export function hundredthsOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined
}
