/** Share of a deadline after which it is first looked how long the child has waited for a processor: most calls have ended by then. */
const LOOK_AFTER = 0.1
/** A deadline becomes at most so many times as long. */
const MOST_TIMES = 4
/** Less is no reason to wait on. */
const LEAST_MS = 20

export interface DeadlineTimer {
  /** Calls `over` after `ms`, and after what the child could not use of it; ends what was set before. */
  arm(ms: number, over: () => void): void
  clear(): void
  /** By how much deadlines were put off until now, in all. */
  putOffMs(): number
}

/**
 * A wall clock that does not charge a child for a machine that is busy with others: what its processes wait for a processor after the first
 * tenth of a deadline is given back, up to three times the deadline.
 *
 * @param waitedMs - how long the child has waited for a processor since it was started; always 0 where the system does not tell.
 */
export function deadlineTimer(waitedMs: () => number): DeadlineTimer {
  let timer: NodeJS.Timeout | undefined
  let putOff = 0
  const after = (ms: number, then: () => void): void => {
    clearTimeout(timer)
    timer = setTimeout(then, Math.max(1, ms))
  }
  return {
    arm(ms, over) {
      let before = 0
      let left = (MOST_TIMES - 1) * ms
      const atDeadline = (): void => {
        const waited = waitedMs()
        const more = Math.min(waited - before, left)
        if (more < LEAST_MS) {
          over()
          return
        }
        before = waited
        left -= more
        putOff += more
        after(more, atDeadline)
      }
      if (ms <= 0) return after(ms, over)
      after(ms * LOOK_AFTER, () => {
        before = waitedMs()
        after(ms * (1 - LOOK_AFTER), atDeadline)
      })
    },
    clear: () => clearTimeout(timer),
    putOffMs: () => putOff,
  }
}
