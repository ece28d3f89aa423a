import type { Autoencoder, Layer } from 'assay/networks'

const dense = (units: number, activation: 'relu' | 'linear' = 'relu'): Layer => ({ kind: 'dense', units, activation })

/** 784 → hidden → k → hidden → 784 with ReLU, a linear code and a linear output. */
function autoencoder(code: number, hidden: readonly number[]): Autoencoder {
  return {
    kind: 'autoencoder',
    name: `ae-${code}`,
    code,
    noise: 0,
    encoder: { name: 'encoder', input: [784], layers: [...hidden.map((units) => dense(units)), dense(code, 'linear')] },
    decoder: { name: 'decoder', input: [code], layers: [...hidden.toReversed().map((units) => dense(units)), dense(784, 'linear')] },
  }
}

/** Few numbers in the code need a bend more to beat the best plane; 32 do not. */
export const autoencoders: readonly Autoencoder[] = [autoencoder(2, [128, 32]), autoencoder(10, [128, 64]), autoencoder(32, [128])]
