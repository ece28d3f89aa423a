import type { CourseContent } from '#course/load-course'
import { withPublication } from '#grading/engine/publication'
import type { ReportView } from '#grading/model/report'
import type { RunResult, StudentResult } from '#grading/model/result'
import { described, type Outline } from '#grading/runner/outline'
import { reportView } from '#grading/runner/report-view'
import type { Basis } from '#grading/runner/run/reuse'
import type { RunJournal } from '#grading/runner/run/run-journal'
import { correctionOf, recordCorrection } from './corrections.ts'
import { courseResults } from './course-results.ts'
import { runBefore } from './run-before.ts'

interface GradedClass {
  readonly exercises: readonly Outline[]
  readonly seed: number
  readonly basis: Basis
  readonly made: Pick<RunResult, 'sandbox' | 'engine'>
  readonly whose: { readonly content: CourseContent } | undefined
  readonly book: RunJournal
  /** One for each submission, as computed. */
  readonly computed: readonly StudentResult[]
  readonly interrupted: boolean
  /** Folder of the reports. */
  readonly out: string
  readonly options: { readonly out: string; readonly reason?: string }
}

/**
 * What all reports of a graded class are made of, and what an instructor should know, in whole sentences. Where a grade that students know is another one
 * now, that is recorded.
 */
export async function gradedView(graded: GradedClass): Promise<{ readonly view: ReportView; readonly remarks: readonly string[] }> {
  const { exercises, seed, basis, made, whose, book, computed, interrupted, out, options } = graded
  const { marks, overrides, startedAt, published, earlier } = book
  const grades = courseResults({
    ...{ content: whose?.content, computed, marks, overrides, startedAt },
    ...{ now: new Date().toISOString(), published: published.length > 0 },
  })
  const correction = interrupted ? undefined : correctionOf(published, grades.students, options, options.out)
  if (correction !== undefined) await recordCorrection(out, correction)
  const shown = grades.course === undefined ? made : { ...made, course: grades.course }
  const before = interrupted ? undefined : runBefore(earlier, basis)
  const reported = reportView(exercises.map(described), seed, grades.students, shown)
  const view = {
    ...reported,
    run: withPublication(reported.run, [...published, ...(correction === undefined ? [] : [correction])]),
    gradedAt: startedAt,
    gradedBefore: book.gradedBefore,
    ...(before && { earlier: before }),
    ...(grades.facts === undefined ? {} : { course: grades.facts }),
  }
  return { view, remarks: grades.remarks }
}
