import type { Sample } from '../samples.ts'

/**
 * A few samples by which each check is lost that any of them loses, and one that is accepted: what a short run of the tests has time for where
 * an answer takes a network seconds.
 */
export function coveringSamples(samples: readonly Sample[]): readonly Sample[] {
  // What was not attempted is not lost.
  const losing = samples.filter(({ verdict }) => verdict !== 'not-attempted')
  const open = new Set(losing.flatMap(({ loses }) => loses))
  const chosen = new Set(samples.filter(({ verdict }) => verdict === 'accepted').slice(0, 1))
  const gain = (sample: Sample): number => sample.loses.filter((id) => open.has(id)).length
  while (open.size > 0) {
    const best = losing.reduce((one, other) => (gain(other) > gain(one) ? other : one))
    chosen.add(best)
    for (const id of best.loses) open.delete(id)
  }
  return samples.filter((sample) => chosen.has(sample))
}
