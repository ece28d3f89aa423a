import { group, sum } from 'd3-array'
import { telling, whatText, whyText, worthText } from './change-text.ts'
import type { Change, CheckChange, RunChanges, StudentChange } from './changes.ts'

/** Why the points of a student moved: one line. */
export interface ChangeRow {
  /** Such as `2b shift`; the number of the exercise where it only became worth something else. */
  readonly what: string
  readonly title?: string
  readonly hidden: boolean
  readonly change: number
  readonly why: string
}

/** What several students have in common, told once. */
export interface SharedCause extends Pick<ChangeRow, 'what' | 'why'> {
  readonly students: number
  /** Of all of them together. */
  readonly change: number
}

export interface Explained {
  /** The most frequent first. */
  readonly shared: readonly SharedCause[]
  /** The largest change first; together they are the change of the student. */
  rowsOf(student: StudentChange): readonly ChangeRow[]
  isShared(row: ChangeRow): boolean
}

/** A cause of so many students is told once for all of them. */
const FEWEST_SHARED = 3

/** What moved points, once for an exercise that became worth something else, and once for what several students have in common. */
export function explain({ students, exercises }: RunChanges): Explained {
  const worth = new Map(exercises.flatMap(({ exercise, worth }) => (worth === undefined ? [] : [[exercise, worth] as const])))
  const rows = new Map(students.map((student) => [student, rowsOf(student, worth)]))
  const shared = [...group([...rows.values()].flat(), keyOf).values()]
    .filter((same) => same.length >= FEWEST_SHARED)
    .map((same): SharedCause => {
      const { what, why } = same[0] as ChangeRow
      return { what, why, students: same.length, change: sum(same, ({ change }) => change) }
    })
    .sort((a, b) => b.students - a.students || Math.abs(b.change) - Math.abs(a.change))
  const keys = new Set(shared.map(keyOf))
  return { shared, rowsOf: (student) => rows.get(student) ?? [], isShared: (row) => keys.has(keyOf(row)) }
}

type Worth = NonNullable<RunChanges['exercises'][number]['worth']>

function rowsOf({ changes }: StudentChange, worth: ReadonlyMap<string, Worth>): readonly ChangeRow[] {
  const isWorth = (one: Change): one is CheckChange => one.kind === 'check' && worth.has(one.exercise) && isOnlyWorth(one)
  const folded = [...group(changes.filter(isWorth), ({ exercise }) => exercise)].map(([exercise, same]): ChangeRow => {
    const [{ sheet, exerciseTitle: title }] = same as [CheckChange]
    const why = worthText(worth.get(exercise)) ?? ''
    return { what: sheet, title, hidden: false, change: sum(same, ({ change }) => change), why }
  })
  const others = telling(changes.filter((one) => !isWorth(one))).map((one): ChangeRow => {
    const told =
      one.kind === 'check' && worth.has(one.exercise) ? { ...one, reasons: one.reasons.filter(({ code }) => code !== 'worth') } : one
    const check = one.kind === 'check' ? { title: one.title, hidden: one.visibility === 'hidden' } : { hidden: false }
    return { what: whatText(one), ...check, change: one.change, why: whyText(told) }
  })
  return [...others, ...folded.filter(({ change }) => change !== 0)].sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
}

/** Whether a check found what it found before, and only counts for something else. */
function isOnlyWorth({ before, after, reasons }: CheckChange): boolean {
  return before?.verdict === after?.verdict && reasons.every(({ code }) => code === 'worth')
}

function keyOf({ what, why }: Pick<ChangeRow, 'what' | 'why'>): string {
  return JSON.stringify([what, why])
}
