import { bin, max as largest } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { type Markup, markup } from '../markup.ts'
import { tidy } from './tidy.ts'

const TOP = 34
const PLOT = 130
const BOTTOM = 40
const BINS = 10

/**
 * Distribution of totals. As wide as its place, so that its text stays readable on a phone.
 * @param totals - points.
 * @param max - points that can be reached.
 */
export function histogram(totals: readonly number[], max: number, median: number): Markup {
  const x = scaleLinear([0, max], [2, 98])
  const thresholds = Array.from({ length: BINS - 1 }, (_, i) => (max * (i + 1)) / BINS)
  const bins = bin().domain([0, max]).thresholds(thresholds)([...totals])
  const y = scaleLinear([0, Math.max(1, largest(bins, (values) => values.length) ?? 0)], [0, PLOT])
  const base = TOP + PLOT
  const bars = bins.flatMap((values) => {
    if (values.length === 0) return []
    const left = x(values.x0 ?? 0)
    const width = x(values.x1 ?? 0) - left
    const top = base - y(values.length)
    const bar = `<rect class="fill-full" x="${tidy(left + 0.4)}%" width="${tidy(width - 0.8)}%" y="${tidy(top)}" height="${tidy(base - top)}"/>`
    const count = `<text class="count" x="${tidy(left + width / 2)}%" y="${tidy(top - 5)}" text-anchor="middle">${values.length}</text>`
    return [{ bar, count }]
  })
  const ticks = x
    .ticks(5)
    .map(
      (tick) =>
        `<line class="axis" x1="${tidy(x(tick))}%" x2="${tidy(x(tick))}%" y1="${base}" y2="${base + 4}"/><text class="faint" x="${tidy(x(tick))}%" y="${base + 18}" text-anchor="${tick > max * 0.97 ? 'end' : 'middle'}">${tick}</text>`,
    )
  const middle = tidy(x(median))
  const anchor = median > max * 0.8 ? 'end' : median < max * 0.2 ? 'start' : 'middle'
  return markup(
    [
      `<svg class="histogram" width="100%" height="${TOP + PLOT + BOTTOM}" role="img"><title>Distribution of totals</title>`,
      `<desc>${bins.map((values) => `${tidy(values.x0 ?? 0)} to ${tidy(values.x1 ?? 0)} points: ${values.length}`).join('; ')}</desc>`,
      ...bars.map(({ bar }) => bar),
      `<line class="axis" x1="2%" x2="98%" y1="${base}" y2="${base}"/>`,
      ...ticks,
      `<line class="median" x1="${middle}%" x2="${middle}%" y1="16" y2="${base}"/><text class="faint" x="${middle}%" y="11" text-anchor="${anchor}">median ${tidy(median)}</text>`,
      ...bars.map(({ count }) => count),
      `<text class="faint" x="50%" y="${base + 36}" text-anchor="middle">points</text></svg>`,
    ].join(''),
  )
}
