import type { Io } from '../io.ts'
import { durationText } from '../progress.ts'

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
      const perSecond = done / Math.max((now - started) / 1000, 1e-3)
      const rate = perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`
      const line = `${done}/${total} examined · ${rate} · ${durationText((total - done) / perSecond)} left · ${exercise}`
      io.err(io.terminal ? `\r\x1b[K${[...line].slice(0, Math.max(20, io.columns - 1)).join('')}` : `${line}\n`)
    },
    close: (): void => {
      if (io.terminal) io.err('\r\x1b[K')
    },
  }
}
