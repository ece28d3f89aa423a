import type { CourseContent } from '#course/load-course'
import type { StudentResult } from '#grading/model/result'
import type { WorthOf } from '#grading/runner/run/grade-class'
import { type CourseRun, courseResults } from './course-results.ts'

/**
 * What one submission is worth by itself: in the points of its course, with marks, points set by hand and what being late costs. Which of several attempts
 * counts is known at the end of a run only.
 */
export function submissionPoints(run: Omit<CourseRun, 'computed' | 'now' | 'published'>): WorthOf {
  return (result) => {
    const content = run.content === undefined ? undefined : ofSubmission(run.content, result)
    const { rows, students } = courseResults({ ...run, content, computed: [result], now: run.startedAt, published: false })
    const worth = rows.flatMap(({ attempts, max }) =>
      attempts.filter(({ submission }) => submission === result.id).map(({ points }) => ({ score: points, max })),
    )
    const [{ score, max }] = [...worth, ...students, result] as [StudentResult]
    return { score, max }
  }
}

/** The course with nobody else: rows of others say nothing here. */
function ofSubmission(content: CourseContent, { id }: StudentResult): CourseContent {
  const records = content.records.filter(({ submission }) => submission === id)
  const students = new Set(records.map(({ student }) => student))
  const { roster } = content
  return { ...content, records, ...(roster === undefined ? {} : { roster: roster.filter((entry) => students.has(entry.id)) }) }
}
