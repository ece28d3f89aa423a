/** x W for a row x. */
export function rowTimes(x: number[], W: number[][]): number[] {
  return columnSums(W.map((row, i) => row.map((weight) => weight * x[i])))
}

/** W d for a column d. */
export function timesColumn(W: number[][], d: number[]): number[] {
  return W.map((row) => row.reduce((sum, weight, j) => sum + weight * d[j], 0))
}

export function outer(u: number[], v: number[]): number[][] {
  return u.map((x) => v.map((y) => x * y))
}

export function columnSums(rows: number[][]): number[] {
  return rows.reduce((sums, row) => sums.map((sum, j) => sum + row[j]))
}

/** A small seeded generator (mulberry32). */
export function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
