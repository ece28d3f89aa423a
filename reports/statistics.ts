import { group, mean, median, sum } from 'd3-array'
import type { CheckResult, ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { statusLook, type Tone } from './text/status.ts'

export interface ExerciseStatistics {
  readonly id: string
  readonly sheet: string
  readonly title: string
  readonly max: number
  /** Mean score in hundredths over everyone whose work could be judged. */
  readonly mean: number
  /** Number of students by outcome; they add up to the class. */
  readonly counts: Readonly<Record<Tone, number>>
}

export interface CheckStatistics {
  readonly exercise: string
  readonly sheet: string
  readonly check: string
  readonly title: string
  readonly visibility: CheckResult['visibility']
  /** Mean fraction over the students who tried it. */
  readonly mean: number
  readonly tried: number
  readonly failed: number
}

export interface ClassStatistics {
  /** Hundredths, over everyone of whom something could be judged. */
  readonly mean: number
  readonly median: number
  readonly max: number
  /** Students of whom nothing could be judged: no part of mean, median and distribution, where they would count as 0. */
  readonly unjudged: number
  readonly exercises: readonly ExerciseStatistics[]
  /** Hardest first; checks that everyone passed are left out. */
  readonly hardest: readonly CheckStatistics[]
}

/** Numbers about those of a class who were graded. Of no students everything is 0. */
export function classStatistics(whole: RunResult): ClassStatistics {
  const run = { ...whole, students: whole.students.filter((student) => student.notGraded !== true) }
  const totals = run.students.filter(countsInMean).map((student) => student.score)
  return {
    mean: mean(totals) ?? 0,
    median: median(totals) ?? 0,
    max: Math.max(0, ...run.students.map((student) => student.max)),
    unjudged: run.students.length - totals.length,
    exercises: exerciseStatistics(run),
    hardest: hardestChecks(run),
  }
}

/** Whether something of a student's submission could be judged. */
export function countsInMean({ exercises }: StudentResult): boolean {
  const stuck = exercises.filter(({ status }) => status === 'judging-error').length
  return stuck === 0 || stuck < exercises.filter(({ status }) => status !== 'not-attempted').length
}

function exerciseStatistics(run: RunResult): ExerciseStatistics[] {
  const all = run.students.flatMap((student) => student.exercises)
  return [...group(all, (exercise) => exercise.id).values()].map((results) => {
    const first = results[0] as (typeof results)[number]
    const counts: Record<Tone, number> = { full: 0, partial: 0, zero: 0, open: 0, waits: 0 }
    for (const result of results) counts[statusLook(result.status).tone] += 1
    const judged = results.filter((result) => result.status !== 'judging-error' && result.status !== 'pending-manual')
    return {
      id: first.id,
      sheet: first.sheet,
      title: first.title,
      max: first.max,
      mean: mean(judged, (result) => result.score) ?? 0,
      counts,
    }
  })
}

function hardestChecks(run: RunResult): CheckStatistics[] {
  const all = run.students.flatMap((student) =>
    student.exercises.flatMap((exercise) => exercise.checks.map((check) => ({ exercise, check }))),
  )
  const statistics = [...group(all, ({ exercise, check }) => JSON.stringify([exercise.id, check.id])).values()].flatMap((results) => {
    const tried = results.filter(({ check }) => wasTried(check))
    const first = tried[0]
    if (first === undefined) return []
    const failed = tried.filter(({ check }) => check.fraction < 1).length
    return [
      {
        exercise: first.exercise.id,
        sheet: first.exercise.sheet,
        check: first.check.id,
        title: first.check.title,
        visibility: first.check.visibility,
        mean: mean(tried, ({ check }) => check.fraction) ?? 0,
        tried: tried.length,
        failed,
      },
    ]
  })
  return statistics.filter((check) => check.failed > 0).sort((a, b) => a.mean - b.mean || b.failed - a.failed)
}

/** Hundredths of an exercise that a person has to give, by reading; not those that only a fault of ours holds back. */
export function toMark({ checks }: Pick<ExerciseResult, 'checks'>): number {
  return sum(checks, ({ verdict, max }) => (verdict === 'pending-manual' ? max : 0))
}

const UNTRIED: ReadonlySet<CheckResult['verdict']> = new Set(['not-attempted', 'skipped', 'pending-manual', 'judging-error', 'load-error'])

/** Whether a check says something about what was asked: a function was called, and judged. A file that cannot be loaded loses all alike. */
export function wasTried(check: CheckResult): boolean {
  return !UNTRIED.has(check.verdict)
}
