import type { Check } from '#grading/model/check'
import { type Functions, judge } from './answering.ts'

/** Seeds of the run in a test of power; ASSAY_POWER_SEEDS sets more for the figure itself: no miss in 3000 is a power of 0.999. */
export const POWER_SEEDS = Number(process.env.ASSAY_POWER_SEEDS ?? 20)

export interface Alternative {
  /** What is wrong, or another right way. */
  readonly name: string
  /** Made anew for every seed, so that one that remembers starts afresh. */
  readonly functions: () => Functions
  readonly declared?: ReadonlyMap<string, string>
}

interface Row {
  readonly check: string
  readonly name: string
  /** That the functions answered with in one run. */
  readonly numbers: number
  readonly seeds: number
  readonly accepted: number
  readonly seconds: number
}

const rows: Row[] = []

/** How many of the seeds `1 … seeds` the check accepts the functions with. */
export async function acceptedOf(check: Check, { name, functions, declared }: Alternative, seeds = POWER_SEEDS): Promise<number> {
  let accepted = 0
  let numbers = 0
  const started = process.cpuUsage()
  for (let seed = 1; seed <= seeds; seed++) {
    const counted = Object.entries(functions()).map(([entry, call]) => {
      const counting = (...args: readonly never[]): unknown => {
        const answer = call(...args)
        numbers += numbersIn(answer)
        return answer
      }
      return [entry, counting]
    })
    const { verdict } = await judge(check, Object.fromEntries(counted) as Functions, {}, seed, declared)
    if (verdict === 'accepted') accepted++
  }
  const { user, system } = process.cpuUsage(started)
  rows.push({ check: check.id, name, numbers: Math.round(numbers / seeds), seeds, accepted, seconds: (user + system) / 1e6 / seeds })
  return accepted
}

function numbersIn(answer: unknown): number {
  if (typeof answer === 'number') return 1
  if (ArrayBuffer.isView(answer)) return (answer as Float64Array).length
  if (Array.isArray(answer) && typeof answer[0] === 'number') return answer.length
  return typeof answer === 'object' && answer !== null ? Object.values(answer).reduce((sum: number, part) => sum + numbersIn(part), 0) : 0
}

/**
 * Prints what was tried so far in this file, a line each: check, functions, numbers that they answer with in a run, runs, how many of them were
 * accepted, and seconds of the processor for a run. No accepted run of n says with 95 % that the power is at least 1 − 3/n.
 */
export function printPower(): void {
  const lines = rows.map(
    ({ check, name, numbers, seeds, accepted, seconds }) =>
      `power: ${check} | ${name} | ${numbers} numbers | accepted ${accepted} of ${seeds} | ${seconds.toFixed(3)} s`,
  )
  process.stdout.write(`${lines.join('\n')}\npower: ${rows.length} rows\n`)
}
