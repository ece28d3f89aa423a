import type { Verdict } from '../model/check.ts'
import type { CheckResult, ExerciseStatus } from '../model/result.ts'

/**
 * Points as whole hundredths, the unit of all arithmetic on scores.
 * @throws RangeError if points are negative, not finite, or finer than 0.01.
 */
export function hundredths(points: number): number {
  const whole = Math.round(points * 100)
  if (!(points >= 0) || !Number.isFinite(points) || Math.abs(whole - points * 100) > 1e-6) {
    throw new RangeError(`${points} points: expected a number >= 0 in steps of 0.01`)
  }
  return whole
}

/** A share of `max` hundredths, rounded once, half up; a share below 1 never rounds up to all of it. */
export function shareOf(max: number, fraction: number): number {
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`fraction ${fraction}: expected 0 to 1`)
  const score = Math.round(max * fraction)
  return fraction < 1 && score === max && max > 0 ? max - 1 : score
}

export function totalOf(parts: readonly { readonly score: number; readonly max: number }[]): { score: number; max: number } {
  let score = 0
  let max = 0
  for (const part of parts) {
    score += part.score
    max += part.max
  }
  return { score, max }
}

/** One word for an exercise. A fault of ours outweighs all: its points wait for a person. */
export function statusOf(checks: readonly CheckResult[]): ExerciseStatus {
  const has = (verdict: Verdict): boolean => checks.some((check) => check.verdict === verdict)
  if (has('judging-error')) return 'judging-error'
  if (has('pending-manual')) return 'pending-manual'
  const { score, max } = totalOf(checks)
  if (checks.length > 0 && score === max && checks.every((check) => check.verdict === 'accepted')) return 'full'
  if (score > 0) return 'partial'
  return checks.every((check) => check.verdict === 'not-attempted' || check.verdict === 'skipped') ? 'not-attempted' : 'zero'
}

/** Hundredths that no verdict has been given on yet. */
export function pendingOf(checks: readonly CheckResult[]): number {
  return totalOf(checks.filter((check) => check.verdict === 'pending-manual' || check.verdict === 'judging-error')).max
}
