import type { Attempt } from '../model/attempt.ts'
import type { Course, LatePolicy } from '../model/course.ts'
import { comparableEmail, type RosterEntry } from '../model/roster.ts'
import { DAY, durationText, HOUR } from '../time/duration.ts'
import { momentText } from '../time/moment.ts'

export interface Lateness {
  /** Milliseconds after the student's own due date. */
  readonly lateBy: number
  /** 0 to 100. */
  readonly percent: number
  /** A sentence for the student; empty for a submission in time. */
  readonly why: string
  /** It is too late to earn anything. */
  readonly tooLate: boolean
  /** The platform marks it late without a time, and nobody has decided how late it counts. */
  readonly undecided?: true
}

const IN_TIME: Lateness = { lateBy: 0, percent: 0, why: '', tooLate: false }

/** Milliseconds that a student has more than others, from the roster and from `course.yaml`. */
export function extraTimeOf(student: string, entry: RosterEntry | undefined, { extraTime }: Course): number {
  const own = extraTime.filter((one) => isOf(one.student, { id: student, email: entry?.email }))
  return own.reduce((sum, { ms }) => sum + ms, entry?.extraTime ?? 0)
}

/** Whether extra time in `course.yaml` is that of a student: by id as it stands in the roster, or by e-mail. */
export function isOf(named: string, { id, email }: { readonly id: string; readonly email?: string | undefined }): boolean {
  return named === id || (email !== undefined && comparableEmail(named) === comparableEmail(email))
}

/** How late an attempt is and what that costs. A time that nothing recorded costs nothing where nothing says that it is late, either. */
export function latenessOf(attempt: Pick<Attempt, 'submittedAt' | 'markedLate'>, extraTime: number, course: Course): Lateness {
  const { submittedAt, markedLate } = attempt
  if (submittedAt === undefined) return markedLate === true ? flagged(course) : IN_TIME
  if (course.due === undefined) return IN_TIME
  const due = Date.parse(course.due) + extraTime
  const lateBy = Math.max(0, Date.parse(submittedAt) - due)
  if (lateBy === 0) return IN_TIME
  const shown = `Submitted ${durationText(lateBy)} after the due date (${momentText(new Date(due).toISOString(), course.timezone)})`
  const { late } = course
  if (late === undefined) return { lateBy, percent: 0, why: `${shown}; this costs nothing.`, tooLate: false }
  return costOf(late, { lateBy, submittedAt, shown, zone: course.timezone })
}

const FLAGGED = 'The learning platform marks this submission late without a time'

/** Of what is late by nobody knows how much. */
function flagged({ due, late, timezone: zone }: Course): Lateness {
  if (due === undefined || late === undefined) return { ...IN_TIME, why: `${FLAGGED}; this costs nothing.` }
  const lateBy = late.flagged
  if (lateBy === undefined) return { ...IN_TIME, why: `${FLAGGED}; an instructor has to decide what that costs.`, undecided: true }
  return costOf(late, { lateBy, shown: `${FLAGGED}; it counts as ${durationText(lateBy)} late`, zone })
}

interface Late {
  readonly lateBy: number
  readonly submittedAt?: string
  /** What is known of it, without a full stop. */
  readonly shown: string
  readonly zone: string
}

function costOf(late: LatePolicy, { lateBy, submittedAt, shown, zone }: Late): Lateness {
  const end = endOf(late, submittedAt, lateBy, zone)
  if (end !== undefined) return { lateBy, percent: 100, why: `${shown}; ${end} earns nothing.`, tooLate: true }
  if (lateBy <= late.grace) return { lateBy, percent: 0, why: `${shown}; up to ${durationText(late.grace)} cost nothing.`, tooLate: false }
  const periods = Math.ceil(lateBy / (late.per === 'day' ? DAY : HOUR))
  const percent = Math.min(100, periods * late.percent)
  const begun = `${late.percent} % for each ${late.per} begun`
  return {
    lateBy,
    percent,
    why: `${shown}: ${begun}, ${percent} % of the points ${late.of === 'earned' ? 'earned' : 'possible'}.`,
    tooLate: false,
  }
}

/** What an attempt is later than, so that it earns nothing; `undefined` while it can. */
function endOf(late: LatePolicy, submittedAt: string | undefined, lateBy: number, zone: string): string | undefined {
  const { maxDays = 0, cutOff } = late
  if (cutOff !== undefined && submittedAt !== undefined && Date.parse(submittedAt) > Date.parse(cutOff))
    return `a submission after ${momentText(cutOff, zone)}`
  if (lateBy > (longestOf(late) ?? Number.POSITIVE_INFINITY))
    return maxDays === 0 ? 'a late submission' : `a submission more than ${durationText(maxDays * DAY)} late`
  return undefined
}

/** As late as that a submission can earn something, but for the cut-off; `undefined` where that has no end. */
function longestOf({ maxDays, grace }: LatePolicy): number | undefined {
  return maxDays === undefined ? undefined : Math.max(grace, maxDays * DAY)
}

/** The moment from which no submission of anybody can count any more; `undefined` without a due date. */
export function lastMoment(course: Course, roster: readonly RosterEntry[]): string | undefined {
  if (course.due === undefined) return undefined
  const ids = new Set([...roster.map(({ id }) => id), ...course.extraTime.map(({ student }) => student)])
  const longest = Math.max(
    0,
    ...[...ids].map((id) =>
      extraTimeOf(
        id,
        roster.find((entry) => entry.id === id),
        course,
      ),
    ),
  )
  const due = Date.parse(course.due) + longest
  const lateBy = course.late === undefined ? undefined : longestOf(course.late)
  const cutOff = course.late?.cutOff
  const ends = [...(lateBy === undefined ? [] : [due + lateBy]), ...(cutOff === undefined ? [] : [Date.parse(cutOff)])]
  const end = Math.max(due, ends.length === 0 ? due : Math.min(...ends))
  return new Date(end).toISOString()
}
