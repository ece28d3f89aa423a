import { processSandbox } from '../sandbox/process.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

export interface CountingSandbox extends Sandbox {
  /** How many children it has started to answer for submissions. */
  readonly starts: number
}

/** The plain process, with a count. */
export function countingSandbox(): CountingSandbox {
  let starts = 0
  return {
    ...processSandbox,
    get starts() {
      return starts
    },
    start(launch, limits) {
      starts++
      return processSandbox.start(launch, limits)
    },
  }
}
