import type { Io } from '#grading/runner/io'
import { CLEAR, rewritten, statusLine } from '#grading/runner/run/progress'

/** Elsewhere than on a terminal a line is written this often, milliseconds. */
const PAUSE = 10_000

/** How many hand-ins are through, how fast it goes and how long it takes yet. */
export function proveProgress(total: number, io: Pick<Io, 'err' | 'terminal' | 'columns' | 'now'>) {
  const started = io.now()
  let done = 0
  let told = started
  return {
    done: (exercise: string): void => {
      done++
      const now = io.now()
      if (!io.terminal && now - told < PAUSE && done < total) return
      told = now
      const line = statusLine(done, total, now - started, exercise, 'examined')
      io.err(io.terminal ? rewritten(line, io.columns) : `${line}\n`)
    },
    close: (): void => {
      if (io.terminal) io.err(CLEAR)
    },
  }
}
