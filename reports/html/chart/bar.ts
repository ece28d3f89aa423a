import type { Tone } from '../../text/status.ts'
import { escaped, type Markup, markup } from '../markup.ts'

const HEIGHT = 10

/** How much of a maximum was reached, and how much waits for a person. As wide as its place. */
export function scoreBar(label: string, score: number, max: number, tone: Tone, waiting = 0): Markup {
  const part = (value: number): string => `${max === 0 ? 0 : Number(((100 * value) / max).toFixed(2))}%`
  const bars = [
    `<rect class="track" width="100%" height="${HEIGHT}" rx="3"/>`,
    ...(score > 0 ? [`<rect class="fill-${tone}" width="${part(score)}" height="${HEIGHT}" rx="3"/>`] : []),
    ...(waiting > 0 ? [`<rect class="fill-waits" x="${part(score)}" width="${part(waiting)}" height="${HEIGHT}" rx="3"/>`] : []),
  ]
  return markup(`<svg class="bar" width="100%" height="${HEIGHT}" role="img"><title>${escaped(label)}</title>${bars.join('')}</svg>`)
}
