import { recording } from '#submissions/session/replay'
import type { Check } from '../../model/check.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { Session } from '../../model/session.ts'

const SEEDS = [7041, 7042] as const

/**
 * What a table of known answers would earn by itself: visible checks that ask the same at every seed and nothing else, and those that ask
 * some of it at every seed and whose twin is missing, known as well, or asks another function.
 */
export async function twinGaps({ checks }: Pick<Exercise, 'checks'>, reference: Session): Promise<readonly string[]> {
  const gaps: string[] = []
  for (const check of checks) {
    if (check.visibility === 'hidden' || check.points === 0 || check.entries.length === 0) continue
    const [first, second] = [await asked(check, reference, SEEDS[0]), await asked(check, reference, SEEDS[1])]
    const fixed = [...first].filter((call) => second.has(call))
    // Small inputs may come twice by chance.
    if (check.twin === undefined && 2 * fixed.length < first.size) continue
    if (fixed.length === 0) continue
    if (fixed.length === first.size) gaps.push(`"${check.id}" asks nothing that depends on the seed`)
    if (check.twin === undefined) {
      gaps.push(`"${check.id}" asks known inputs and has no twin`)
      continue
    }
    const twin = await asked(check.twin, reference, SEEDS[0])
    const later = await asked(check.twin, reference, SEEDS[1])
    if (twin.size === 0 || [...twin].some((call) => first.has(call) || later.has(call)))
      gaps.push(`the twin of "${check.id}" asks known inputs`)
    if (`${check.twin.entries}` !== `${check.entries}`) gaps.push(`the twin of "${check.id}" asks another function`)
  }
  return gaps
}

/** Its calls, as text. */
async function asked(check: Check, reference: Session, seed: number): Promise<ReadonlySet<string>> {
  const subject = recording(reference)
  const memo = new Map<string, unknown>()
  await check.run(subject, {
    reference,
    seed,
    declared: new Map(),
    memo: <T>(key: string, make: () => T): T => {
      if (!memo.has(key)) memo.set(key, make())
      return memo.get(key) as T
    },
  })
  const text = (value: unknown): string => JSON.stringify(value, (_, item) => (item instanceof Map ? [...item] : item))
  return new Set(subject.answers().map(({ entry, args }) => text([entry, args])))
}
