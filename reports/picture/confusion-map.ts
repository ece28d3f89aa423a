import type { ConfusionCounts } from '#grading/model/artifact'
import { escaped, type Markup, markup } from '../html/markup.ts'
import { opening, px } from './svg.ts'

const CELL = 36
const LEFT = 48
const TOP = 44
/** From this share on the ink of a cell is dark enough for light text. */
const DARK = 0.6

/**
 * A confusion matrix as a heat map with its counts: right answers in one colour, mistakes in another. Each has a scale of its own, since a
 * good network has two hundred times as many right answers, and the square root lets single mistakes show.
 */
export function confusionMap({ title, counts }: ConfusionCounts): Markup {
  const size = counts.length
  const right = counts.map((row, i) => row[i] ?? 0)
  const wrong = counts.flatMap((row, i) => row.filter((_, j) => j !== i))
  const [mostRight, mostWrong] = [Math.max(1, ...right), Math.max(1, ...wrong)]
  const [width, height] = [LEFT + size * CELL + 4, TOP + size * CELL + 4]
  const cells = counts.flatMap((row, i) =>
    row.map((count, j) => {
      const ink = Math.sqrt(Math.max(0, count) / (i === j ? mostRight : mostWrong))
      const [x, y] = [LEFT + j * CELL, TOP + i * CELL]
      const shown = count === 0 ? '' : numberIn(x, y, count, ink)
      return `<rect class="${i === j ? 'heat-right' : 'heat-wrong'}" x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" fill-opacity="${px2(ink)}"/>${shown}`
    }),
  )
  const names = counts.flatMap((_, i) => [
    `<text x="${LEFT - 8}" y="${TOP + i * CELL + CELL / 2 + 4}" text-anchor="end">${i}</text>`,
    `<text x="${LEFT + i * CELL + CELL / 2}" y="${TOP - 7}" text-anchor="middle">${i}</text>`,
  ])
  const middle = TOP + (size * CELL) / 2
  return markup(
    [
      opening('confusion', width, height, escaped(title)),
      `<desc>${sentence(counts)}</desc>`,
      `<rect class="frame" x="${LEFT}" y="${TOP}" width="${size * CELL}" height="${size * CELL}"/>`,
      ...cells,
      ...names,
      `<text class="faint" x="${px(LEFT + (size * CELL) / 2)}" y="14" text-anchor="middle">predicted</text>`,
      `<text class="faint" x="12" y="${px(middle)}" text-anchor="middle" transform="rotate(-90 12 ${px(middle)})">digit</text>`,
      '</svg>',
    ].join(''),
  )
}

function numberIn(x: number, y: number, count: number, ink: number): string {
  const tone = ink > DARK ? ' class="on-heat"' : ''
  return `<text${tone} x="${x + CELL / 2}" y="${y + CELL / 2 + 4}" text-anchor="middle">${Math.round(count)}</text>`
}

function sentence(counts: ConfusionCounts['counts']): string {
  const strongest = counts
    .flatMap((row, i) => row.map((count, j) => ({ i, j, count })))
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
  if (strongest.length === 0) return 'Every digit is classified correctly.'
  return `Most often: ${strongest.map(({ i, j, count }) => `${i} classified as ${j}, ${Math.round(count)} times`).join('; ')}.`
}

function px2(value: number): string {
  return String(Number(value.toFixed(2)))
}
