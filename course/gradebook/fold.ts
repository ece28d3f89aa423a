import { type AttemptUse, adjustmentFlaw, type Override } from '#grading/model/adjustment'
import { byCode } from '#grading/model/by-code'
import type { StudentResult } from '#grading/model/result'
import { OF_NOBODY } from '../attempts/record.ts'
import { type Attempt, inOrder } from '../model/attempt.ts'
import type { Gradebook, GradebookEntry, GradebookRow } from '../model/gradebook.ts'
import type { RosterEntry } from '../model/roster.ts'
import { durationText } from '../time/duration.ts'
import { choose } from './choose.ts'
import { entryOf } from './entries.ts'
import type { GradebookInput } from './gradebook-input.ts'
import type { GradedAttempt } from './graded-attempt.ts'
import { extraTimeOf, latenessOf } from './lateness.ts'
import { maxOf, totalsOf } from './totals.ts'

/**
 * The grades of a course from computed results, marks, overrides, the roster and the rules of the course. Pure: the same input in any order gives
 * the same gradebook.
 */
export function foldGradebook(input: GradebookInput): Gradebook {
  const byStudent = new Map<string, Attempt[]>()
  for (const attempt of input.attempts) byStudent.set(attempt.student, [...(byStudent.get(attempt.student) ?? []), attempt])
  const students = new Set([...(input.roster ?? []).map(({ id }) => id), ...byStudent.keys()])
  const lookup = lookupOf(input)
  const rows = [...students].sort(byCode).map((student) => rowOf(student, byStudent.get(student) ?? [], input, lookup))
  return { rows, remarks: remarksOf(rows, input) }
}

interface Lookup {
  result(submission: string): StudentResult | undefined
  entry(student: string): RosterEntry | undefined
}

function lookupOf({ results, roster = [] }: GradebookInput): Lookup {
  const byId = new Map(results.map((result) => [result.id, result]))
  const entries = new Map(roster.map((entry) => [entry.id, entry]))
  return { result: (id) => byId.get(id), entry: (id) => entries.get(id) }
}

function rowOf(student: string, attempts: readonly Attempt[], input: GradebookInput, lookup: Lookup): GradebookRow {
  const entry = lookup.entry(student)
  const ordered = inOrder(attempts)
  const overrides = countingOverrides([student, ...ordered.map(({ submission }) => submission)], input.overrides)
  const graded = ordered.map((attempt) => gradedAttempt(attempt, { entry, overrides, input, result: lookup.result(attempt.submission) }))
  const chosen = choose(graded, input.course.attempts)
  const counted = graded.find((_, i) => chosen[i]?.counts === true)
  const entries = counted?.entries ?? emptyEntries(overrides, input)
  const totals = counted?.totals ?? totalsOf(entries, { ...rulesOf(overrides, input), lateness: latenessOf({}, 0, input.course) })
  const unassigned = ordered.find((one) => one.unassigned !== undefined)?.unassigned
  const person = personOf(entry, counted === undefined ? undefined : lookup.result(counted.attempt.submission))
  return {
    student,
    ...person,
    ...(input.roster === undefined ? {} : { inRoster: entry !== undefined }),
    ...(unassigned === undefined ? {} : { unassigned }),
    attempts: graded.map(({ attempt, lateness, totals }, i): AttemptUse => {
      const { submission, number, submittedAt, markedLate } = attempt
      const time = submittedAt === undefined ? (markedLate === undefined ? {} : { markedLate }) : { submittedAt }
      return { submission, number, ...time, lateBy: lateness.lateBy, ...(chosen[i] as Chosen), points: totals.points }
    }),
    ...(counted === undefined ? {} : { submission: counted.attempt.submission }),
    exercises: entries,
    adjustments: totals.adjustments,
    ...(counted?.lateness.undecided === true ? { undecided: counted.lateness.why } : {}),
    points: totals.points,
    max: maxOf(entries),
    pending: totals.pending,
  }
}

type Chosen = Pick<AttemptUse, 'counts' | 'why'>

interface Grading {
  readonly entry: RosterEntry | undefined
  readonly overrides: readonly Override[]
  readonly input: GradebookInput
  readonly result: StudentResult | undefined
}

