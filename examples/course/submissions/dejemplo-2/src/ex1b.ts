export function minibatchGradient(perSample: number[][], indices: number[]): number[] {
  const total = perSample[0].map(() => 0)
  for (const i of indices) for (let k = 0; k < total.length; k++) total[k] += perSample[i][k]
  return total
}

function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}

function shuffle(n: number, seed: number): number[] {
  const next = generator(seed)
  for (let i = 0; i < 20; i++) next()
  const order = [...Array(n).keys()]
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

export const sampleMinibatch = (n: number, m: number, seed: number) => shuffle(n, seed).slice(0, m)

export function epochBatches(n: number, m: number, seed: number): number[][] {
  const order = shuffle(n, seed)
  const batches: number[][] = []
  while (order.length > 0) batches.push(order.splice(0, m))
  return batches
}

export const varianceRatio = (n: number, m: number, replacement: boolean) => (replacement ? 1 / m : (n - m) / (m * (n - 1)))
