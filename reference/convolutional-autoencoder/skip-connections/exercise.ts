import { plots } from '../../../checks/index.ts'
import type { Exercise } from '../../../grading/model/exercise.ts'
import { caeCodeUsed, caeReconstruction } from './autoencoder.ts'
import { caeRepeatable, skipRepeatable } from './repeatable.ts'
import { skipReconstruction } from './skip-network.ts'

const IMAGES = { name: 'images', shape: 'float[N,28,28]' }
const CODE = { name: 'code', shape: 'float[N,k]' }
const PLOTS = ['reconstructions-1', 'reconstructions-2', 'reconstructions-3', 'reconstructions-4', 'embedding-cae', 'embedding-cae-skip']
const FUNCTIONS = ['cae_encode', 'cae_decode', 'cae_skip_encode', 'cae_skip_decode']

const exercise: Exercise = {
  id: 'convolutional-autoencoder/skip-connections',
  sheet: '6',
  title: 'Convolutional autoencoders without and with skip connections',
  points: 3,
  plots: PLOTS,
  models: [
    { role: 'cae-encoder', entry: 'cae_encode' },
    { role: 'cae-decoder', entry: 'cae_decode' },
    { role: 'cae-skip-encoder', entry: 'cae_skip_encode', gives: 'code and skips' },
    { role: 'cae-skip-decoder', entry: 'cae_skip_decode' },
  ],
  entries: [
    { name: 'cae_encode', parameters: [IMAGES], returns: 'float[N,k]' },
    { name: 'cae_decode', parameters: [CODE], returns: 'float[N,28,28]' },
    { name: 'cae_skip_encode', parameters: [IMAGES], returns: '{code: float[N,k], skips: list}' },
    { name: 'cae_skip_decode', parameters: [CODE, { name: 'skips', shape: 'list' }], returns: 'float[N,28,28]' },
  ],
  checks: [
    caeReconstruction,
    caeCodeUsed,
    skipReconstruction,
    caeRepeatable,
    skipRepeatable,
    plots({ points: 0.3, functions: FUNCTIONS, plots: PLOTS }),
  ],
  limits: { callMs: 60_000, submissionMs: 300_000 },
}

export default exercise
