/** The largest seed; small enough for every generator. */
import type { Random } from 'assay/math'

export const LARGEST_SEED = 2 ** 31 - 2

/** Evenly spread, and no two equal: draws of one seed agree. */
export function differentSeeds(random: Random, count: number): number[] {
  const seeds = new Set<number>()
  while (seeds.size < count) seeds.add(random.integer(1, LARGEST_SEED))
  return [...seeds]
}

/**
 * How far the seeds of one run lie apart: a generator that keeps 4, 8, 16 or 24 bits of its seed, or three decimal digits, gives two of them the
 * same numbers, and so does one that divides it. Not 1: a generator that counts its seed up may give neighbours nearly the same.
 */
export const SEED_DISTANCES = [7, 16, 256, 1000, 2 ** 16, 2 ** 24] as const
