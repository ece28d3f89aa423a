import { verdictWord } from '#grading/messages/finding-text'
import { signedPoints } from '../text/adjustment.ts'
import { counted } from '../text/counted.ts'
import { countedPoints, pointsText } from '../text/points.ts'
import type { Cause, Change, CheckSide, ExerciseChange, Reason, RunChanges, StudentChange } from './changes.ts'

/** Of a student with both grades, `+1.5`; empty where there is no change. */
export function changeText(change: number): string {
  return change === 0 ? '' : signedPoints(change)
}

/** A sum of points, which deductions may bring below 0. */
export function sumText(points: number, decimals: number): string {
  return pointsText(points, decimals).replace('-', '\u2212')
}

/** What it is that changes, such as `2b shift` or `late submission`. */
export function whatText(change: Change): string {
  if (change.kind === 'check') return `${change.sheet} ${change.check}`
  if (change.kind === 'other') return 'not accounted for by any check'
  const what = ADJUSTMENTS[change.adjustment]
  return change.of === undefined ? what : `${change.of.sheet} ${what}`
}

const ADJUSTMENTS: { readonly [K in Extract<Change, { kind: 'adjustment' }>['adjustment']]: string } = {
  late: 'late submission',
  override: 'points set by hand',
  manual: 'marked answer',
  dropped: 'lowest exercises',
  bonus: 'bonus',
}

/** From what to what, such as `wrong answer → accepted`, and every reason for it. */
export function whyText(change: Change): string {
  if (change.kind === 'other') return 'points of the total that no check and no adjustment accounts for'
  if (change.kind === 'adjustment') {
    const { before, after } = change
    const gone = before.why.filter((why) => !after.why.includes(why))
    const now = after.why.filter((why) => !before.why.includes(why))
    const said = [...now, ...gone.map((why) => `no longer: ${why}`)]
    return said.length === 0 ? `${signedPoints(before.points)} → ${signedPoints(after.points)}` : said.join('; ')
  }
  const { before, after, reasons } = change
  return [...verdicts(before, after), ...reasons.map(reasonText)].join('; ')
}

function verdicts(before: CheckSide | undefined, after: CheckSide | undefined): readonly string[] {
  const [old, now] = [before, after].map((side) => (side === undefined ? undefined : verdictWord(side.verdict)))
  if (old === undefined || now === undefined) return [now ?? old ?? '']
  if (old !== now) return [`${old} → ${now}`]
  return before?.score === after?.score ? [] : [now]
}

function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'new-check':
      return 'new check'
    case 'removed-check':
      return 'check removed'
    case 'worth':
      return `worth ${pointsText(reason.before)} → ${countedPoints(reason.after)}`
    case 'marked':
      return markText(reason)
    case 'findings':
      return [...reason.appeared.map((kind) => `now ${words(kind)}`), ...reason.vanished.map((kind) => `no longer ${words(kind)}`)].join(
        ', ',
      )
  }
}

function markText({ before, after }: Extract<Reason, { code: 'marked' }>): string {
  if (after === undefined) return `the mark by ${before?.by ?? ''} no longer counts`
  const comment = after.comment === undefined ? '' : `: ${after.comment}`
  return `marked by ${after.by}${comment}${before === undefined ? '' : `, before by ${before.by}`}`
}

/** `known-mistake extra-sigma` as `known mistake (extra-sigma)`. */
function words(kind: string): string {
  const [code = '', detail] = kind.split(/ (.*)/s)
  if (code === 'awaits-person') return verdictWord('pending-manual')
  const says = code.replaceAll('-', ' ')
  return detail === undefined ? says : `${says} (${code === 'fault' ? detail.replaceAll('-', ' ') : detail})`
}

/** What became of the submission. */
export function causeText(cause: Cause): string {
  switch (cause.code) {
    case 'same-submission':
      return 'same submission'
    case 'changed-submission':
      return 'the submission changed'
    case 'first-submission':
      return 'nothing was submitted before'
    case 'no-submission':
      return 'nothing is submitted any more'
    case 'other-attempt':
      return `attempt ${cause.after} counts, before ${cause.before}`
    case 'corrected':
      return [...cause.appeared.map((why) => `corrected: ${why}`), ...cause.vanished.map((why) => `no longer corrected: ${why}`)].join('; ')
  }
}

/** Students by what became of them. None is in two of the lists, each is in one. */
export interface Grouped {
  readonly moved: readonly StudentChange[]
  /** The same points, and something else to report: a finding, a pending mark. */
  readonly otherwise: readonly StudentChange[]
  readonly unchanged: readonly StudentChange[]
  /** Without a grade in one of the runs, or in both. */
  readonly unpaired: readonly StudentChange[]
}

export function grouped({ students }: RunChanges): Grouped {
  const paired = students.filter((one) => one.before.state === 'graded' && one.after.state === 'graded')
  const still = paired.filter(({ change }) => change === 0)
  return {
    moved: paired.filter(({ change }) => change !== 0),
    otherwise: still.filter(differs),
    unchanged: still.filter((one) => !differs(one)),
    unpaired: students.filter((one) => !paired.includes(one)),
  }
}

function differs({ before, after, changes }: StudentChange): boolean {
  return changes.length > 0 || JSON.stringify(before) !== JSON.stringify(after)
}

/** `4 of 10`, `not graded yet`, `not in this run`. */
export function sideText(side: StudentChange['before']): string {
  if (side.state === 'absent') return 'not in this run'
  if (side.state === 'not-graded') return 'not graded yet'
  const { score, max, pending } = side.grade
  return `${pointsText(score)} of ${pointsText(max)}${pending > 0 ? `, ${pointsText(pending)} pending` : ''}`
}

/** From what to what the maximum of the total went, where it is another; of students with the same maximum once. */
export function maximumText({ students }: RunChanges): string {
  const pairs = students.flatMap(({ before, after }) =>
    before.state === 'graded' && after.state === 'graded' && before.grade.max !== after.grade.max
      ? [`${pointsText(before.grade.max)} to ${countedPoints(after.grade.max)}`]
      : [],
  )
  return pairs.length === 0 ? '' : `The maximum of the total went from ${[...new Set(pairs)].join(', or from ')}.`
}

/** What an exercise is worth in each of two runs; `null` where that is the same. */
export function worthText(worth: ExerciseChange['worth']): string | null {
  return worth === undefined ? null : `worth ${pointsText(worth.before)} → ${countedPoints(worth.after)}`
}

/** Changes that move points or the findings: not those that only make a check worth something else. */
export function telling(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ change, ...one }) => change !== 0 || one.kind !== 'check' || one.reasons.some(({ code }) => code !== 'worth'))
}

/** What differs between two runs besides what students and instructors did; empty where nothing does. */
export function differencesText(differences: readonly string[]): string {
  return differences.length === 0 ? '' : `Besides submissions and decisions these differ: ${differences.join(', ')}.`
}

export const NOTHING_DIFFERS = 'Nothing but submissions and decisions differs between the runs.'

/** How many students have other points, in one sentence without a full stop. */
export function movedText(changes: RunChanges): string {
  const { moved, otherwise, unchanged } = grouped(changes)
  const both = moved.length + otherwise.length + unchanged.length
  const up = moved.filter(({ change }) => change > 0).length
  return `${moved.length} of ${counted(both, 'student')} in both runs: other points (${up} more, ${moved.length - up} fewer)`
}
