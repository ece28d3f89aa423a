/** A place as vitest reads it from a stack: the absolute file, and line and column from 1. */
export interface Frame {
  readonly method: string
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * An error whose stack holds at most one frame, in the student's file: reporters and editors show what is there, and nothing of ours.
 *
 * @param name - what vitest prints before the message.
 */
export function bareError(name: string, message: string, frame?: Frame): Error {
  const error = new Error(message)
  error.name = name
  const place = frame === undefined ? '' : `\n    at ${frame.method} (${frame.file}:${frame.line}:${frame.column})`
  error.stack = `${name}: ${message}${place}`
  return error
}
