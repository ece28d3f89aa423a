/** A student of the class list. */
export interface RosterEntry {
  /** What the learning platform or the university calls the student: never empty, unique in its roster. */
  readonly id: string
  /** Given name first. */
  readonly name: string
  readonly email?: string
  readonly group?: string
  /** Milliseconds that this student has more than others. */
  readonly extraTime?: number
  /** Other ids of the same student by the name of their column, such as `SIS Login ID`. */
  readonly otherIds?: Readonly<Record<string, string>>
}

/**
 * A name as it is compared: Unicode NFKC, lower case, without accents, punctuation and repeated spaces, its words in order. So
 * `Müller, Anne-Lise` equals `Anne-Lise MÜLLER`, whichever of the two Unicode spellings of ü stands there.
 */
export function comparableName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return words.sort().join(' ')
}

/** An address as it is compared. */
export function comparableEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
