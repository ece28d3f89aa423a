import { defineExercise } from 'assay'
import { plots } from 'assay/checks'
import { caeCodeUsed, caeReconstruction } from './autoencoder.ts'
import { caeRepeatable, skipRepeatable } from './repeatable.ts'
import { skipReconstruction } from './skip-network.ts'

const PLOTS = ['reconstructions-1', 'reconstructions-2', 'reconstructions-3', 'reconstructions-4', 'embedding-cae', 'embedding-cae-skip']
const FUNCTIONS = ['cae_encode', 'cae_decode', 'cae_skip_encode', 'cae_skip_decode']

const IMAGES = { images: 'float[N,28,28]' }
const CODE = { code: 'float[N,k]' }

export default defineExercise({
  title: 'Convolutional autoencoders without and with skip connections',
  plots: PLOTS,
  models: [
    { role: 'cae-encoder', entry: 'cae_encode' },
    { role: 'cae-decoder', entry: 'cae_decode' },
    { role: 'cae-skip-encoder', entry: 'cae_skip_encode', gives: 'code and skips' },
    { role: 'cae-skip-decoder', entry: 'cae_skip_decode' },
  ],
  functions: {
    cae_encode: { takes: IMAGES, gives: 'float[N,k]' },
    cae_decode: { takes: CODE, gives: 'float[N,28,28]' },
    cae_skip_encode: { takes: IMAGES, gives: '{code: float[N,k], skips: list}' },
    cae_skip_decode: { takes: { ...CODE, skips: 'list' }, gives: 'float[N,28,28]' },
  },
  checks: [
    caeReconstruction,
    caeCodeUsed,
    skipReconstruction,
    caeRepeatable,
    skipRepeatable,
    plots({ points: 0.3, functions: FUNCTIONS, plots: PLOTS }),
  ],
  limits: { callMs: 60_000, submissionMs: 300_000 },
})
