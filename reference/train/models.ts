import type { Network } from 'assay/networks'
import { autoencoders } from '../autoencoder/network.ts'
import { cnn } from '../convolution/network.ts'
import { convolutionalAutoencoders } from '../convolutional-autoencoder/network.ts'

export interface Recipe {
  readonly network: Network
  /** What the shipped weights must reach on the first 2000 test images. */
  readonly targets: readonly Target[]
  readonly epochs: number
  readonly images: number
  readonly batch: number
  /** Of Adam at the start; it falls to a twentieth along half a cosine. */
  readonly rate: number
}

export interface Target {
  readonly quantity: 'accuracy' | 'mse' | 'noise gain'
  readonly atLeast?: number
  readonly atMost?: number
}

const mse = (atMost: number): Target => ({ quantity: 'mse', atMost })
/** Share of the noise that is still there: of a copying network 1. */
const gain: Target = { quantity: 'noise gain', atMost: 0.1 }

/** PCA fitted on the training images: .0537860 with 2, .0340779 with 10 and .0173387 with 32 components. */
const SETTINGS: Readonly<Record<string, Omit<Recipe, 'network'>>> = {
  cnn: { targets: [{ quantity: 'accuracy', atLeast: 0.97 }], epochs: 4, images: 60_000, batch: 64, rate: 2e-3 },
  'ae-2': { targets: [mse(0.75 * 0.053786)], epochs: 12, images: 60_000, batch: 128, rate: 2e-3 },
  'ae-10': { targets: [mse(0.65 * 0.0340779)], epochs: 16, images: 60_000, batch: 128, rate: 2e-3 },
  'ae-32': { targets: [mse(0.8 * 0.0173387)], epochs: 20, images: 60_000, batch: 128, rate: 2e-3 },
  'cae-32': { targets: [mse(0.0173387)], epochs: 4, images: 20_000, batch: 64, rate: 2e-3 },
  'cae-skip': { targets: [mse(5e-4)], epochs: 3, images: 30_000, batch: 64, rate: 2e-3 },
  'denoise-cae-32': { targets: [mse(0.0125), gain], epochs: 3, images: 60_000, batch: 64, rate: 3e-3 },
  'denoise-cae-skip': { targets: [mse(0.0075), gain], epochs: 3, images: 60_000, batch: 64, rate: 3e-3 },
}

export const RECIPES: ReadonlyMap<string, Recipe> = new Map(
  [cnn, ...autoencoders, ...convolutionalAutoencoders].map((network) => {
    const settings = SETTINGS[network.name]
    if (settings === undefined) throw new Error(`reference/train/models.ts has no settings for ${network.name}`)
    return [network.name, { network, ...settings }]
  }),
)
