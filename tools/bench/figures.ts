/** One row of the benchmark's table. */
export interface Figure {
  readonly what: string
  readonly value: string
  /** What it is held against, such as the floor of the same run. */
  readonly against?: string
  readonly target?: string
  /** Whether the target is met; absent where there is none. */
  readonly met?: boolean
}

/** The middle of the sorted values; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of nothing')
  const sorted = values.toSorted((a, b) => a - b)
  const upper = Math.floor(sorted.length / 2)
  const high = sorted[upper] as number
  return sorted.length % 2 === 1 ? high : ((sorted[upper - 1] as number) + high) / 2
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

/** @param limit - the largest ratio that meets the target. */
export function ratio(what: string, value: number, floor: number, limit: number): Figure {
  return {
    what,
    value: ms(value),
    against: `${(value / floor).toFixed(2)} × ${ms(floor)}`,
    target: `≤ ${limit} ×`,
    met: value / floor <= limit,
  }
}

/** @param limit - milliseconds. */
export function under(what: string, value: number, limit: number): Figure {
  return { what, value: ms(value), target: `< ${limit} ms`, met: value < limit }
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    figure.value,
    figure.against ?? '',
    figure.target ?? '',
    figure.met === undefined ? '' : figure.met ? 'met' : 'MISSED',
  ])
  const all = [['measured', 'median', 'against', 'target', ''], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] as string).length)))
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}
