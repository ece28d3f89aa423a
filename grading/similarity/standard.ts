import { quantileSorted } from 'd3-array'
import type { Standard } from '../model/similarity.ts'

/** Below this similarity two solutions are never a reason to look. */
const LEAST = 0.6
/** With fewer pairs nothing is known of what is usual. */
const FEWEST_PAIRS = 15
const ABOVE_OF_FEW = 0.9
/** Tukey's outer fence: so many interquartile ranges above the third quartile. */
const RANGES = 3
/** A class that agrees to the last token would make the smallest difference stand out. */
const SMALLEST_RANGE = 0.05

/** What stands out in a class, from the similarities of all its pairs in one part. */
export function standardOf(similarities: readonly number[]): Standard {
  if (similarities.length < FEWEST_PAIRS) return { kind: 'few', above: ABOVE_OF_FEW }
  const sorted = [...similarities].sort((a, b) => a - b)
  const [first = 0, third = 0] = [0.25, 0.75].map((share) => quantileSorted(sorted, share))
  const fence = third + RANGES * Math.max(third - first, SMALLEST_RANGE)
  return fence >= 1 ? { kind: 'alike' } : { kind: 'class', above: Math.max(LEAST, fence) }
}

export function standsOut(similarity: number, standard: Standard): boolean {
  switch (standard.kind) {
    case 'class':
    case 'few':
      return similarity > standard.above
    case 'alike':
      return false
  }
}
