import { attemptsOf } from '#course/attempts/attempts-of'
import { foldGradebook } from '#course/gradebook/fold'
import type { CountedMark } from '#course/gradebook/gradebook-input'
import { lastMoment } from '#course/gradebook/lateness'
import { shownResults } from '#course/gradebook/shown'
import type { CourseContent } from '#course/load-course'
import { NO_COURSE } from '#course/model/course'
import type { GradebookRow } from '#course/model/gradebook'
import { policiesOf } from '#course/sheet/policies'
import { scaled, sheetOf } from '#course/sheet/scale'
import { momentText } from '#course/time/moment'
import { countingMarks, type Mark, manualPoints, withMarks } from '#grading/engine/marks'
import type { Override } from '#grading/model/adjustment'
import type { CourseFacts, SubmissionFacts } from '#grading/model/report'
import type { ShownCourse, StudentResult } from '#grading/model/result'

export interface CourseRun {
  /** Absent where no course.yaml is in force. */
  readonly content?: CourseContent | undefined
  /** As computed, one for each submission. */
  readonly computed: readonly StudentResult[]
  readonly marks: readonly Mark[]
  readonly overrides: readonly Override[]
  /** Time of the run: ISO 8601, UTC. */
  readonly startedAt: string
  /** When reports are written: ISO 8601, UTC. */
  readonly now: string
  /** Whether students were told of the grades of the run. */
  readonly published: boolean
}

export interface CourseResults {
  /** For reports: one for each student. */
  readonly students: readonly StudentResult[]
  /** One for each submission, in the points of the course, with no marks: what a person marks. */
  readonly submissions: readonly StudentResult[]
  readonly rows: readonly GradebookRow[]
  /** Whole sentences for a person. */
  readonly remarks: readonly string[]
  readonly course?: ShownCourse
  /** For the pages; absent where nothing but computed results and marks counts. */
  readonly facts?: CourseFacts
}

/** The grades of a run: by the rules of its course, and without one as computed, with marks and overrides. */
export function courseResults({ content, computed, marks, overrides, startedAt, now, published }: CourseRun): CourseResults {
  const { course, roster, records } = content ?? { course: NO_COURSE, roster: undefined, records: [] }
  const { exercises } = policiesOf(course, sheetOf(computed))
  const submissions = content === undefined ? computed : computed.map((result) => scaled(result, exercises))
  const given = inWhole(marks, computed)
  const marked = submissions.map((result) => withMarks(result, given))
  if (content === undefined && overrides.length === 0) return { students: marked, submissions, rows: [], remarks: [] }
  const book = foldGradebook({
    ...{ course, exercises, results: marked, overrides },
    marks: submissions.flatMap((result) => [...countingMarks(result, given).values()].map(counted)),
    ...(roster === undefined ? {} : { roster }),
    attempts: attemptsOf(marked, roster, records),
    at: startedAt || now,
  })
  const last = lastMoment(course, roster ?? [])
  const students = shownResults(book, marked, exercises, { now, published, ...(last === undefined ? {} : { lastMoment: last }) })
  const shown = content === undefined ? students.map(withoutAttempts) : students
  return {
    students: shown,
    facts: factsOf(content, shown),
    submissions,
    rows: book.rows,
    remarks: book.remarks,
    ...(hasFile(content) ? { course: shownCourse(course) } : {}),
  }
}

/** What pages say of the course and of each student. */
function factsOf(content: CourseContent | undefined, students: readonly StudentResult[]): CourseFacts {
  const submissions = students.map(({ id, person, attempts, adjustments = [], exercises }): [string, SubmissionFacts] => {
    // What was given for a written answer stands at its check.
    const changes = [...exercises.flatMap((exercise) => exercise.adjustments ?? []).filter(({ kind }) => kind !== 'manual'), ...adjustments]
    return [id, { ...person, ...(attempts === undefined ? {} : { attempts }), ...(changes.length === 0 ? {} : { adjustments: changes }) }]
  })
  const course = !hasFile(content) ? {} : { title: content.course.title, timezone: content.course.timezone }
  return { ...course, submissions: new Map(submissions) }
}

/** Decisions on whose submissions are count without a course.yaml, too; every course.yaml has a title. */
function hasFile(content: CourseContent | undefined): content is CourseContent {
  return content !== undefined && content.course.title !== ''
}

function shownCourse({ title, due, timezone }: CourseContent['course']): ShownCourse {
  return { title, ...(due === undefined ? {} : { due: momentText(due, timezone) }) }
}

/** Older marks do not say of how many points they are; a course may have scaled those of the sheet. */
function inWhole(marks: readonly Mark[], computed: readonly StudentResult[]): readonly Mark[] {
  const byId = new Map(computed.map((result) => [result.id, result]))
  return marks.map((mark) => {
    const exercise = byId.get(mark.student)?.exercises.find(({ id }) => id === mark.exercise)
    return mark.of !== undefined || exercise === undefined ? mark : { ...mark, of: manualPoints(exercise) }
  })
}

function counted({ student, exercise, points, by, comment, at }: Mark): CountedMark {
  return { submission: student, exercise, points, by, ...(comment === undefined ? {} : { comment }), at }
}

function withoutAttempts({ attempts: _, person: __, ...student }: StudentResult): StudentResult {
  return student
}
