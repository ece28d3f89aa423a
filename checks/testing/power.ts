import { expect } from 'vitest'
import { normalCdf } from '#grading/math/normal-distribution'
import { meanOf } from '#grading/math/sample-statistics'
import type { Check } from '#grading/model/check'
import { halvesOf } from '../halves.ts'
import type { Statistic } from '../judging/distribution.ts'
import { type DistributionSpec, distribution } from '../kinds/distribution.ts'
import { DEFAULT_RUNS, type InvariantSpec, invariant } from '../kinds/invariant.ts'
import { type Functions, judge } from './answering.ts'

/** What a wrong sampler must be lost with, for nearly every seed of a run. */
export const LEAST_POWER = 0.999

/** Runs that a power is worked out from, with the seeds `1 … n`: more, where few leave it open. */
const RUNS = [20, 100, 500] as const
/** Φ(2.576) = 0.995: one of ten statistics is chosen, and all together hold with 95 %. */
const CONFIDENCE = 2.576

export interface Alternative {
  /** What is wrong, or another right way. */
  readonly name: string
  /** Made anew for every seed, so that one that remembers starts afresh. */
  readonly functions: () => Functions
  readonly declared?: ReadonlyMap<string, string>
}

/** How often a check misses a wrong sampler. */
export interface Power {
  readonly check: string
  readonly name: string
  /** Numbers that the functions answer with in one run. */
  readonly numbers: number
  /** Runs that were tried, and how many of them the check accepted the functions in. */
  readonly runs: number
  readonly accepted: number
  /** What shows it best: a statistic and its standard deviations from the band, or the cases of a law in which it is broken. */
  readonly by: string
  /** A lower bound of the share of seeds with which the check does not accept. */
  readonly power: number
  /** Of the processor, for a run. */
  readonly seconds: number
}

/** How many of the seeds `1 … seeds` the check accepts the functions with. */
export async function acceptedOf(check: Check, alternative: Alternative, seeds: number = RUNS[0]): Promise<number> {
  return (await tried(check, alternative, seeds)).accepted
}

/**
 * How surely a check sees an alternative: a lower bound, from few runs.
 *
 * A statistic of many draws is nearly normal over the seeds. With mean m and standard deviation s of its distance from the band in n runs,
 * k = m/s, the share of runs outside of the band is at least Φ(k − z·√(k²/(2(n−1)) + 1/n)) with the confidence Φ(z): the one-sided tolerance limit of
 * Natrella, Experimental Statistics, NBS Handbook 91 (1963), A-14. The statistic that shows the alternative best counts.
 *
 * A law is broken case by case: the share q of cases that show it is bounded below from single cases, and a check of c cases misses it in
 * (1 − q)^c of the runs.
 *
 * @throws RangeError for a check that is neither a `distribution` nor an `invariant`.
 */
export async function powerOf(check: Check, alternative: Alternative): Promise<Power> {
  const halves = halvesOf(check)
  if (halves?.kind === 'invariant') return powerOfCases(halves.spec as InvariantSpec<unknown>, alternative)
  if (halves?.kind === 'distribution') {
    const [few, ...more] = RUNS
    let power = await powerOfStatistics(halves.spec as DistributionSpec, alternative, few)
    for (const runs of more) {
      if (power.accepted > 0 || power.power >= LEAST_POWER) break
      power = await powerOfStatistics(halves.spec as DistributionSpec, alternative, runs)
    }
    return power
  }
  throw new RangeError(`check "${check.id}" draws nothing: only distribution and invariant have a power`)
}

async function powerOfStatistics(spec: DistributionSpec, alternative: Alternative, runs: number): Promise<Power> {
  const distances = new Map<string, number[]>()
  const recorded = distribution({
    ...spec,
    statistics: (answers, declared) => {
      const statistics = spec.statistics(answers, declared)
      for (const [i, one] of statistics.entries()) {
        // Two calls may be judged by one sentence.
        const again = statistics.slice(0, i).filter(({ name }) => name === one.name).length
        const key = again === 0 ? one.name : `${one.name} (${again + 1})`
        distances.set(key, [...(distances.get(key) ?? []), distanceOf(one)])
      }
      return statistics
    },
  })
  const { accepted, numbers, seconds } = await tried(recorded, alternative, runs)
  const bounds = [...distances].map(([name, found]) => ({ name, ...boundOf(found, runs) })).sort((a, b) => b.power - a.power || b.k - a.k)
  const [best] = bounds
  if (best === undefined) throw new RangeError(`check "${spec.id}" computed no statistic of "${alternative.name}"`)
  const by = `${best.name}: ${best.k === Number.POSITIVE_INFINITY ? 'the same' : best.k.toFixed(1)}`
  return { check: spec.id, name: alternative.name, numbers, runs, accepted, by, power: best.power, seconds }
}

