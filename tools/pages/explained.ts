/** What a reader is told about a code beside its sentence. */
export interface Explained<Data> {
  /** As reports would print it. */
  readonly example: Data
  /** What is known when it is said. */
  readonly means: string
  /** What a student, or an instructor, does next. */
  readonly next: string
}
