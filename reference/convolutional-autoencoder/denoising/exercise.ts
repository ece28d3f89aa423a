import { defineExercise } from 'assay'
import { plots } from 'assay/checks'
import { corruptsImages } from './corruption.ts'
import { caeDenoises, skipDenoises } from './denoisers.ts'
import * as judges from './judges.ts'
import { lossTable, lossTarget } from './losses.ts'
import { repeatable } from './repeatable.ts'

const PLOTS = ['denoised-1', 'denoised-2', 'denoised-3', 'denoised-4']

const plotsThere = plots({ points: 0.2, functions: ['cae_denoise', 'cae_skip_denoise', 'loss_history'], plots: PLOTS })

const NOISY = { noisy: 'float[N,28,28]' }

export default defineExercise({
  title: 'Denoising with and without skip connections',
  plots: PLOTS,
  models: [
    { role: 'cae-denoiser', entry: 'cae_denoise' },
    { role: 'cae-skip-denoiser', entry: 'cae_skip_denoise' },
  ],
  functions: {
    corrupt: { takes: { v: 'float[…]', std: 'float', seed: 'int' }, gives: 'float[…]' },
    cae_denoise: { takes: NOISY, gives: 'float[N,28,28]' },
    cae_skip_denoise: { takes: NOISY, gives: 'float[N,28,28]' },
    loss_history: { takes: {}, gives: 'list of {model, epoch, train_loss, test_loss, reduction, target}' },
  },
  conventions: judges.conventions,
  permutable: 'N',
  checks: [corruptsImages, caeDenoises, skipDenoises, lossTable, lossTarget, repeatable, plotsThere],
  limits: { callMs: 60_000, submissionMs: 300_000 },
})
