import type { Classifier } from 'assay/networks'

/** Two convolutions with pooling and two dense layers, for 28 × 28 digits; its outputs are logits. */
export const cnn: Classifier = {
  kind: 'classifier',
  name: 'cnn',
  stage: {
    name: 'classifier',
    input: [28, 28, 1],
    layers: [
      { kind: 'convolution', filters: 8, size: 3, stride: 1, activation: 'relu' },
      { kind: 'max-pool' },
      { kind: 'convolution', filters: 16, size: 3, stride: 1, activation: 'relu' },
      { kind: 'max-pool' },
      { kind: 'flatten' },
      { kind: 'dropout', rate: 0.25 },
      { kind: 'dense', units: 48, activation: 'relu' },
      { kind: 'dense', units: 10, activation: 'linear' },
    ],
  },
}
