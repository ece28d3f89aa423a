/** What the name of an entry says where a course system packs the files of all students side by side. */
export interface EntryPart {
  /** The same for all that one student has there, and for nothing else. */
  readonly student: string
  /** What the row is called where files lie loose. */
  readonly row: string
  /** A text typed on a page is read by a person. */
  readonly kind: 'file' | 'text'
  /** The file's own name, where it lies loose. */
  readonly file?: string
}

/** Reads the names of a class: all of them are looked at before any is, since a grammar that fits one name by chance must not count. */
export type PartsOf = (names: readonly string[]) => (name: string) => EntryPart | undefined

/** Each entry is a submission of its own. */
export const NO_PARTS: PartsOf = () => () => undefined
