import type { Mark } from '#grading/engine/marks'
import type { RunResult } from '#grading/model/result'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { givenMarks, type MarkOptions } from '#grading/runner/run/given-marks'
import { countedPoints, pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { amendRun } from '../course/amend-run.ts'
import type { CourseResults } from '../course/course-results.ts'
import { rowCalled, submissionsByName } from '../course/names.ts'

/**
 * `assay mark <run>`: records what a person gave for answers that no program judges, and writes all reports of the run anew. All marks that
 * are asked for are recorded, or none.
 */
export async function mark(run: string, options: MarkOptions & { readonly reason?: string }, io: Io): Promise<ExitCode> {
  let before: readonly Mark[] = []
  let asked: readonly Mark[] = []
  let news: readonly Mark[] = []
  const { result, written } = await amendRun(
    run,
    io,
    async ({ contents, grades, ofCourse }) => {
      before = contents.marks
      const graded = grades.submissions.filter(({ notGraded }) => notGraded !== true)
      const called = submissionsByName(grades.rows)
      const unmarkable = (name: string): string | undefined => unmarkableText(name, grades)
      const context = { run, cwd: io.cwd, at: new Date().toISOString(), called, unmarkable, ofCourse }
      asked = await givenMarks(options, graded, context)
      news = asked.filter((one) => !isKnown(one, before))
      const by = [...new Set(news.map((one) => one.by))].join(', ')
      return { lines: news.map((one) => ({ type: 'mark', ...one })), reason: options.reason, by }
    },
    (now) => {
      for (const one of news) io.out(`${visible(sentence(one, now, lastOf(one, before)))}\n`)
      if (news.length < asked.length) io.out(`${asked.length - news.length} already recorded, unchanged\n`)
    },
  )
  const left = result.students.reduce((sum, student) => sum + (student.pending > 0 ? 1 : 0), 0)
  io.out(left === 0 ? 'All answers are marked.\n' : `${left} ${left === 1 ? 'student has' : 'students have'} points pending.\n`)
  return written ? EXIT.ok : EXIT.couldNotJudge
}

/** Why a student whom the run knows has no answer to mark. */
function unmarkableText(name: string, { rows, submissions }: CourseResults): string | undefined {
  const row = rowCalled(rows, name)
  const id = (row === undefined ? name : (row.submission ?? '')).normalize('NFC')
  const waits = submissions.some((one) => one.notGraded === true && one.id.normalize('NFC') === id)
  if (waits) return 'is not graded yet: the run was stopped; continue with assay grade --resume before it is marked'
  const nothing = row !== undefined && row.submission === undefined
  return nothing ? 'submitted nothing that could be marked; assay override sets points by hand' : undefined
}

/** The mark that counts now for the same answer. */
function lastOf(one: Mark, marks: readonly Mark[]): Mark | undefined {
  return marks.findLast((other) => other.student === one.student && other.exercise === one.exercise)
}

/** Whether the mark that counts now is the same: a table may be handed in again. */
function isKnown(one: Mark, marks: readonly Mark[]): boolean {
  const last = lastOf(one, marks)
  return last !== undefined && (['points', 'of', 'by', 'comment', 'hash'] as const).every((key) => last[key] === one[key])
}

function sentence({ student, exercise, points, by }: Mark, run: RunResult, before: Mark | undefined): string {
  const total = run.students.find(
    ({ id, attempts }) => id === student || attempts?.some(({ submission }) => submission === student) === true,
  )
  const now = total === undefined ? '' : `; now ${pointsText(total.score)} of ${pointsText(total.max)}`
  const replaced = before === undefined ? '' : ` (replaces ${countedPoints(before.points)} by ${before.by})`
  return `${student}, ${exercise}: ${countedPoints(points)} by ${by}${now}${replaced}`
}
