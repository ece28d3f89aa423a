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

/** How many of the seeds `1 … POWER_SEEDS` the check accepts the functions with. */
export async function acceptedOf(check: Check, { functions, declared }: Alternative, seeds = POWER_SEEDS): Promise<number> {
  let accepted = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const { verdict } = await judge(check, functions(), {}, seed, declared)
    if (verdict === 'accepted') accepted++
  }
  return accepted
}
