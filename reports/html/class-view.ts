import { findingText } from '#grading/messages/finding-text'
import type { ExerciseResult, RunResult, StudentResult } from '#grading/model/result'
import { equalPictures } from '../equal-pictures.ts'
import { type CheckStatistics, wasTried } from '../item-analysis.ts'
import { classMistakes } from '../mistakes.ts'
import { classStatistics, countsInMean, type ExerciseStatistics, toMark } from '../statistics.ts'
import { decimalsOf, percent, pointsText } from '../text/points.ts'
import { partialRun, runBanner } from '../text/run-banner.ts'
import { statusLook } from '../text/status.ts'
import { anchorOf } from './anchor.ts'
import { scoreBar } from './chart/bar.ts'
import { histogram } from './chart/histogram.ts'
import { OUTCOMES, stackedBar } from './chart/stacked-bar.ts'
import type { View } from './markup.ts'
import { rubricView } from './rubric-view.ts'

const MOST_HARD_CHECKS = 10
const MOST_WAITING = 20
const MOST_MISTAKES = 25

/** What class.hbs shows. For the instructor: hidden checks are among the hardest. */
export function classView(run: RunResult, pathOf: (id: string) => string): { readonly [field: string]: View } {
  const statistics = classStatistics(run)
  const { mean, median, max, unjudged } = statistics
  const ids = statistics.exercises.map((exercise) => exercise.id)
  const partial = partialRun(run)
  const graded = run.students.filter((student) => student.notGraded !== true)
  const scores = run.students.flatMap((student) => [student.score, ...student.exercises.map((exercise) => exercise.score)])
  return {
    title: 'Class report',
    students: partial === undefined ? run.students.length : `${partial.graded} of ${partial.of}`,
    one: run.students.length === 1,
    max: pointsText(max),
    mean: pointsText(Math.round(mean)),
    meanPercent: percent(mean, max),
    median: pointsText(Math.round(median)),
    medianPercent: percent(median, max),
    unjudged: unjudged === 0 ? null : unjudged,
    distribution:
      max === 0
        ? null
        : histogram(
            graded.filter(countsInMean).map((student) => student.score / 100),
            max / 100,
            Math.round(median) / 100,
          ),
    legend: OUTCOMES.map(({ tone, word }) => ({ tone, word })),
    exercises: statistics.exercises.map(exerciseView),
    hardest: statistics.hardest.slice(0, MOST_HARD_CHECKS).map((check) => hardView(check, run)),
    mistakes: mistakesView(run, pathOf),
    waiting: waitingView(run, pathOf),
    toMark: toMarkView(run, pathOf),
    equal: equalView(run, pathOf),
    rows: run.students.map((student) => rowView(student, ids, decimalsOf(scores), pathOf)),
    banner: runBanner(run) ?? null,
    seed: run.seed,
    version: run.assay,
    engine: run.engine ?? null,
  }
}

function exerciseView(exercise: ExerciseStatistics): View {
  return {
    sheet: exercise.sheet,
    title: exercise.title,
    mean: percent(exercise.mean, exercise.max),
    bar: stackedBar(`${exercise.sheet} ${exercise.title}`, exercise.counts),
  }
}

function hardView(check: CheckStatistics, run: RunResult): View {
  return {
    sheet: check.sheet,
    title: check.title,
    hidden: check.visibility === 'hidden',
    mean: percent(check.mean, 1),
    bar: scoreBar(`mean of ${check.title}`, check.mean, 1, 'full'),
    failed: check.failed,
    tried: check.tried,
    often: oftenFound(check, run),
  }
}

