import type { Plain } from 'assay'

export const oneBasedSays = 'what one gets with indices from 1 to n; they run from 0 to n − 1 unless `indices: 1-based` is declared'

/** The answer as a list of integers, or `undefined` if it is none. A lone number is a list of one. */
export function asIndices(answer: Plain): number[] | undefined {
  if (typeof answer === 'number') return Number.isInteger(answer) ? [answer] : undefined
  if (!Array.isArray(answer)) return undefined
  // A row or a column counts as a vector.
  const flat: Plain[] =
    answer.length === 1 && Array.isArray(answer[0])
      ? answer[0]
      : answer.map((item) => (Array.isArray(item) && item.length === 1 ? item[0] : item))
  return flat.every((item) => Number.isInteger(item)) ? (flat as number[]) : undefined
}

/** The answer as a list of lists of integers, or `undefined` if it is none. */
export function asIndexLists(answer: Plain): number[][] | undefined {
  if (!Array.isArray(answer)) return undefined
  const lists = answer.map((batch) =>
    Array.isArray(batch) && batch.every((item) => Number.isInteger(item)) ? (batch as number[]) : undefined,
  )
  return lists.every((list) => list !== undefined) ? (lists as number[][]) : undefined
}
