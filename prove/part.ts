import { UsageError } from '#grading/runner/usage-error'
import type { Part } from '#reports/proof/proof'

const MOST_PARTS = 1000

/**
 * `2/3` as the second of three parts.
 *
 * @throws UsageError for anything else.
 */
export function parsePart(text: string): Part {
  const [, number, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []
  const part = { number: Number(number), of: Number(of) }
  if (part.number <= part.of && part.of <= MOST_PARTS) return part
  throw new UsageError(`--part ${text}: expected K/N, the number of a part and how many there are, such as 1/3; N is at most ${MOST_PARTS}`)
}

/** The items of one part: every N-th, so that what takes long, and lies together, is shared out. The parts are disjoint, and together all. */
export function shareOf<T>(items: readonly T[], part: Part | undefined): readonly T[] {
  return part === undefined ? items : items.filter((_, i) => i % part.of === part.number - 1)
}
