import { group, mean, median, sum } from 'd3-array'
import type { ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { type CheckStatistics, hardestChecks, itemAnalysis } from './item-analysis.ts'
import { statusLook, type Tone } from './text/status.ts'

export interface ExerciseStatistics {
  readonly id: string
  readonly sheet: string
  readonly title: string
  readonly max: number
  /** Whether the mean says something: somebody's answer was judged, or nobody's waits. */
  readonly settled: boolean
  /** Mean score in hundredths over everyone whose work could be judged. */
  readonly mean: number
  /** Hundredths that all of them together did not get. */
  readonly lost: number
  /** Number of students by outcome; they add up to the class. */
  readonly counts: Readonly<Record<Tone, number>>
}

export interface ClassStatistics {
  /** Hundredths, over everyone of whom something could be judged. */
  readonly mean: number
  readonly median: number
  readonly max: number
  /** Students of whom nothing could be judged: no part of mean, median and distribution, where they would count as 0. */
  readonly unjudged: number
  /** Submissions of which nobody knows the student: no part of any number here. */
  readonly unassigned: number
  readonly exercises: readonly ExerciseStatistics[]
  /** Every check that somebody tried, in the order of the sheet. */
  readonly checks: readonly CheckStatistics[]
  /** {@link hardestChecks} of them. */
  readonly hardest: readonly CheckStatistics[]
}

/** Numbers about the students of a class who were graded; see {@link studentsOf}. Of no students everything is 0. */
export function classStatistics(whole: RunResult): ClassStatistics {
  const all = studentsOf(whole)
  const run = { ...whole, students: all.filter((student) => student.notGraded !== true) }
  const totals = run.students.filter(countsInMean).map((student) => student.score)
  const checks = itemAnalysis(run)
  return {
    mean: mean(totals) ?? 0,
    median: median(totals) ?? 0,
    max: Math.max(0, ...whole.students.map((student) => student.max)),
    unjudged: run.students.length - totals.length,
    unassigned: whole.students.length - all.length,
    exercises: exerciseStatistics(run),
    checks,
    hardest: hardestChecks(checks, run.students.length),
  }
}

/** The students of a class: a submission of which nobody knows whose it is, is none. */
export function studentsOf({ students }: Pick<RunResult, 'students'>): readonly StudentResult[] {
  return students.filter(({ unassigned }) => unassigned === undefined)
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
      settled: judged.length === results.length || judged.some(({ status }) => status !== 'not-attempted'),
      mean: mean(judged, (result) => result.score) ?? 0,
      lost: sum(judged, (result) => result.max - result.score),
      counts,
    }
  })
}

/** Hundredths of an exercise that a person has to give, by reading; not those that only a fault of ours holds back. */
export function toMark({ checks }: Pick<ExerciseResult, 'checks'>): number {
  return sum(checks, ({ verdict, max }) => (verdict === 'pending-manual' ? max : 0))
}
