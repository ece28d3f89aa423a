import { findingText } from '#grading/messages/finding-text'
import { reproduction } from '#grading/messages/reproduction'
import type { CourseFacts, ReportView } from '#grading/model/report'
import type { RunResult } from '#grading/model/result'
import { type CheckStatistics, FEWEST_FOR_DISCRIMINATION, wasTried } from '../item-analysis.ts'
import { classMistakes } from '../mistakes.ts'
import { classStatistics, countsInMean, type ExerciseStatistics, studentsOf } from '../statistics.ts'
import { counted } from '../text/counted.ts'
import { dateText } from '../text/date.ts'
import { percent, pointsText } from '../text/points.ts'
import { partialRun, runBanner } from '../text/run-banner.ts'
import { scoreBar } from './chart/bar.ts'
import { histogram } from './chart/histogram.ts'
import { OUTCOMES, stackedBar } from './chart/stacked-bar.ts'
import { defectsView, equalView, type Named, strangersView, toMarkView, undecidedView, waitingView } from './class-attention.ts'
import { rowsView } from './class-rows.ts'
import type { View } from './markup.ts'
import { sinceView } from './since-view.ts'

const MOST_HARD_CHECKS = 10
const MOST_MISTAKES = 10
/** So many names stand in a cell; more are folded. */
const MOST_NAMES = 4

/** What class.hbs shows. For the instructor: hidden checks are among the hardest. */
export function classView(
  { run, course, gradedAt, earlier }: Omit<ReportView, 'statements'>,
  pathOf: (id: string) => string,
): { readonly [field: string]: View } {
  const statistics = classStatistics(run)
  const { mean, median, max, unjudged, unassigned } = statistics
  const sheet = new Map(run.students.flatMap(({ exercises }) => exercises.map(({ id, sheet }) => [id, sheet])))
  const students = studentsOf(run)
  const partial = partialRun({ students })
  const named: Named = (id) => ({ id: course?.submissions?.get(id)?.name ?? id, href: encodeURI(pathOf(id)) })
  const [waiting, toMark, equal] = [waitingView(run, named), toMarkView(run, named), equalView(run, named)]
  const strangers = strangersView(run, named)
  const undecided = undecidedView(run, named)
  const defects = defectsView(run, named)
  const others = waiting !== null || toMark !== null || equal !== null
  return {
    title: 'Class report',
    kicker: ['Report for the instructor', course?.title, course?.sheet].filter((part) => part !== undefined && part !== '').join(' · '),
    facts: factsView(course, [
      ['Graded', gradedAt],
      ['Published', run.published?.at],
    ]),
    since: sinceView({ run, ...(course && { course }), ...(earlier && { earlier }) }, named),
    students: partial === undefined ? students.length : `${partial.graded} of ${partial.of}`,
    one: students.length === 1,
    max: pointsText(max),
    mean: pointsText(Math.round(mean)),
    meanPercent: percent(mean, max),
    median: pointsText(Math.round(median)),
    medianPercent: percent(median, max),
    unjudged: unjudged === 0 ? null : unjudged,
    submitting: submittingView(course, students),
    unassigned: unassigned === 0 ? null : counted(unassigned, 'submission'),
    distribution: max === 0 ? null : distributionView(students, max, median),
    legend: OUTCOMES.map(({ tone, word }) => ({ tone, word })),
    sheets: [...sheet.values()],
    exercises: statistics.exercises.map((one) => exerciseView(one, students.length)).sort((a, b) => b.lost - a.lost),
    hardest: statistics.hardest.slice(0, MOST_HARD_CHECKS).map((check) => ({ ...itemView(check), often: oftenFound(check, students) })),
    items: statistics.checks.map(itemView),
    fewest: FEWEST_FOR_DISCRIMINATION,
    mistakes: mistakesView({ ...run, students }, named),
    waiting,
    strangers,
    undecided,
    toMark,
    equal,
    defects,
    others,
    beforeStrangers: others || defects !== null,
    attention: others || defects !== null || strangers !== null || undecided !== null,
    beforeUndecided: others || defects !== null || strangers !== null,
    rows: rowsView(run, [...sheet.keys()], named, course),
    banner: runBanner(run) ?? null,
    seed: run.seed,
    version: run.assay,
    engine: run.engine ?? null,
  }
}

