import { UsageError } from './usage-error.ts'

/** Seeds are integers that fit into 31 bits; 0 would leave some generators standing still. */
export const LARGEST_SEED = 2_147_483_647
/** That of `check` and `gate` where none is given: fixed, so that two of their runs ask the same questions, and known to everybody. */
export const PUBLIC_SEED = 1
export const LARGEST_JOBS = 64

/** How much goes on at the same time where nobody says so: one job per core, up to the most that `--jobs` takes. */
export function defaultJobs(cores: number): number {
  return Math.min(cores, LARGEST_JOBS)
}

/** A parser for commander: refuses everything but an integer in decimal digits within the bounds. */
export function wholeNumber(flag: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    if (value >= low && value <= high) return value
    throw new UsageError(`${flag} ${text}: expected an integer from ${low} to ${high}`)
  }
}

/** A parser for commander: a percentage with at most two decimals, so that comparing with it is exact. */
export function percent(flag: string): (text: string) => number {
  return (text) => {
    const value = /^\d{1,3}(\.\d{1,2})?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN
    if (value <= 100) return value
    throw new UsageError(`${flag} ${text}: expected a number from 0 to 100 with at most two decimals`)
  }
}

/** Whether `score` of `max` points is at least `minimum` percent, in integers. */
export function reaches(score: number, max: number, minimum: number): boolean {
  return score * 10_000 >= Math.round(minimum * 100) * max
}
