import { nameNoise, type Statistic } from 'assay/checks'
import type { Draw } from './draws.ts'

export type Named = NonNullable<Statistic['mistake']>

export const SAME_NOISE: Named = {
  id: 'same-noise',
  says: 'the same noise for both coordinates of a point',
  hint: 'Plot the noise of y against that of x: what should you see?',
}

/** The statistics with what the noise is, which costs more than they do: only where one is outside of its band. */
export function named(statistics: readonly Statistic[], draws: readonly Draw[]): readonly Statistic[] {
  if (statistics.every(({ value, low, high }) => value >= low && value <= high)) return statistics
  const name = nameNoise(draws)
  return statistics.map((statistic) => ({ ...statistic, ...name }))
}
