import { plots } from '../../../checks/index.ts'
import type { Exercise } from '../../../grading/model/exercise.ts'
import { CONVENTIONS } from './conventions.ts'
import { corruptsImages } from './corruption.ts'
import { caeDenoises, skipDenoises } from './denoisers.ts'
import { lossTable, lossTarget } from './losses.ts'
import { repeatable } from './repeatable.ts'

const NOISY = { name: 'noisy', shape: 'float[N,28,28]' }
const PLOTS = ['denoised-1', 'denoised-2', 'denoised-3', 'denoised-4']

const plotsThere = plots({ points: 0.2, functions: ['cae_denoise', 'cae_skip_denoise', 'loss_history'], plots: PLOTS })

const exercise: Exercise = {
  id: 'convolutional-autoencoder/denoising',
  sheet: '6, corrupted',
  title: 'Denoising with and without skip connections',
  points: 4,
  plots: PLOTS,
  models: [
    { role: 'cae-denoiser', entry: 'cae_denoise' },
    { role: 'cae-skip-denoiser', entry: 'cae_skip_denoise' },
  ],
  entries: [
    {
      name: 'corrupt',
      parameters: [
        { name: 'v', shape: 'float[…]' },
        { name: 'std', shape: 'float' },
        { name: 'seed', shape: 'int' },
      ],
      returns: 'float[…]',
    },
    { name: 'cae_denoise', parameters: [NOISY], returns: 'float[N,28,28]' },
    { name: 'cae_skip_denoise', parameters: [NOISY], returns: 'float[N,28,28]' },
    { name: 'loss_history', parameters: [], returns: 'list of {model, epoch, train_loss, test_loss, reduction, target}' },
  ],
  conventions: CONVENTIONS,
  checks: [corruptsImages, caeDenoises, skipDenoises, lossTable, lossTarget, repeatable, plotsThere],
  limits: { callMs: 60_000, submissionMs: 300_000 },
}

export default exercise
