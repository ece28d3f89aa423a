import { createHash } from 'node:crypto'
import { isLasting } from '../../engine/earlier.ts'
import { exactJson } from '../../engine/exact-json.ts'
import type { GradedOn } from '../../engine/journal.ts'
import type { StudentResult } from '../../model/result.ts'

/** A result, and where it comes from. */
export interface Graded {
  readonly result: StudentResult
  readonly machine: GradedOn
}

/** Two workers give one submission different results, and each stands by its own: no result of the run can be relied on. */
export class UnequalResults extends Error {
  override readonly name = 'UnequalResults'
  readonly records: readonly Graded[]

  constructor(records: readonly Graded[]) {
    super(`${records[0]?.result.id} has other results on worker ${records[1]?.machine.worker} than on worker ${records[0]?.machine.worker}`)
    this.records = records
  }
}

/**
 * Whether a submission is among those that are graded twice: nobody can tell in advance who does not know the seed.
 *
 * @param percent - share of all submissions, 0 to 100.
 */
export function isRechecked(seed: number, id: string, percent: number): boolean {
  const drawn = createHash('sha256').update(`${seed}:${id}`).digest().readUInt32LE(0) / 2 ** 32
  return drawn * 100 < percent
}

export interface Recheck {
  /** Grades it once more, on another worker or on that one; nothing if it could not be graded. */
  again(where: { readonly not: string } | { readonly only: string }): Promise<Graded | undefined>
  say(line: string): void
}

/**
 * Compares a result with that of another worker. Where they differ, the first worker is asked once more: a submission whose results are not
 * repeatable tells nothing of machines.
 *
 * @throws UnequalResults if the machines disagree.
 */
export async function recheck(first: Graded, { again, say }: Recheck): Promise<void> {
  const second = await again({ not: first.machine.worker })
  if (second === undefined || isSame(first, second)) return
  const third = await again({ only: first.machine.worker })
  if (third === undefined) return
  if (isSame(first, third)) throw new UnequalResults([first, second])
  say(`${first.result.id}: its results are not repeatable; those that came first count`)
}

/** Equal but for durations. What a limit or a fault of a machine has decided is not compared. */
function isSame(one: Graded, other: Graded): boolean {
  if (!isLasting(one.result) || !isLasting(other.result)) return true
  return comparable(one.result) === comparable(other.result)
}

function comparable(result: StudentResult): string {
  const exercises = result.exercises.map((exercise) => ({ ...exercise, checks: exercise.checks.map((check) => ({ ...check, ms: 0 })) }))
  return exactJson({ ...result, exercises })
}
