import { DEFAULT_LIMITS } from '../../model/session.ts'
import type { Outline } from '../outline.ts'
import { processStat } from '../run/process-stat.ts'

export interface Patience {
  /** Seconds of processor time, without a sign of life, after which a grading process is taken to be in a loop. */
  readonly silentSeconds: number
  /** Seconds that one check may take, the time in which the submission works included. */
  readonly checkSeconds: number
  readonly memoryMiB: number
}

/** The work of a check itself is milliseconds. */
const CHECK_SECONDS = 120

/** What is usual, with all the time that a submission may take. */
export function patienceFor(exercises: readonly Pick<Outline, 'limits'>[]): Patience {
  const submissionMs = exercises.map(({ limits }) => limits?.submissionMs ?? DEFAULT_LIMITS.submissionMs)
  const most = Math.max(DEFAULT_LIMITS.submissionMs, ...submissionMs)
  return { silentSeconds: 30, checkSeconds: CHECK_SECONDS + most / 1000, memoryMiB: 3072 }
}

export interface Watchdog {
  /** A sign of life. */
  seen(): void
  /** Something new begins: the clock of a single check starts anew. */
  begins(): void
  stop(): void
}

const TICK_MS = 250
/** A process that never gets the processor is silent without looping: on a busy machine, wait so much longer. */
const STARVED = 4
const PAGE_BYTES = 4096

/**
 * Looks after another process. Time is counted in ticks of ours, so that a machine that slept, or a moment in which we were busy
 * ourselves, is not held against it.
 *
 * @param giveUp - told once, with what was wrong, as the end of a sentence: `the check …`.
 */
export function startWatchdog(pid: number, patience: Patience, giveUp: (says: string) => void): Watchdog {
  let silent = 0
  let busy = 0
  let heard = false
  let cpuWhenSeen = processStat(pid)?.cpuSeconds ?? 0

  const complaint = (): string | undefined => {
    const stat = processStat(pid)
    const silentFor = (silent * TICK_MS) / 1000
    const used = stat === undefined ? silentFor : stat.cpuSeconds - cpuWhenSeen
    if (silentFor >= patience.silentSeconds && (used >= patience.silentSeconds || silentFor >= STARVED * patience.silentSeconds)) {
      return `did not return within ${patience.silentSeconds} s`
    }
    if ((busy * TICK_MS) / 1000 >= patience.checkSeconds) return `did not finish within ${patience.checkSeconds} s`
    const mebibytes = ((stat?.residentPages ?? 0) * PAGE_BYTES) / 1024 / 1024
    return mebibytes > patience.memoryMiB ? `used more than ${patience.memoryMiB} MiB of memory` : undefined
  }

  const timer = setInterval(() => {
    // Looked up here and not at every sign, of which there are hundreds.
    if (heard) cpuWhenSeen = processStat(pid)?.cpuSeconds ?? 0
    silent = heard ? 0 : silent + 1
    heard = false
    busy++
    const says = complaint()
    if (says === undefined) return
    clearInterval(timer)
    giveUp(says)
  }, TICK_MS)

  return {
    seen() {
      heard = true
    },
    begins() {
      busy = 0
    },
    stop: () => clearInterval(timer),
  }
}
