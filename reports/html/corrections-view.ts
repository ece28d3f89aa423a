import type { GradeChange } from '#grading/model/publication'
import { dateText } from '../text/date.ts'
import { pointsText } from '../text/points.ts'
import type { View } from './markup.ts'

/** What corrections.hbs shows: how a published grade changed, and why; `null` where it did not. */
export function correctionsView(changes: readonly GradeChange[] | undefined, timezone?: string): View {
  if (changes === undefined || changes.length === 0) return null
  return changes.map(({ when, who, why, before, after }) => ({
    when: [dateText(when, timezone), ...(who === undefined || who === '' ? [] : [who])].join(', '),
    why,
    before: pointsText(before),
    after: pointsText(after),
  }))
}
