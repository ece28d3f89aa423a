import { defineExercise } from 'assay'
import { COMPARED, closeToReference, inEitherForm, invariant, modelQuality, NOT_COMPARED, plots } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import * as cases from './cases.ts'
import { judgeAccuracy, judgeAgain, judgeUnseen } from './classification.ts'
import * as judges from './judges.ts'
import { ofMatrix } from './mistakes.ts'
import { judgeOwnPairs, judgeRandomPairs } from './pairs.ts'
import { drawMatrix } from './pictures.ts'
import { formOfImages } from './slips.ts'

const PLOTS = ['training-curve', 'confusion-matrix']

export default defineExercise({
  title: 'A convolutional network for MNIST and its confusion matrix',
  plots: PLOTS,
  models: [{ role: 'cnn', entry: 'classify' }],
  limits: { callMs: 60_000, submissionMs: 300_000, memoryMiB: 1024 },
  functions: {
    classify: { takes: { images: 'float[N,28,28]' }, gives: 'float[N,10] or int[N]' },
    confusionMatrix: { takes: { labels: 'int[N]', predictions: 'int[N]', classes: 'int' }, gives: 'int[C,C]' },
    mostConfused: { takes: { matrix: 'int[C,C]' }, gives: 'list of [i, j]' },
  },
  conventions: judges.conventions,
  classLabels: { entry: 'confusionMatrix', labels: ['labels', 'predictions'], classes: 'classes' },
  checks: [
    modelQuality({
      id: 'accuracy',
      title: 'Test accuracy on 2000 MNIST images',
      points: 3.8,
      entries: ['classify'],
      judge: inEitherForm(judgeAccuracy, formOfImages, COMPARED),
      pictures: drawMatrix,
    }),
    modelQuality({
      id: 'unseen-images',
      title: 'Generalises to images not requested before',
      points: 1.3,
      visibility: 'hidden',
      entries: ['classify'],
      judge: inEitherForm(judgeUnseen, formOfImages, COMPARED),
    }),
    modelQuality({
      id: 'same-again',
      title: 'Predictions do not depend on the batch',
      points: 0.3,
      entries: ['classify'],
      judge: inEitherForm(judgeAgain, formOfImages, NOT_COMPARED),
    }),
    closeToReference({
      id: 'matrix-values',
      title: 'Confusion matrix of known predictions',
      points: 0.8,
      inKit: true,
      hint: 'The sums of the rows must be the numbers of the labels.',
      entry: 'confusionMatrix',
      label: 'the matrix',
      cases: cases.known,
      tolerance: cases.COUNTS,
      notesPrecision: false,
      mistakes: ofMatrix,
    }),
    closeToReference({
      id: 'matrix-random',
      title: 'Confusion matrix of random predictions, with absent classes',
      points: 0.6,
      visibility: 'hidden',
      hint: 'The sums of the rows must be the numbers of the labels.',
      entry: 'confusionMatrix',
      label: 'the matrix',
      cases: cases.random,
      tolerance: cases.COUNTS,
      notesPrecision: false,
      mistakes: ofMatrix,
    }),
    invariant({
      id: 'matrix-laws',
      title: 'Every prediction is counted once, and renamed classes rename rows and columns',
      points: 0.4,
      visibility: 'hidden',
      hint: 'What do the entries of your matrix add up to?',
      entries: ['confusionMatrix'],
      law: 'Σ M = N, and M[π(i)][π(j)] of the renamed labels is M[i][j]',
      arbitrary: cases.relabelled,
      calls: ({ labels, predictions, classes, order }) => {
        const renamed = (names: readonly number[]): number[] => names.map((name) => order[name] as number)
        return [
          { entry: 'confusionMatrix', args: cases.argsOf({ labels, predictions, classes }) },
          { entry: 'confusionMatrix', args: cases.argsOf({ labels: renamed(labels), predictions: renamed(predictions), classes }) },
        ]
      },
      shape: ({ classes }) => [classes, classes],
      holds: ({ labels, order }, [before, after]) => brokenLaw(labels.length, order, before as Matrix, after as Matrix),
    }),
    modelQuality({
      id: 'pairs-own',
      title: 'The pairs named are those that the network confuses most',
      points: 0.9,
      entries: ['classify', 'mostConfused'],
      judge: judgeOwnPairs,
    }),
    modelQuality({
      id: 'pairs-random',
      title: 'The pairs named are the most confused ones of any matrix',
      points: 0.5,
      visibility: 'hidden',
      entries: ['mostConfused'],
      judge: (ask, context) => judgeRandomPairs(ask, context, () => cases.matrices(context.seed)),
    }),
    plots({ points: 0.4, functions: ['classify', 'confusionMatrix', 'mostConfused'], plots: PLOTS }),
  ],
})

function brokenLaw(count: number, order: Vector, before: Matrix, after: Matrix): string | undefined {
  const total = before.flat().reduce((sum, entry) => sum + entry, 0)
  if (Math.abs(total - count) > cases.COUNTS.atol) return `the entries add up to ${total} for ${count} predictions`
  for (const [i, row] of before.entries()) {
    for (const [j, entry] of row.entries()) {
      const renamed = (after[order[i] as number] as Vector)[order[j] as number] as number
      if (Math.abs(renamed - entry) > cases.COUNTS.atol) return `M[${i}][${j}] is ${entry}, and ${renamed} once the classes are renamed`
    }
  }
  return undefined
}
