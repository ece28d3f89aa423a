import type { Adjustment, Override } from '#grading/model/adjustment'
import type { Course } from '../model/course.ts'
import type { GradebookEntry } from '../model/gradebook.ts'
import { sumOf } from '../sheet/scale.ts'
import type { Lateness } from './lateness.ts'

/** Who made an adjustment that no person did. */
const RULE = 'course.yaml'

export interface Totals {
  readonly adjustments: readonly Adjustment[]
  readonly points: number
  readonly pending: number
}

interface Rules {
  readonly course: Course
  /** Points that persons gave beyond the exercises. */
  readonly bonus: readonly Override[]
  readonly lateness: Lateness
  /** Time of submission, where it is known. */
  readonly submittedAt?: string | undefined
  /** Time of the run. */
  readonly at: string
}

/** The total of a submission: its exercises, the lowest left out, bonus within its limit, and at last what being late costs. */
export function totalsOf(entries: readonly GradebookEntry[], { course, bonus, lateness, submittedAt, at }: Rules): Totals {
  const dropped = droppedOf(entries, course.dropLowest)
  const adjustments = [
    ...compensation(entries, dropped, at),
    ...bonusLimit(entries, course, at),
    ...bonus.map(({ points, by, at: when, reason }): Adjustment => ({ kind: 'bonus', points: points ?? 0, who: by, when, why: reason })),
  ]
  const earned = sumOf(entries, 'points') + sumOf(adjustments, 'points')
  const late = deduction(earned, maxOf(entries), course, lateness)
  const when = submittedAt ?? at
  if (late > 0) adjustments.push({ kind: 'late', points: -late, who: RULE, when, why: lateness.why })
  const left = entries.filter((entry) => !dropped.includes(entry))
  return { adjustments, points: earned - late, pending: lateness.percent === 100 ? 0 : sumOf(left, 'pending') }
}

/** Without bonus exercises. */
export function maxOf(entries: readonly Pick<GradebookEntry, 'max' | 'bonus'>[]): number {
  return sumOf(
    entries.filter(({ bonus }) => !bonus),
    'max',
  )
}

function deduction(earned: number, max: number, { late }: Course, { percent }: Lateness): number {
  if (late === undefined || percent === 0 || earned <= 0) return 0
  const base = late.of === 'maximum' && percent < 100 ? max : earned
  return Math.min(earned, Math.round((base * percent) / 100))
}

/** The exercises with the smallest share of points, counting what is pending as if it were given; of equal ones the larger, then the earlier. */
function droppedOf(entries: readonly GradebookEntry[], count: number): readonly GradebookEntry[] {
  const candidates = entries.filter(({ bonus, max }) => !bonus && max > 0)
  // Shares are compared without dividing.
  const order = (a: GradebookEntry, b: GradebookEntry): number =>
    (a.points + a.pending) * b.max - (b.points + b.pending) * a.max || b.max - a.max
  return [...candidates].sort(order).slice(0, Math.min(count, candidates.length - 1))
}

/** The maximum is the same for every student, so the exercises that are left count for those that are dropped. */
function compensation(entries: readonly GradebookEntry[], dropped: readonly GradebookEntry[], at: string): readonly Adjustment[] {
  if (dropped.length === 0) return []
  const required = entries.filter(({ bonus }) => !bonus)
  const left = required.filter((entry) => !dropped.includes(entry))
  const full = Math.round((sumOf(left, 'points') * maxOf(required)) / maxOf(left))
  const points = Math.max(0, full - sumOf(required, 'points'))
  if (points === 0) return []
  const names = dropped.map(({ sheet }) => sheet).join(', ')
  const which = dropped.length === 1 ? `Exercise ${names} does` : `Exercises ${names} do`
  return [{ kind: 'dropped', points, who: RULE, when: at, why: `${which} not count; the other exercises are scaled to the same maximum.` }]
}

function bonusLimit(entries: readonly GradebookEntry[], { bonusLimit }: Course, at: string): readonly Adjustment[] {
  const earned = sumOf(
    entries.filter(({ bonus }) => bonus),
    'points',
  )
  if (bonusLimit === undefined || earned <= bonusLimit) return []
  const why = `Bonus exercises add at most ${bonusLimit / 100} points.`
  return [{ kind: 'bonus', points: bonusLimit - earned, who: RULE, when: at, why }]
}
