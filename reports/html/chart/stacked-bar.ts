import { stack } from 'd3-shape'
import type { Tone } from '../../text/status.ts'
import { escaped, type Markup, markup } from '../markup.ts'

/** Outcomes in the order in which they are drawn, with their words. */
export const OUTCOMES: readonly { readonly tone: Tone; readonly word: string }[] = [
  { tone: 'full', word: 'full points' },
  { tone: 'partial', word: 'partial credit' },
  { tone: 'zero', word: 'no points' },
  { tone: 'open', word: 'not attempted' },
  { tone: 'waits', word: 'awaiting manual grading' },
]

const HEIGHT = 22
/** Percent of the width below which a count does not fit into its part. */
const NARROW = 5

/** One row of parts that add up to the class, each with its count. */
export function stackedBar(title: string, counts: Readonly<Record<Tone, number>>): Markup {
  const total = OUTCOMES.reduce((sum, { tone }) => sum + counts[tone], 0)
  const series = stack<Readonly<Record<Tone, number>>, Tone>().keys(OUTCOMES.map(({ tone }) => tone))([counts])
  const parts = series.map((part) => {
    const [from, to] = part[0] as [number, number]
    if (to === from) return ''
    const percent = (value: number): number => Number(((100 * value) / total).toFixed(2))
    const width = percent(to - from)
    const text =
      width < NARROW ? '' : `<text class="on-${part.key}" x="${percent((from + to) / 2)}%" y="15" text-anchor="middle">${to - from}</text>`
    return `<rect class="fill-${part.key}" x="${percent(from)}%" width="${width}%" height="${HEIGHT}"/>${text}`
  })
  const said = OUTCOMES.filter(({ tone }) => counts[tone] > 0).map(({ tone, word }) => `${counts[tone]} ${word}`)
  return markup(
    `<svg class="stacked" width="100%" height="${HEIGHT}" role="img"><title>${escaped(title)}</title><desc>${said.join(', ')}</desc><rect class="track" width="100%" height="${HEIGHT}"/>${parts.join('')}</svg>`,
  )
}
