import type { Exercise } from '../../model/exercise.ts'
import { sentencesOf } from './sentences.ts'

/** The beginning of a sentence, and what holds it. */
export type Promises = ReadonlyMap<string, readonly string[]>

/** Sentences that no check holds. What belongs in the student's report earns nothing, unless a person grades it; the statement must say so. */
const KINDS = new Set(['context', 'report'])
const UNPAID = 'What else is asked above belongs in your report and earns no points here.'

export interface Stated {
  readonly exercise: Exercise
  readonly statement: string
  readonly promises: Promises
  /** Of whole sentences that several statements have. */
  readonly shared: Promises
  /** Whether there is a sample `<verdict>/<name>` of the exercise, or a file of tests. */
  readonly isSample: (name: string) => boolean
  readonly isTest: (file: string) => boolean
}

/** The sentences of a statement, each with what holds it; none where nothing does. */
export function promisesOf({
  statement,
  promises,
  shared,
}: Stated): readonly { readonly sentence: string; readonly holders: readonly string[] }[] {
  return sentencesOf(statement).map((sentence) => {
    const own = [...promises].find(([key]) => sentence.startsWith(key))?.[1]
    return { sentence, holders: own ?? shared.get(sentence) ?? [] }
  })
}

/**
 * Where statement and checks part: a sentence that nothing holds, one that is gone, a check, sample or test that does not exist, a check that
 * no sentence announces.
 */
export function flawsOf({ exercise, statement, promises, shared, isSample, isTest }: Stated): readonly string[] {
  const ids = new Set(exercise.checks.map(({ id }) => id))
  const sentences = sentencesOf(statement)
  const heldBy = (sentence: string): readonly string[] => [
    ...[...promises.keys()].filter((key) => sentence.startsWith(key)),
    ...[...shared.keys()].filter((key) => sentence === key),
  ]
  const open = sentences.flatMap((sentence) => {
    const keys = heldBy(sentence)
    if (keys.length === 1) return []
    return [keys.length === 0 ? `nothing holds "${sentence}"` : `"${sentence}" begins as ${keys.length} entries do: ${keys.join(' / ')}`]
  })
  const stale = [...promises.keys()].flatMap((key) => {
    const count = sentences.filter((sentence) => sentence.startsWith(key)).length
    return count === 1 ? [] : [`${count} sentences begin with "${key}"`]
  })
  const unknown = [...promises, ...shared].flatMap(([key, holders]) => {
    const wrong = holders.filter((one) => !(KINDS.has(one) || ids.has(one) || isSample(one) || isTest(one)))
    const mixed = holders.length === 0 || (holders.length > 1 && holders.some((one) => KINDS.has(one)))
    return [
      ...wrong.map((one) => `"${key}": there is no check, sample, test or kind "${one}"`),
      ...(mixed ? [`"${key}": name what holds it, or one kind`] : []),
    ]
  })
  const announced = new Set([...promises.values()].flat())
  const silent = [...ids].filter((id) => !announced.has(id)).map((id) => `no sentence announces the check "${id}"`)
  const asks = [...promises.values()].flat().includes('report') && !exercise.checks.some(({ rubric }) => rubric !== undefined)
  const unsaid = asks && !sentences.includes(UNPAID) ? [`must say "${UNPAID}"`] : []
  return [...open, ...stale, ...unknown, ...silent, ...unsaid]
}
