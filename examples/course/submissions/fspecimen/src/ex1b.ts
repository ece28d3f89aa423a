export function minibatchGradient(perSample: number[][], indices: number[]): number[] {
  const mean = new Array(perSample[0].length).fill(0)
  indices.forEach((i) => perSample[i].forEach((g, k) => (mean[k] += g / indices.length)))
  return mean
}

export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  let state = seed >>> 0
  const drawn = new Set<number>()
  while (drawn.size < m) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    drawn.add(Math.floor((state / 4294967296) * n))
  }
  return [...drawn]
}

export function epochBatches(n: number, m: number, _seed: number): number[][] {
  const batches: number[][] = []
  for (let start = 0; start < n; start += m) {
    batches.push(Array.from({ length: Math.min(m, n - start) }, (_, i) => start + i))
  }
  return batches
}

export function varianceRatio(n: number, m: number, replacement: boolean): number {
  return replacement ? 1 / m : (n - m) / m / (n - 1)
}