function factsView(course: CourseFacts | undefined, times: readonly (readonly [what: string, at: string | undefined])[]): View {
  const facts = times.flatMap(([what, at]) => (at === undefined ? [] : [{ what, says: dateText(at, course?.timezone) }]))
  return facts.length === 0 ? null : facts
}

function distributionView(students: RunResult['students'], max: number, median: number): View {
  const totals = students.filter((student) => student.notGraded !== true && countsInMean(student)).map(({ score }) => score / 100)
  return histogram(totals, max / 100, Math.round(median) / 100)
}

/** How many were late, and how many submitted several times, where a course knows. */
function submittingView(course: CourseFacts | undefined, students: RunResult['students']): View {
  const all = students.flatMap(({ id }) => {
    const attempts = course?.submissions?.get(id)?.attempts
    return attempts === undefined ? [] : [attempts]
  })
  if (all.length === 0) return null
  const late = all.filter((attempts) =>
    attempts.some(({ counts, lateBy, markedLate }) => counts && (lateBy > 0 || markedLate === true)),
  ).length
  const several = all.filter((attempts) => attempts.length > 1).length
  return `${late} late, ${several} with several attempts`
}

function exerciseView(exercise: ExerciseStatistics, students: number) {
  const { sheet, title, max, mean, counts, settled } = exercise
  return {
    sheet,
    title,
    settled,
    mean: percent(mean, max),
    attempted: students - counts.open,
    lost: exercise.lost,
    each: pointsText(Math.round(max - mean)),
    max: pointsText(max),
    bar: stackedBar(`${sheet} ${title}`, counts),
  }
}

function itemView(check: CheckStatistics) {
  const { discrimination } = check
  return {
    sheet: check.sheet,
    title: check.title,
    hidden: check.visibility === 'hidden',
    mean: percent(check.mean, 1),
    bar: scoreBar(`mean of ${check.title}`, check.mean, 1, 'full'),
    failed: check.failed,
    tried: check.tried,
    lost: pointsText(check.lost),
    discrimination: discrimination === undefined ? '–' : signed(discrimination),
    odd: discrimination !== undefined && discrimination < 0,
  }
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** What most students got wrong here. A known mistake speaks for itself; of other findings only the kind is the same for several. */
function oftenFound({ exercise, check }: CheckStatistics, students: RunResult['students']): View {
  const all = students.flatMap((student) =>
    student.exercises
      .filter(({ id }) => id === exercise)
      .flatMap(({ checks }) => checks.filter((result) => result.id === check && wasTried(result))),
  )
  const counts = new Map<string, number>()
  for (const result of all) {
    const finding = result.findings.find(({ severity }) => severity === 'error')
    if (finding === undefined) continue
    const says =
      finding.code === 'known-mistake'
        ? findingText({ ...finding, case: '' }).text
        : finding.code === 'fault'
          ? finding.fault.kind.replaceAll('-', ' ')
          : finding.code.replaceAll('-', ' ')
    counts.set(says, (counts.get(says) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most === undefined ? null : { says: most[0], times: most[1] }
}

function mistakesView(run: RunResult, named: Named): View {
  const rows = classMistakes(run).map(({ sheet, mistake, says, students, first, lost }) => ({
    sheet,
    mistake,
    says,
    reproduce: reproduction('.', first),
    count: students.length,
    lost: pointsText(lost),
    folded: students.length > MOST_NAMES ? counted(students.length, 'student') : null,
    students: students.map(named),
  }))
  if (rows.length === 0) return null
  const more = rows.slice(MOST_MISTAKES)
  return { rows: rows.slice(0, MOST_MISTAKES), more: more.length === 0 ? null : more }
}
