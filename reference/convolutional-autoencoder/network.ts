import type { Autoencoder, Layer } from 'assay/networks'

const skip = (name: string): Layer => ({ kind: 'skip', name })
const addSkip = (name: string): Layer => ({ kind: 'add-skip', name })

/**
 * Convolutions with stride 2 down to a code of k numbers and transposed ones back up. With skips the decoder also gets two feature maps of
 * the encoder: the first at full resolution (`x1`) and the last (`x4`).
 */
function convolutional(name: string, code: number, skips: boolean, noise: number): Autoencoder {
  const only = (layer: Layer): readonly Layer[] => (skips ? [layer] : [])
  return {
    kind: 'autoencoder',
    name,
    code,
    noise,
    encoder: {
      name: 'encoder',
      input: [28, 28, 1],
      layers: [
        { kind: 'convolution', filters: 8, size: 5, stride: 1, activation: 'relu' },
        ...only(skip('x1')),
        { kind: 'convolution', filters: 12, size: 3, stride: 2, activation: 'relu' },
        { kind: 'convolution', filters: 16, size: 3, stride: 2, activation: 'relu' },
        ...only(skip('x4')),
        { kind: 'flatten' },
        { kind: 'dense', units: code, activation: 'linear' },
      ],
    },
    decoder: {
      name: 'decoder',
      input: [code],
      layers: [
        { kind: 'dense', units: 784, activation: 'relu' },
        { kind: 'reshape', shape: [7, 7, 16] },
        ...only(addSkip('x4')),
        { kind: 'transposed-convolution', filters: 12, size: 3, stride: 2, activation: 'relu' },
        { kind: 'transposed-convolution', filters: 8, size: 3, stride: 2, activation: 'relu' },
        ...only(addSkip('x1')),
        { kind: 'convolution', filters: 1, size: 5, stride: 1, activation: 'linear' },
        { kind: 'flatten' },
      ],
    },
  }
}

/** Standard deviation of the noise of the sheet. */
const NOISE = 0.3

export const convolutionalAutoencoders: readonly Autoencoder[] = [
  convolutional('cae-32', 32, false, 0),
  convolutional('cae-skip', 2, true, 0),
  convolutional('denoise-cae-32', 32, false, NOISE),
  convolutional('denoise-cae-skip', 2, true, NOISE),
]
