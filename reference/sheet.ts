import { defineSheet } from 'assay'
import { test2k } from './quality/mnist/mnist.ts'

export default defineSheet({
  id: 'deep-learning',
  title: 'Deep learning, problem sheets 1 to 6',
  exercises: {
    '1a': 'gradient-descent/step',
    '1b': 'gradient-descent/mini-batch',
    '2a': 'backpropagation/odd-neuron',
    '2b': 'backpropagation/softmax',
    '2c': 'backpropagation/linear-network',
    '3a': 'cross-entropy/roles',
    '3b': 'cross-entropy/optimum',
    '3c': 'cross-entropy/two-layer-network',
    '4.1': 'convolution/output-size',
    '4.2': 'convolution/mnist-cnn',
    '5.1': 'autoencoder/concepts',
    '5.2': 'autoencoder/corruption',
    '5.3': 'autoencoder/linear-is-pca',
    '5.4': 'autoencoder/embedding',
    6: 'convolutional-autoencoder/skip-connections',
    '6, corrupted': 'convolutional-autoencoder/denoising',
  },
  hiddenData: [{ title: 'test labels', folder: 'quality/mnist', numbers: () => test2k().labels, run: 24 }],
})
