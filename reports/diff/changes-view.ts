import type { View } from '../html/markup.ts'
import { pointsText } from '../text/points.ts'
import { causeText, changeText, sideText, telling, whatText, whyText } from './change-text.ts'
import type { Change, Side, StudentChange } from './changes.ts'

/** How a page names a student, and where it leads; `null` where it leads nowhere. */
export type Linked = (id: string) => string | null

/** What changes.hbs shows: a row for each student with every change of points and why. */
export function changesView(students: readonly StudentChange[], linked: Linked): View {
  return students.map(({ id, name, before, after, change, changes, causes }) => ({
    ...{ id, name: name === undefined || name === id ? null : name, href: linked(id) },
    ...{ before: gradeText(before), after: gradeText(after) },
    change: changeText(change) || '0',
    tone: toneOf(change),
    rows: [...telling(changes)].sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).map(changeView),
    cause: causes.length === 0 ? null : causes.map(causeText).join('; '),
  }))
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

function changeView(change: Change): View {
  return {
    what: whatText(change),
    title: change.kind === 'check' ? change.title : null,
    hidden: change.kind === 'check' && change.visibility === 'hidden',
    points: changeText(change.change) || null,
    why: whyText(change),
  }
}
