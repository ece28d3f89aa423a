export function minibatchGradient(perSample, indices) {
  const mean = new Float32Array(perSample[0].length)
  for (const i of indices) for (let k = 0; k < mean.length; k++) mean[k] += perSample[i][k]
  return mean.map((total) => total / indices.length)
}

function xorshift(seed) {
  const state = new Uint32Array([seed, 362436069, 521288629, 88675123])
  const next = () => {
    const t = state[0] ^ (state[0] << 11)
    state.copyWithin(0, 1)
    state[3] = state[3] ^ (state[3] >>> 19) ^ t ^ (t >>> 8)
    return state[3] / 2 ** 32
  }
  for (let i = 0; i < 40; i++) next()
  return next
}

function shuffled(n, seed) {
  const next = xorshift(seed)
  const order = Int32Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}

export const sampleMinibatch = (n, m, seed) => shuffled(n, seed).subarray(0, m)

export function epochBatches(n, m, seed) {
  const order = shuffled(n, seed)
  const batches = []
  for (let start = 0; start < n; start += m) batches.push(order.subarray(start, start + m))
  return batches
}

export const varianceRatio = (n, m, replacement) => Math.fround(replacement ? 1 / m : (n - m) / (m * (n - 1)))
