/** Something that a check knows without the submission fails: never the fault of a student, though the check accepts the reference solution. */
export class CheckDefect extends Error {
  override name = 'CheckDefect'

  /** @param what - what failed, as the beginning of a sentence. @param cause - what was thrown; its stack leads to the author's line. */
  constructor(what: string, cause: unknown) {
    super(`${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    if (cause instanceof Error && cause.stack !== undefined) this.stack = cause.stack
  }
}

/**
 * What `make` gives, which no submission has a part in.
 *
 * @param what - as of {@link CheckDefect}.
 * @throws CheckDefect if it throws.
 */
export function withoutSubmission<T>(what: string, make: () => T): T {
  try {
    return make()
  } catch (cause) {
    throw new CheckDefect(what, cause)
  }
}
