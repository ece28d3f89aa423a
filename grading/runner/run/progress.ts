import type { Io } from '../io.ts'

export interface Progress {
  /** One more is done. @param says - who, and how it went; shown as it is. */
  done(says: string): void
  /** Clears the line that was being rewritten. */
  close(): void
}

/**
 * On a terminal one line that is rewritten, with the rate and the time left; elsewhere a line for each.
 * @param status - what else belongs into that line, such as who is at work.
 */
export function startProgress(total: number, io: Pick<Io, 'err' | 'terminal' | 'columns' | 'now'>, status?: () => string): Progress {
  const started = io.now()
  let done = 0
  const also = (says: string): string => (status === undefined ? says : `${status()} · ${says}`)
  if (io.terminal) io.err(rewritten(`0/${total} graded`, io.columns))
  return {
    done: (says) => {
      done++
      if (io.terminal) io.err(rewritten(statusLine(done, total, io.now() - started, also(says)), io.columns))
      else io.err(`${String(done).padStart(String(total).length)}/${total}  ${says}\n`)
    },
    close: () => {
      if (io.terminal) io.err(CLEAR)
    },
  }
}

/** Back to the start of a terminal's line, and nothing on it. */
export const CLEAR = '\r\x1b[K'

/** A text in place of the terminal's line, cut so that it stays one. */
export function rewritten(text: string, columns: number): string {
  return CLEAR + [...text].slice(0, Math.max(20, columns - 1)).join('')
}

/** `37/120 graded · 4.2/s · 20 s left · ada 71.5 of 100` */
export function statusLine(done: number, total: number, elapsedMs: number, says: string, what = 'graded'): string {
  const perSecond = done / Math.max(elapsedMs / 1000, 1e-3)
  const left = (total - done) / perSecond
  return `${done}/${total} ${what} · ${rateText(perSecond)} · ${durationText(left)} left · ${says}`
}

function rateText(perSecond: number): string {
  return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`
}

/** Seconds in the two units that matter. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
