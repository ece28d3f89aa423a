import type { View } from '../html/markup.ts'
import { pointsText } from '../text/points.ts'
import { causeText, changeText, sideText } from './change-text.ts'
import type { Side, StudentChange } from './changes.ts'
import type { ChangeRow, Explained } from './explain-changes.ts'

/** How a page names a student, and where it leads; `null` where it leads nowhere. */
export type Linked = (id: string) => string | null

/** What changes.hbs shows: a row for each student with every change of points and why. */
export function changesView(
  students: readonly StudentChange[],
  { rowsOf, isShared }: Pick<Explained, 'rowsOf' | 'isShared'>,
  linked: Linked,
): View {
  return students.map((student) => {
    const { id, name, before, after, change, causes } = student
    const rows = rowsOf(student)
    const common = rows.filter(isShared)
    return {
      ...{ id, name: name === undefined || name === id ? null : name, href: linked(id) },
      ...{ before: gradeText(before), after: gradeText(after) },
      change: changeText(change) || '0',
      tone: toneOf(change),
      rows: rows.filter((row) => !isShared(row)).map(rowView),
      common: common.length === 0 ? null : common.map(shortText).join('; '),
      cause: causes.length === 0 ? null : causes.map(causeText).join('; '),
    }
  })
}

/** How a page colours a change. */
export function toneOf(change: number): 'open' | 'full' | 'zero' {
  return change === 0 ? 'open' : change > 0 ? 'full' : 'zero'
}

function gradeText(side: Side): string {
  if (side.state !== 'graded') return sideText(side)
  const { score, pending } = side.grade
  return `${pointsText(score)}${pending > 0 ? ` (${pointsText(pending)} pending)` : ''}`
}

/** Of a cause that is told once for several students. */
export function shortText({ what, change }: ChangeRow): string {
  return [what, changeText(change)].filter(Boolean).join(' ')
}

function rowView({ what, title, hidden, change, why }: ChangeRow): View {
  return { what, title: title ?? null, hidden, points: changeText(change) || null, why }
}
