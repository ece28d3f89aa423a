import type { Io } from '#grading/runner/io'

export interface FakeIo extends Io {
  /** All that was written so far. */
  stdout(): string
  stderr(): string
}

/** An Io that remembers what was written. Not a terminal, nothing in the environment. */
export function fakeIo(part: Partial<Io> = {}): FakeIo {
  const written = { out: '', err: '' }
  return {
    out: (text) => {
      written.out += text
    },
    err: (text) => {
      written.err += text
    },
    terminal: false,
    columns: 80,
    colour: false,
    cwd: process.cwd(),
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
    ...part,
    stdout: () => written.out,
    stderr: () => written.err,
  }
}
