import { tidy } from '../html/chart/tidy.ts'
import { escaped, type Markup, markup } from '../html/markup.ts'

const WIDTH = 120
const HEIGHT = 28
const GAP = 1

/** Pairs in each tenth of similarity as ten small bars; one pair can still be seen. */
export function tenths(title: string, counts: readonly number[]): Markup {
  const most = Math.max(1, ...counts)
  const wide = WIDTH / counts.length
  const bars = counts.flatMap((count, i) => {
    if (count === 0) return []
    const high = Math.max(2, (count / most) * HEIGHT)
    return [
      `<rect class="fill-full" x="${tidy(i * wide + GAP / 2)}" width="${tidy(wide - GAP)}" y="${tidy(HEIGHT - high)}" height="${tidy(high)}"/>`,
    ]
  })
  const says = counts.map((count, i) => `${(i / 10).toFixed(1)} to ${((i + 1) / 10).toFixed(1)}: ${count}`).join('; ')
  return markup(
    `<svg class="tenths" width="${WIDTH}" height="${HEIGHT + 1}" role="img"><title>Similarities of ${escaped(title)}</title><desc>${says}</desc>${bars.join('')}<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT + 0.5}" y2="${HEIGHT + 0.5}"/></svg>`,
  )
}
