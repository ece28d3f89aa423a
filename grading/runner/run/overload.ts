import { availableParallelism, loadavg } from 'node:os'

/** More than so many processes per core want to run, on the average of a minute. */
const CROWDED = 1.5
const SAMPLE_MS = 1000
/** A timer of ours that is so late did not get the processor. */
const LATE_MS = 500

export interface LoadWatch {
  /**
   * Whether the machine had more to do than it could at any time since then, as `now` counts.
   * @param id - of the submission that was graded meanwhile, where that may be on another machine.
   */
  overloadedSince(time: number, id?: string): boolean
  stop(): void
}

/** Processes that want to run, per core; 0 on systems that do not tell. */
export function loadPerCore(): number {
  return (loadavg()[0] ?? 0) / availableParallelism()
}

/** Looks at the machine every second. */
export function watchLoad(load: () => number, now: () => number): LoadWatch {
  let last = Number.NEGATIVE_INFINITY
  let due = now() + SAMPLE_MS
  const sample = (): void => {
    if (load() > CROWDED || now() - due > LATE_MS) last = now()
  }
  const timer = setInterval(() => {
    sample()
    due = now() + SAMPLE_MS
  }, SAMPLE_MS)
  return {
    overloadedSince(time) {
      sample()
      return last >= time
    },
    stop: () => clearInterval(timer),
  }
}
