import { numberText } from '#grading/messages/finding-text'
import type { Excerpt } from '#grading/model/finding'
import type { View } from './markup.ts'

/** Expected and actual values side by side, with their indices and the worst element marked in both. */
export function excerptView(excerpt: Excerpt): View {
  return {
    expected: tableView(excerpt.expected, excerpt),
    actual: tableView(excerpt.actual, excerpt),
    caption: captionOf(excerpt),
  }
}

function tableView(rows: readonly (readonly number[])[], { from, worst }: Excerpt): View {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  return {
    columns: Array.from({ length: columns }, (_, j) => from[1] + j),
    rows: rows.map((row, i) => ({
      index: from[0] + i,
      cells: row.map((value, j) => ({ text: numberText(value), worst: i === worst[0] && j === worst[1] })),
    })),
  }
}

function captionOf({ from, of, actual, expected }: Excerpt): string | null {
  const rows = Math.max(actual.length, expected.length)
  const columns = Math.max(0, ...[...actual, ...expected].map((row) => row.length))
  const parts = [...span('row', from[0], rows, of[0]), ...span('column', from[1], columns, of[1])]
  return parts.length === 0 ? null : parts.join(', ')
}

function span(what: string, from: number, shown: number, all: number): string[] {
  if (shown >= all) return []
  return [shown === 1 ? `${what} ${from} of ${all}` : `${what}s ${from} to ${from + shown - 1} of ${all}`]
}
