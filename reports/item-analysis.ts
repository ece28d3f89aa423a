import { group, mean, sum } from 'd3-array'
import type { CheckResult, RunResult, StudentResult } from '#grading/model/result'

/** One check over a class, as test theory describes an item. */
export interface CheckStatistics {
  readonly exercise: string
  readonly sheet: string
  readonly check: string
  readonly title: string
  readonly visibility: CheckResult['visibility']
  /** Mean fraction over the students who tried it, which test theory calls difficulty: 1 where everybody passed. */
  readonly mean: number
  /** How many students the figures here are made from. */
  readonly tried: number
  readonly failed: number
  /** Hundredths that it took from all students together. */
  readonly lost: number
  /**
   * Correlation of what students get here with what they get in all other checks, −1 to 1: near 0, it says nothing about who can do the rest;
   * below 0, the check itself should be looked at. Absent where it would be chance: fewer than {@link FEWEST_FOR_DISCRIMINATION} tried it, or
   * all got the same.
   */
  readonly discrimination?: number
}

/** The standard error of a correlation of 0 is about 1/√n: 0.32 here. */
export const FEWEST_FOR_DISCRIMINATION = 10
/** Of the class, for a check to be called hard: what one of 120 students tried says nothing about the class. */
const LEAST_SHARE = 0.1
const FEWEST_FOR_HARD = 3

const UNTRIED: ReadonlySet<CheckResult['verdict']> = new Set(['not-attempted', 'skipped', 'pending-manual', 'judging-error', 'load-error'])

/** Whether a check says something about what was asked: a function was called, and judged. A file that cannot be loaded loses all alike. */
export function wasTried(check: CheckResult): boolean {
  return !UNTRIED.has(check.verdict)
}

/** Every check that somebody tried, in the order of the sheet. */
export function itemAnalysis({ students }: Pick<RunResult, 'students'>): readonly CheckStatistics[] {
  const graded = students.filter((student) => student.notGraded !== true)
  const all = graded.flatMap((student) =>
    student.exercises.flatMap((exercise) => exercise.checks.map((check) => ({ student, exercise, check }))),
  )
  return [...group(all, ({ exercise, check }) => `${exercise.id} ${check.id}`).values()].flatMap((results) => {
    const tried = results.filter(({ check }) => wasTried(check))
    const first = tried[0]
    if (first === undefined) return []
    const discrimination = discriminationOf(tried)
    return [
      {
        exercise: first.exercise.id,
        sheet: first.exercise.sheet,
        check: first.check.id,
        title: first.check.title,
        visibility: first.check.visibility,
        mean: mean(tried, ({ check }) => check.fraction) ?? 0,
        tried: tried.length,
        failed: tried.filter(({ check }) => check.fraction < 1).length,
        lost: sum(tried, ({ check }) => check.max - check.score),
        ...(discrimination === undefined ? {} : { discrimination }),
      },
    ]
  })
}

/** Hardest first. Left out are checks that everyone passed, and those that too few tried to be called hard. */
export function hardestChecks(items: readonly CheckStatistics[], students: number): readonly CheckStatistics[] {
  const fewest = Math.max(Math.min(FEWEST_FOR_HARD, students), Math.ceil(LEAST_SHARE * students))
  return items.filter(({ failed, tried }) => failed > 0 && tried >= fewest).sort((a, b) => a.mean - b.mean || b.failed - a.failed)
}

function discriminationOf(tried: readonly { readonly student: StudentResult; readonly check: CheckResult }[]): number | undefined {
  if (tried.length < FEWEST_FOR_DISCRIMINATION) return undefined
  return correlation(tried.map(({ student, check }) => [check.fraction, student.score - check.score]))
}

/** Pearson's; `undefined` where one of the two never changes. */
function correlation(pairs: readonly (readonly [number, number])[]): number | undefined {
  const [x, y] = [mean(pairs, ([a]) => a) ?? 0, mean(pairs, ([, b]) => b) ?? 0]
  const spread = sum(pairs, ([a]) => (a - x) ** 2) * sum(pairs, ([, b]) => (b - y) ** 2)
  return spread < Number.EPSILON ? undefined : sum(pairs, ([a, b]) => (a - x) * (b - y)) / Math.sqrt(spread)
}
