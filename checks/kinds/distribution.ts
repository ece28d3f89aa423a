import { createRandom, type Random } from '#grading/math/random'
import type { Check } from '#grading/model/check'
import { toValue } from '#grading/model/value'
import { batchesOf, type Call } from '../ask.ts'
import { defineInHalves } from '../halves.ts'
import { type DistributionJudge, type DistributionPlan, judgeDraws } from '../judging/distribution.ts'
import type { CheckSpec } from '../outcome.ts'

export interface DistributionSpec extends CheckSpec, DistributionJudge {
  readonly entries: readonly string[]
  /** Keys of the declarations on which the calls depend. @defaultValue none */
  readonly reads?: readonly string[]
  /** @param declared - what is declared of `reads`. */
  readonly calls: (random: Random, declared: ReadonlyMap<string, string>) => readonly Call[]
}

/**
 * Judges a sampler by statistics of many draws. Inputs, seeds among them, are fixed by the run's seed: a re-run cannot get lucky.
 *
 * @example
 * ```ts
 * distribution({
 *   id: 'uniform',
 *   title: 'Draws are spread evenly over [0, 1]',
 *   points: 1,
 *   entries: ['draw'],
 *   calls: (random) => [{ entry: 'draw', args: [20000, random.integer(1, 1e6)] }],
 *   statistics: ([draws]) => {
 *     const value = distributionDistance(draws as Vector, (x) => x)
 *     return [{ name: 'largest distance to the uniform distribution', value, ...distributionBand(20000), draws: 20000 }]
 *   },
 * })
 * ```
 */
export function distribution(spec: DistributionSpec): Check {
  const { entries, reads = [] } = spec
  return defineInHalves<DistributionPlan, DistributionJudge>(spec, entries, {
    kind: 'distribution',
    reads,
    functions: ['statistics', 'ofVariables'],
    plan: ({ seed, declared }) => {
      const calls = spec.calls(createRandom(seed, spec.id), declared)
      return { entries, batches: batchesOf(calls.map((call) => ({ entry: call.entry, args: call.args.map(toValue) }))) }
    },
    judge: judgeDraws,
  })
}
