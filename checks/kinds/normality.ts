import { kurtosisBand, ownScaleBand } from '#grading/math/bands'
import { normalCdf } from '#grading/math/normal-distribution'
import { distributionDistance, kurtosisOf } from '#grading/math/sample-statistics'
import type { Statistic } from '../judging/distribution.ts'

/**
 * A sum of twelve uniform numbers passes for normal: its distribution function is never off by more than 0.0025, its fourth moment is 0.1
 * below 3.
 */
const TWELVE = 0.1

/**
 * Whether noise is normal, whatever its size.
 *
 * @param noise - in units of its own root mean square.
 * @example
 * ```ts
 * statistics: ([noise]) => normality(standardised(noise))
 * ```
 */
export function normality(noise: readonly number[]): readonly Statistic[] {
  const draws = noise.length
  const moment = kurtosisBand(draws)
  return [
    {
      name: 'largest distance between the cumulative distribution functions of the standardised noise and N(0, 1)',
      value: distributionDistance(noise, normalCdf),
      ...ownScaleBand(draws),
      draws,
    },
    {
      name: 'kurtosis of the noise (3 for normal noise)',
      value: kurtosisOf(noise),
      low: moment.low - TWELVE,
      high: moment.high,
      draws,
    },
  ]
}
