function generator(seed: number): () => number {
  let calls = seed
  return () => {
    const x = Math.sin(calls++) * 43758.5453
    return x - Math.floor(x)
  }
}

export function minibatchGradient(perSample: number[][], indices: number[]): number[] {
  const sum = indices.reduce((total, i) => total.map((s, k) => s + perSample[i][k]), perSample[0].map(() => 0))
  return sum.map((s) => s / indices.length)
}

export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  const next = generator(seed)
  const drawn = new Set<number>()
  while (drawn.size < m) drawn.add(Math.floor(next() * n))
  return [...drawn].sort((a, b) => a - b)
}

export function epochBatches(n: number, m: number, seed: number): number[][] {
  const next = generator(seed)
  const rest = Array.from({ length: n }, (_, i) => i)
  const batches: number[][] = [[]]
  while (rest.length > 0) {
    const current = batches[batches.length - 1]
    if (current.length === m) batches.push([])
    else current.push(...rest.splice(Math.floor(next() * rest.length), 1))
  }
  return batches
}

export const varianceRatio = (n: number, m: number, replacement: boolean): number => (replacement ? 1 / m : (n - m) / (m * (n - 1)))