function gradedAttempt(attempt: Attempt, { entry, overrides, input, result }: Grading): GradedAttempt {
  const { course, exercises, marks } = input
  const lateness = latenessOf(attempt, extraTimeOf(attempt.student, entry, course), course)
  const entries = exercises.map((policy) => {
    const own = marks.filter(({ submission, exercise }) => submission === attempt.submission && exercise === policy.id)
    const exercise = result?.exercises.find(({ id }) => id === policy.id)
    return entryOf(policy, exercise, own, overrideOf(policy.id, overrides))
  })
  const { submittedAt } = attempt
  return { attempt, lateness, entries, totals: totalsOf(entries, { ...rulesOf(overrides, input), lateness, submittedAt }) }
}

function emptyEntries(overrides: readonly Override[], { exercises }: GradebookInput): readonly GradebookEntry[] {
  return exercises.map((policy) => entryOf(policy, undefined, [], overrideOf(policy.id, overrides)))
}

function rulesOf(overrides: readonly Override[], { course, at }: GradebookInput) {
  return { course, at, bonus: overrides.filter(({ exercise, points }) => exercise === undefined && points !== 0) }
}

function overrideOf(exercise: string, overrides: readonly Override[]): Override | undefined {
  return overrides.find((one) => one.exercise === exercise)
}

/** Of the overrides of a student the last for each exercise and the last for the total, without those taken back. */
function countingOverrides(names: readonly string[], overrides: readonly Override[]): readonly Override[] {
  const latest = new Map<string | undefined, Override>()
  const own = overrides.filter((one) => names.includes(one.student) && isSound(one))
  for (const one of [...own].sort(byTime)) latest.set(one.exercise, one)
  return [...latest.values()].filter(({ points }) => points !== null)
}

/** Nobody's points change without a name and a reason. */
function isSound({ points, by, at, reason }: Override): boolean {
  return adjustmentFlaw({ kind: 'override', points: points ?? 0, who: by, when: at, why: reason }) === undefined
}

function byTime(a: Override, b: Override): number {
  return (
    Date.parse(a.at) - Date.parse(b.at) || byCode(JSON.stringify([a.points, a.by, a.reason]), JSON.stringify([b.points, b.by, b.reason]))
  )
}

/** From the roster; what it does not know, as the submission says. */
function personOf(entry: RosterEntry | undefined, result: StudentResult | undefined) {
  const { name, email, group } = { ...result?.person, ...entry }
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(group === undefined ? {} : { group }),
  }
}

function remarksOf(rows: readonly GradebookRow[], { overrides, attempts, roster, exercises, course }: GradebookInput): readonly string[] {
  const known = new Set(rows.flatMap(({ student, attempts }) => [student, ...attempts.map(({ submission }) => submission)]))
  const ids = new Set(exercises.map(({ id }) => id))
  const strangers = rows.filter(({ inRoster, unassigned }) => (roster !== undefined && inRoster === false) || unassigned !== undefined)
  const unclear = attempts.filter(({ markedLate, submittedAt }) => markedLate === true && submittedAt === undefined)
  return [
    ...strangers.map(strangerText),
    ...unclear.map(({ submission }) => `The submission ${submission} is marked late and has no time; ${flaggedText(course)}.`),
    ...overrides
      .filter(({ student, exercise }) => !known.has(student) || (exercise !== undefined && !ids.has(exercise)))
      .map(
        ({ student, exercise, by }) =>
          `The override by ${by} for ${student}${exercise === undefined ? '' : `, ${exercise},`} counts for nothing in this run.`,
      ),
  ].sort(byCode)
}

function flaggedText({ due, late }: GradebookInput['course']): string {
  if (due === undefined || late === undefined) return 'nothing is deducted'
  if (late.flagged !== undefined) return `it counts as ${durationText(late.flagged)} late`
  return 'its grade waits: say how late such submissions count (late: flagged in course.yaml) or when it came (submissions)'
}

function strangerText({ student, submission = student, unassigned }: GradebookRow): string {
  if (unassigned === OF_NOBODY) return `The submission ${submission} is of nobody, as was decided.`
  if (unassigned === undefined || unassigned === 'not in the roster')
    return `The submission ${submission} belongs to no student of the roster.`
  return `An instructor has to decide whose submission ${submission} is: ${unassigned}${unassigned.endsWith('?') ? '' : '.'}`
}
