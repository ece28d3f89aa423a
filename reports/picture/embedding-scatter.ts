import type { EmbeddingPoints } from '#grading/model/artifact'
import { escaped, type Markup, markup } from '../html/markup.ts'
import { extentOf, opening, px } from './svg.ts'

const SIZE = 380
const MARGIN = 14
const LEGEND = 44
const CLASSES = 10
/** So many of the points are drawn as their digit, for eyes that tell few colours apart. */
const AS_DIGITS = 150

/** Points of a plane in ten colours, one per digit; some of them are drawn as the digit itself. */
export function embeddingScatter({ title, x, y, classes }: EmbeddingPoints): Markup {
  const [across, down] = [scaleOf(x, MARGIN, SIZE - MARGIN), scaleOf(y, SIZE - MARGIN, MARGIN)]
  const places = x.map((value, i) => ({ left: px(across(value)), top: px(down(y[i] as number)), digit: classes[i] as number }))
  const dots = Array.from({ length: CLASSES }, (_, digit) => {
    const own = places.slice(AS_DIGITS).filter((place) => place.digit === digit)
    // A line of no length with round ends is a dot, and far shorter than a circle.
    return own.length === 0 ? '' : `<path class="dots class-${digit}" d="${own.map(({ left, top }) => `M${left} ${top}h0`).join('')}"/>`
  })
  const digits = places
    .slice(0, AS_DIGITS)
    .map(({ left, top, digit }) => `<text class="class-${digit}" x="${left}" y="${top}" text-anchor="middle" dy="4">${digit}</text>`)
  const legend = Array.from({ length: CLASSES }, (_, digit) => {
    const top = 24 + digit * 22
    return `<path class="dots wide class-${digit}" d="M${SIZE + 14} ${top}h0"/><text x="${SIZE + 24}" y="${top + 4}">${digit}</text>`
  })
  return markup(
    [
      opening('scatter', SIZE + LEGEND, SIZE, escaped(title)),
      `<desc>${places.length} images by the first two components of their codes.</desc>`,
      `<rect class="frame" x="0.5" y="0.5" width="${SIZE - 1}" height="${SIZE - 1}"/>`,
      ...dots,
      ...digits,
      ...legend,
      '</svg>',
    ].join(''),
  )
}

function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = extentOf(values)
  return (value) => from + (to - from) * Math.min(1, Math.max(0, (value - low) / (high - low)))
}