/** How far outside of its band; below 0 within it. A NaN is outside of any. */
function distanceOf({ value, low, high }: Statistic): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.max(low - value, value - high)
}

/** A statistic that is not there in every run shows nothing. */
function boundOf(distances: readonly number[], runs: number): { readonly k: number; readonly power: number } {
  if (distances.length < runs) return { k: 0, power: 0 }
  if (distances.every((one) => one > 0 && one === distances[0])) return { k: Number.POSITIVE_INFINITY, power: 1 }
  const mean = meanOf(distances)
  const spread = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (runs - 1))
  const k = mean / spread
  if (!(k > 0)) return { k: 0, power: 0 }
  return { k, power: normalCdf(k - CONFIDENCE * Math.sqrt(k ** 2 / (2 * (runs - 1)) + 1 / runs)) }
}

/** As many cases as a check tries, again and again. */
const SINGLE_CASES = 400

async function powerOfCases(spec: InvariantSpec<unknown>, alternative: Alternative): Promise<Power> {
  const [runs] = RUNS
  const { accepted, numbers, seconds } = await tried(invariant(spec), alternative, runs)
  const missed = (await tried(invariant({ ...spec, runs: 1 }), alternative, SINGLE_CASES)).accepted / SINGLE_CASES
  // Wilson's bound of a share (1927), the upper one.
  const z = CONFIDENCE ** 2 / SINGLE_CASES
  const most = (missed + z / 2 + Math.sqrt(z) * Math.sqrt(missed * (1 - missed) + z / 4)) / (1 + z)
  const by = `the law is broken in ${(100 * (1 - missed)).toFixed(0)} % of the cases`
  return { check: spec.id, name: alternative.name, numbers, runs, accepted, by, power: 1 - most ** (spec.runs ?? DEFAULT_RUNS), seconds }
}

async function tried(check: Check, { functions, declared }: Alternative, seeds: number) {
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
  return { accepted, numbers: Math.round(numbers / seeds), seconds: (user + system) / 1e6 / seeds }
}

function numbersIn(answer: unknown): number {
  if (typeof answer === 'number') return 1
  if (ArrayBuffer.isView(answer)) return (answer as Float64Array).length
  if (Array.isArray(answer) && typeof answer[0] === 'number') return answer.length
  return typeof answer === 'object' && answer !== null ? Object.values(answer).reduce((sum: number, part) => sum + numbersIn(part), 0) : 0
}

/** The wrong samplers of an exercise, each of which its check must see. */
export interface PowerTable {
  /** In none of the runs accepted, and in hardly any other. */
  sees(check: Check, alternative: Alternative): Promise<void>
  /** Prints what a run of each costs, which differs from machine to machine, and gives the page. */
  page(): string
}

/**
 * For one file of tests.
 *
 * @param title - of the exercise.
 */
export function powerTable(title: string): PowerTable {
  const powers: Power[] = []
  return {
    async sees(check, alternative) {
      const power = await powerOf(check, alternative)
      powers.push(power)
      expect(power.accepted).toBe(0)
      expect(power.power, power.by).toBeGreaterThanOrEqual(LEAST_POWER)
    },
    page() {
      for (const { check, name, runs, seconds } of powers)
        process.stdout.write(`power: ${check} | ${name} | ${runs} runs | ${seconds.toFixed(3)} s a run\n`)
      return powerPage(title, powers)
    },
  }
}

/**
 * The page that is kept beside an exercise: for each check and alternative what shows it and how surely. Times are not on it: they differ.
 *
 * @param title - the exercise's.
 */
export function powerPage(title: string, powers: readonly Power[]): string {
  const rows = powers.map(
    ({ check, name, numbers, runs, by, power }) => `| ${check} | ${name} | ${numbers} | ${by} | ${runs} | ${shown(power)} |`,
  )
  return `# What the statistical checks see: ${title}

Written by the test beside this page (\`npx vitest run <test> -u\`). A right sampler is rejected with a chance of 1e-6; each of these wrong ones must be
rejected with at least ${LEAST_POWER}. The figure behind a statistic is its distance from the band in standard deviations over the seeds;
the power is a lower bound worked out from it.

| check | wrong sampler | numbers in a run | shown by | runs | power at least |
| --- | --- | --: | --- | --: | --: |
${rows.join('\n')}
`
}

/** Rounded down: a bound stays one. */
const shown = (power: number): string => (power >= 0.9999 ? '0.9999' : (Math.floor(power * 1e4) / 1e4).toFixed(4))