/** What most students got wrong here. A known mistake speaks for itself; of other findings only the kind is the same for several. */
function oftenFound({ exercise, check }: CheckStatistics, run: RunResult): View {
  const all = run.students.flatMap((student) =>
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

function mistakesView(run: RunResult, pathOf: (id: string) => string): View {
  const all = classMistakes(run)
  const rows = all.slice(0, MOST_MISTAKES).map(({ sheet, says, students, lost }) => ({
    sheet,
    says,
    count: students.length,
    lost: pointsText(lost),
    students: students.map((id) => ({ id, href: encodeURI(pathOf(id)) })),
  }))
  return all.length === 0 ? null : { rows, more: Math.max(0, all.length - MOST_MISTAKES) }
}

/** What could not be graded: of a student once what all of it has in common, else exercise by exercise. */
function waitingView(run: RunResult, pathOf: (id: string) => string): View {
  const graded = run.students.filter((student) => student.notGraded !== true)
  const waiting = graded.flatMap((student) => {
    const stuck = student.exercises.filter(({ status }) => status === 'judging-error')
    const items = stuck.map((exercise) => {
      const finding = exercise.checks.find((check) => check.verdict === 'judging-error')?.findings[0]
      const what = `, ${exercise.sheet} ${exercise.title}`
      return { id: student.id, href: encodeURI(pathOf(student.id)), what, says: finding === undefined ? null : findingText(finding).text }
    })
    const [first, ...others] = items
    if (first === undefined) return []
    const same = others.length > 0 && others.every(({ says }) => says === first.says)
    return [same ? [{ ...first, what: `, ${items.length} exercises` }] : items]
  })
  const all = waiting.flat()
  if (all.length === 0) return null
  return {
    items: all.slice(0, MOST_WAITING),
    more: Math.max(0, all.length - MOST_WAITING),
    count: waiting.length,
    one: waiting.length === 1,
  }
}

/** Answers that a person has to read, in the order of the students. */
function toMarkView(run: RunResult, pathOf: (id: string) => string): View {
  const all = run.students.flatMap((student) =>
    student.exercises.flatMap((exercise) => {
      const points = toMark(exercise)
      if (points === 0) return []
      const href = `${encodeURI(pathOf(student.id))}#${anchorOf(exercise.id)}`
      return [{ id: student.id, href, sheet: exercise.sheet, title: exercise.title, points: pointsText(points), hundredths: points }]
    }),
  )
  if (all.length === 0) return null
  const pending = pointsText(all.reduce((sum, { hundredths }) => sum + hundredths, 0))
  return { items: all, count: all.length, one: all.length === 1, pending, rubrics: rubricsToMark(run) }
}

/** Grading criteria, once for each exercise that has an answer to mark. */
function rubricsToMark(run: RunResult): View {
  const waiting = run.students.flatMap(({ exercises }) => exercises.filter((exercise) => toMark(exercise) > 0))
  const first = new Map<string, ExerciseResult>()
  for (const exercise of waiting) if (!first.has(exercise.id)) first.set(exercise.id, exercise)
  return [...first.values()].flatMap((exercise) => {
    const lines = rubricView(exercise)
    return lines === null ? [] : [{ sheet: exercise.sheet, title: exercise.title, lines }]
  })
}

function equalView(run: RunResult, pathOf: (id: string) => string): View {
  const all = equalPictures(run.students)
  const shown = all
    .slice(0, MOST_WAITING)
    .map((same) => same.map(({ student, name }) => ({ id: student, name, href: encodeURI(pathOf(student)) })))
  return all.length === 0 ? null : { groups: shown.map((pictures) => ({ pictures })), more: Math.max(0, all.length - MOST_WAITING) }
}

function pendingText(hundredths: number): View {
  return hundredths > 0 ? pointsText(hundredths) : null
}

function rowView(student: StudentResult, ids: readonly string[], decimals: number, pathOf: (id: string) => string): View {
  const results = new Map(student.exercises.map((exercise) => [exercise.id, exercise]))
  const who = { id: student.id, href: encodeURI(pathOf(student.id)) }
  if (student.notGraded === true) {
    const cells = ids.map(() => ({ sign: '', tone: 'waits', word: 'not graded yet', points: '' }))
    return { ...who, kind: 'not graded yet', score: '', percent: '', pending: null, cells }
  }
  return {
    ...who,
    kind: student.kind,
    score: pointsText(student.score, decimals),
    percent: percent(student.score, student.max),
    pending: pendingText(student.pending),
    cells: ids.map((id) => {
      const exercise = results.get(id)
      if (exercise === undefined) return { sign: '', tone: 'open', word: 'not part of this run', points: '' }
      const { sign, tone, word } = statusLook(exercise.status)
      return { sign, tone, word, points: exercise.status === 'not-attempted' ? '' : pointsText(exercise.score, decimals) }
    }),
  }
}
