import { defineExercise } from 'assay'
import { COMPARED, inEitherForm, modelQuality, NOT_COMPARED, plots } from 'assay/checks'
import { judgeAgain, judgeCodeUsed, judgeLabels, judgeReconstruction } from './autoencoder.ts'
import { formOf } from './form.ts'
import { drawEmbedding, drawReconstructions } from './pictures.ts'

const PLOTS = ['embedding-ae']

export default defineExercise({
  title: 'An autoencoder for MNIST: reconstruction and embedding',
  plots: PLOTS,
  models: [
    { role: 'ae-encoder', entry: 'aeEncode' },
    { role: 'ae-decoder', entry: 'aeDecode' },
  ],
  limits: { callMs: 60_000, submissionMs: 300_000, memoryMiB: 1024 },
  functions: {
    aeEncode: { takes: { images: 'float[N,28,28]' }, gives: 'float[N,k]' },
    aeDecode: { takes: { codes: 'float[N,k]' }, gives: 'float[N,784] or float[N,28,28]' },
  },
  permutable: 'N',
  checks: [
    modelQuality({
      id: 'reconstruction',
      title: 'Reconstruction error below that of PCA',
      points: 1.3,
      entries: ['aeEncode', 'aeDecode'],
      judge: inEitherForm(judgeReconstruction, formOf, COMPARED),
      pictures: drawReconstructions,
    }),
    modelQuality({
      id: 'code-used',
      title: 'The decoder uses the code',
      points: 0.6,
      entries: ['aeEncode', 'aeDecode'],
      judge: inEitherForm(judgeCodeUsed, formOf, NOT_COMPARED),
    }),
    modelQuality({
      id: 'labels-aligned',
      title: 'Images of one digit cluster in the plot of the code',
      points: 0.6,
      entries: ['aeEncode'],
      judge: inEitherForm(judgeLabels, formOf, NOT_COMPARED),
      pictures: drawEmbedding,
    }),
    modelQuality({
      id: 'same-again',
      title: 'The code of an image does not depend on its batch',
      points: 0.3,
      entries: ['aeEncode', 'aeDecode'],
      judge: inEitherForm(judgeAgain, formOf, NOT_COMPARED),
    }),
    plots({ points: 0.2, functions: ['aeEncode', 'aeDecode'], plots: PLOTS }),
  ],
})
