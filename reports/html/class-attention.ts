import { group, sum } from 'd3-array'
import { findingText } from '#grading/messages/finding-text'
import { caseLines, reproduction } from '#grading/messages/reproduction'
import type { RunResult, StudentResult } from '#grading/model/result'
import { equalPictures } from '../equal-pictures.ts'
import { equalSubmissions } from '../equal-submissions.ts'
import { toMark } from '../statistics.ts'
import { causesOf } from '../text/common-fault.ts'
import { countedPoints } from '../text/points.ts'
import { anchorOf } from './anchor.ts'
import { preformatted, type View } from './markup.ts'
import { rubricView } from './rubric-view.ts'

const MOST = 20

/** A student as the class page names and links one: by the name on the roster, where there is one. */
export type Named = (id: string) => { readonly id: string; readonly href: string }

/** What could not be graded: of a student once what several exercises have in common, else exercise by exercise. */
export function waitingView({ students }: RunResult, named: Named): View {
  const waiting = students
    .filter((student) => student.notGraded !== true)
    .map((student) => unjudgedOf(student).map((item) => ({ ...named(student.id), ...item })))
    .filter((items) => items.length > 0)
  const all = waiting.flat()
  if (all.length === 0) return null
  return { items: all.slice(0, MOST), more: Math.max(0, all.length - MOST), count: waiting.length, one: waiting.length === 1 }
}

/** Submissions that a platform marks late without a time, while nobody has decided what that costs. */
export function undecidedView({ students }: RunResult, named: Named): View {
  const waiting = students.filter(({ undecided }) => undecided !== undefined)
  if (waiting.length === 0) return null
  return { names: waiting.map(({ id }) => named(id)), count: waiting.length }
}

/** Submissions of a course that belong to no student of its class list. */
export function strangersView({ students }: RunResult, named: Named): View {
  const strangers = students.flatMap(({ id, unassigned }) => (unassigned === undefined ? [] : [{ ...named(id), says: unassigned }]))
  if (strangers.length === 0) return null
  return { items: strangers.slice(0, MOST), more: Math.max(0, strangers.length - MOST), count: strangers.length }
}

function unjudgedOf({ id, exercises }: StudentResult): readonly { readonly what: string; readonly says: View; readonly reproduce: View }[] {
  const causes = causesOf(exercises).filter(({ own }) => !own)
  const told = new Set(causes.flatMap((cause) => cause.exercises))
  const others = exercises.filter((exercise) => exercise.status === 'judging-error' && !told.has(exercise))
  return [
    ...causes.map((cause) => ({ what: `, ${cause.exercises.length} exercises`, says: cause.findings[0]?.text ?? null, reproduce: null })),
    ...others.map((exercise) => {
      const check = exercise.checks.find(({ verdict }) => verdict === 'judging-error')
      const finding = check?.findings[0]
      return {
        what: `, ${exercise.sheet} ${exercise.title}`,
        says: finding === undefined ? null : findingText(finding).text,
        reproduce: check === undefined ? null : reproduction('.', { student: id, exerciseId: exercise.id, checkId: check.id }),
      }
    }),
  ]
}

/** Checks of ours that threw, each place once: with the stack, what it was at, and how to run it again. */
export function defectsView({ students }: RunResult, named: Named): View {
  const all = students.flatMap(({ id, exercises }) =>
    exercises.flatMap((exercise) =>
      exercise.checks.flatMap(({ id: checkId, title, diagnosis, case: number }) =>
        diagnosis === undefined ? [] : [{ student: id, exercise, checkId, title, diagnosis, case: diagnosis.at?.case ?? number }],
      ),
    ),
  )
  if (all.length === 0) return null
  const places = [...group(all, ({ exercise, checkId, diagnosis }) => `${exercise.id} ${checkId} ${diagnosis.stack}`).values()]
  const items = places.slice(0, MOST).map((same) => {
    const [{ exercise, student, checkId, title, diagnosis, case: number }] = same as [(typeof all)[number]]
    const of = { student, exerciseId: exercise.id, checkId, ...(number === undefined ? {} : { case: number }) }
    return {
      ...{ sheet: exercise.sheet, title: exercise.title, check: title, stack: preformatted(diagnosis.stack) },
      at: diagnosis.at === undefined ? null : preformatted(caseLines(diagnosis.at).join('\n')),
      students: same.slice(0, MOST).map((one) => named(one.student)),
      more: Math.max(0, same.length - MOST),
      reproduce: reproduction('.', of),
    }
  })
  return { items, more: Math.max(0, places.length - MOST), count: places.length }
}

/** Answers that an instructor has to read, exercise by exercise, in the order of the students. */
export function toMarkView({ students }: RunResult, named: Named): View {
  const all = students.flatMap(({ id, exercises }) =>
    exercises.flatMap((exercise) => (toMark(exercise) === 0 ? [] : [{ id, exercise, points: toMark(exercise) }])),
  )
  if (all.length === 0) return null
  const exercises = [...group(all, ({ exercise }) => exercise.id).values()].map((answers) => {
    const { exercise } = answers[0] as (typeof answers)[number]
    return {
      sheet: exercise.sheet,
      title: exercise.title,
      count: answers.length,
      pending: countedPoints(sum(answers, ({ points }) => points)),
      answers: answers.map(({ id }) => ({ ...named(id), href: `${named(id).href}#${anchorOf(exercise.id)}` })),
      rubric: rubricView(exercise),
    }
  })
  return { exercises, count: all.length, one: all.length === 1, pending: countedPoints(sum(all, ({ points }) => points)) }
}

/** Submissions and plots that several students have. */
export function equalView(run: RunResult, named: Named): View {
  const submissions = equalSubmissions(run).map((same) => ({ items: same.map((id) => ({ ...named(id), name: null })) }))
  const plots = equalPictures(run.students).map((same) => ({ items: same.map(({ student, name }) => ({ ...named(student), name })) }))
  if (submissions.length + plots.length === 0) return null
  const shown = (groups: readonly View[]): View =>
    groups.length === 0 ? null : { groups: groups.slice(0, MOST), more: Math.max(0, groups.length - MOST) }
  return { submissions: shown(submissions), plots: shown(plots), count: submissions.length + plots.length }
}
