import { sum } from 'd3-array'
import type { Adjustment } from '#grading/model/adjustment'
import { dateText } from '../text/date.ts'
import { pointsText } from '../text/points.ts'
import type { View } from './markup.ts'

const KINDS: { readonly [K in Adjustment['kind']]: string } = {
  late: 'Late submission',
  override: 'Points set by hand',
  manual: 'Marked answer',
  dropped: 'Does not count',
  bonus: 'Bonus',
}

/** What adjustments.hbs shows: changes of points after the checks, with who made them and why; `null` where there are none. */
export function adjustmentsView(adjustments: readonly Adjustment[] | undefined, timezone?: string): View {
  if (adjustments === undefined || adjustments.length === 0) return null
  const rows = adjustments.map(({ kind, points, who, when, why }) => ({
    kind: KINDS[kind],
    points: signed(points),
    why,
    by: `${who}, ${dateText(when, timezone)}`,
  }))
  return { rows, sum: signed(sum(adjustments, ({ points }) => points)) }
}

function signed(hundredths: number): string {
  return `${hundredths < 0 ? '−' : '+'}${pointsText(Math.abs(hundredths))}`
}
