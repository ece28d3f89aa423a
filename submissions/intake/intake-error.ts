/** Something about the path that was given, not about what a student did. The message is one whole sentence. */
export class IntakeError extends Error {
  override name = 'IntakeError'
}
