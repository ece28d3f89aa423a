export function minibatchGradient(perSample: number[][], indices: number[]): number[] {
  const sum = new Array(perSample[0].length).fill(0)
  for (const i of indices) perSample[i].forEach((g, k) => (sum[k] += g))
  return sum
}

export function sampleMinibatch(n: number, m: number, seed: number): number[] {
  return shuffle(n, seed).slice(0, m)
}

export function epochBatches(n: number, m: number, seed: number): number[][] {
  const order = shuffle(n, seed)
  const batches: number[][] = []
  while (order.length > 0) batches.push(order.splice(0, m))
  return batches
}

export function varianceRatio(n: number, m: number, replacement: boolean): number {
  return replacement ? 1 / m : (n - m) / (n * m)
}

function shuffle(n: number, seed: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  let state = seed % 2147483647
  for (let i = n - 1; i > 0; i--) {
    state = (state * 48271) % 2147483647
    const j = state % (i + 1)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
