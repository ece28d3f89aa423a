import type { Exercise } from '../model/exercise.ts'
import type { CheckResult } from '../model/result.ts'
import { nameKey } from '../model/value.ts'

/** An exercise of a run with the results that are there so far. */
export interface Judged {
  readonly exercise: Exercise
  readonly results: readonly CheckResult[]
}

/** Whether nothing of an exercise was attempted but functions that others of the run ask for as well. */
export function isBorrowed({ exercise, results }: Judged, all: readonly Judged[]): boolean {
  const tried = triedBy(exercise, results)
  return tried.length > 0 && tried.every((name) => ownersOf(name, all).length > 1)
}

/**
 * The results of an exercise as they count in the run. Where nothing of it was attempted but a function that another exercise asks for as
 * well, and of the other more was, or all that it asks for, the function was written for the other: of this one nothing was attempted.
 */
export function ofOwnFunctions(one: Judged, all: readonly Judged[]): readonly CheckResult[] {
  if (!isBorrowed(one, all)) return one.results
  const names = triedBy(one.exercise, one.results)
  const owners = names.flatMap((name) => ownersOf(name, all))
  const others = owners.filter((other) => other.exercise !== one.exercise && triedBy(other.exercise, other.results).length > 0)
  // Of several that ask for nothing else that is there, the one that is whole with it.
  const writtenFor = others.find((other) => !isBorrowed(other, all)) ?? (isWhole(one) ? undefined : others.find(isWhole))
  if (writtenFor === undefined) return one.results
  const says = `Only ${names.join(' and ')} was found, which ${writtenFor.exercise.sheet} requires as well. This exercise counts as not attempted.`
  return one.results.map(({ artifacts: _, ...result }, i) => {
    return {
      ...result,
      verdict: 'not-attempted',
      fraction: 0,
      score: 0,
      findings: i === 0 ? [{ code: 'remark', says, severity: 'note' }] : [],
    }
  })
}

/** Whether all functions that an exercise asks for were found. */
function isWhole({ exercise, results }: Judged): boolean {
  const tried = new Set(triedBy(exercise, results).map(nameKey))
  return exercise.entries.every(({ name }) => tried.has(nameKey(name)))
}

function ownersOf(name: string, all: readonly Judged[]): readonly Judged[] {
  return all.filter(({ exercise }) => exercise.entries.some((entry) => nameKey(entry.name) === nameKey(name)))
}

/** The functions, and the plots, of checks that found something to judge, or were kept from it. */
export function triedBy({ checks }: Exercise, results: readonly CheckResult[]): readonly string[] {
  const tried = new Set(results.filter(({ verdict }) => verdict !== 'not-attempted').map(({ id }) => id))
  return [
    ...new Set(
      checks.filter(({ id, rubric }) => rubric === undefined && tried.has(id)).flatMap(({ entries, plots = [] }) => [...entries, ...plots]),
    ),
  ]
}
