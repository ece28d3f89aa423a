import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** CPU time of this process so far, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** So that what was thrown away before a measurement is not collected during it. */
export function collectGarbage(): void {
  collect ??= exposed()
  collect()
}

let collect: (() => void) | undefined

function exposed(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

const NUMBERS = new Float64Array(1000).map((_, i) => i / 1000)
/** So many turns take a millisecond on a machine that has nothing else to do. */
const TURNS = 1000

/** What work of so many milliseconds takes at the moment, in this process: a busy or slow machine takes as much longer for anything else. */
export function yardstickMs(ms: number): number {
  const before = cpuMs()
  let sum = 0
  for (let turn = 0; turn < ms * TURNS; turn++) {
    for (let i = 0; i < NUMBERS.length; i++) sum += (NUMBERS[i] as number) * turn
  }
  if (!Number.isFinite(sum)) throw new Error('numbers that are finite have a sum that is not')
  return cpuMs() - before
}
