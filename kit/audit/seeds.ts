import { type Examined, type Leak, leakAt } from './leak.ts'

/** A seed as programs and records write it. */
const NAMED = /\bseed["'`]?\s*[:=(]\s*(\d{1,10})(?![\w.])/gi
/** A number of so many digits is no accident. */
const TELLING = 5
/** Recognising the seed of a kit is slow on purpose. */
const MOST_TRIED = 20

/**
 * Looks for a seed: from it everybody can draw what is asked.
 *
 * @param seed - of the grading.
 * @param isOfKit - whether a number is the seed by which the kit was made.
 */
export function findSeeds(examined: Examined, seed: number, isOfKit: (seed: number) => boolean): readonly Leak[] {
  const { text, bytes } = examined
  if (bytes.includes(0)) return []
  const leaks: Leak[] = []
  const named = [...text.matchAll(NAMED)].map((match) => ({ value: Number(match[1]), at: match.index, excerpt: match[0] }))
  const tried = [...new Set(named.map(({ value }) => value))].slice(0, MOST_TRIED)
  const known = new Set(tried.filter((value) => value === seed || isOfKit(value)))
  const [first] = named.filter(({ value }) => known.has(value))
  if (first !== undefined) leaks.push(leakAt(examined, first.at, 'seed', first.excerpt))
  if (String(seed).length >= TELLING) {
    const at = text.search(new RegExp(`(?<![\\w.])${seed}(?![\\w.])`))
    if (at >= 0 && at !== first?.at) leaks.push(leakAt(examined, at, 'seed', String(seed)))
  }
  return leaks.slice(0, 1)
}
