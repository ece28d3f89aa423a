import { scaleLinear } from 'd3-scale'
import type { Curves } from '#grading/model/artifact'
import { escaped, type Markup, markup } from '../html/markup.ts'
import { extentOf, opening, px } from './svg.ts'

const WIDTH = 460
const HEIGHT = 240
const LEFT = 62
const RIGHT = 14
const TOP = 16
const BASE = HEIGHT - 42
/** Lines differ by their dashes too, not by colour alone. */
const LOOKS = 4

/** Values against epochs, a line per series; zero is the base unless a value lies below it. */
export function trainingCurve({ title, unit, series }: Curves): Markup {
  const points = series.flatMap((one) => one.points)
  const [low, high] = extentOf(points.map(([, value]) => value))
  const x = scaleLinear(extentOf(points.map(([epoch]) => epoch)), [LEFT, WIDTH - RIGHT])
  const y = scaleLinear([Math.min(0, low), high], [BASE, TOP])
  const lines = series.map(({ points: own }, i) => {
    const look = `look-${i % LOOKS}`
    const path = own.map(([epoch, value]) => `${px(x(epoch))} ${px(y(value))}`)
    return `<path class="curve ${look}" d="M${path.join('L')}"/><path class="dots ${look}" d="${path.map((place) => `M${place}h0`).join('')}"/>`
  })
  const across = x.ticks(6).filter(Number.isInteger)
  return markup(
    [
      opening('curves', WIDTH, HEIGHT + 20 * series.length, escaped(title)),
      ...y.ticks(4).map((tick) => {
        const at = px(y(tick))
        return `<line class="rule" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="faint" x="${LEFT - 8}" y="${px(y(tick) + 4)}" text-anchor="end">${Number(tick.toPrecision(4))}</text>`
      }),
      ...across.map((tick) => `<text class="faint" x="${px(x(tick))}" y="${BASE + 18}" text-anchor="middle">${tick}</text>`),
      `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${BASE}" y2="${BASE}"/>`,
      ...lines.filter((_, i) => (series[i]?.points.length ?? 0) > 0),
      `<text class="faint" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${BASE + 36}" text-anchor="middle">epoch</text>`,
      `<text class="faint" x="0" y="11">${escaped(unit)}</text>`,
      ...series.map(({ label, points: own }, i) => legendOf(label, own.at(-1)?.[1], i)),
      '</svg>',
    ].join(''),
  )
}

function legendOf(label: string, last: number | undefined, i: number): string {
  const top = HEIGHT + 6 + 20 * i
  const value = last === undefined ? '' : ` (last ${Number(last.toPrecision(3))})`
  return `<path class="curve look-${i % LOOKS}" d="M${LEFT} ${top}h28"/><text x="${LEFT + 36}" y="${top + 4}">${escaped(label)}${value}</text>`
}
