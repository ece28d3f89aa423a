import { defineExercise, type Plain } from 'assay'
import { exact } from 'assay/checks'
import { missingConv, missingPool, paddedPool, randomConv, randomPool, sheetConv, sheetPool } from './cases.ts'
import * as judges from './judges.ts'
import { monotone, sameSize, windowCount } from './laws.ts'
import { convMistakes, type Layer, lastWindow, leftOver, paddingMistake, poolMistakes, tooLarge } from './mistakes.ts'
import { oneSize, THROWN } from './sizes.ts'

/** PyTorch rounds up before it looks: with `ceil_mode` a single window may be larger than the padded input. */
const overhanging = {
  says: 'With `ceil_mode` and no whole window in the padded input it gives 1, as PyTorch does; null is just as right.',
  answer: (args: readonly Plain[], right: Plain): Plain => {
    const [n, k, s, p, d, ceilMode] = args as unknown as Layer
    const room = n + 2 * p - d * (k - 1) - 1
    return right === null && ceilMode === true && room < 0 && room > -s ? 1 : right
  },
}

const WINDOW = { n: 'int', kernel: 'int', stride: 'int', padding: 'int', dilation: 'int' }

export default defineExercise({
  title: 'Output sizes of convolution and pooling',
  functions: {
    conv_output_size: { takes: WINDOW, gives: 'int or null' },
    pool_output_size: { takes: { ...WINDOW, ceil_mode: 'bool' }, gives: 'int or null' },
  },
  variables: judges.variables,
  limits: { callMs: 5000 },
  checks: [
    exact({
      id: 'sheet-conv',
      title: 'Convolution: the two layers of the sheet',
      points: 0.5,
      entry: 'conv_output_size',
      label: 'the size',
      cases: sheetConv,
      ...judges.sheetConv,
      mistakes: convMistakes,
      hint: lastWindow,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'sheet-pool',
      title: 'Pooling: the two layers of the sheet',
      points: 0.5,
      entry: 'pool_output_size',
      label: 'the size',
      cases: sheetPool,
      ...judges.sheetPool,
      mistakes: poolMistakes,
      hint: lastWindow,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'conv-random',
      title: 'Convolution: random layers',
      points: 1,
      visibility: 'hidden',
      entry: 'conv_output_size',
      label: 'the size',
      cases: randomConv,
      normalise: oneSize,
      mistakes: convMistakes,
      hint: leftOver,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'pool-random',
      title: 'Pooling: random layers, with and without ceil_mode',
      points: 0.75,
      visibility: 'hidden',
      entry: 'pool_output_size',
      label: 'the size',
      cases: randomPool,
      normalise: oneSize,
      mistakes: poolMistakes,
      hint: leftOver,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'conv-missing',
      title: 'Convolution: layers that do not exist',
      points: 0.5,
      entry: 'conv_output_size',
      label: 'the size',
      cases: missingConv,
      ...judges.convMissing,
      mistakes: convMistakes,
      hint: tooLarge,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'pool-missing',
      title: 'Pooling: windows larger than the padded input',
      points: 0.25,
      entry: 'pool_output_size',
      label: 'the size',
      cases: missingPool,
      ...judges.poolMissing,
      variants: [overhanging],
      mistakes: poolMistakes,
      hint: tooLarge,
      throwingIsNull: THROWN,
    }),
    exact({
      id: 'pool-padding',
      title: 'Pooling: padding of at most half the kernel',
      points: 0.5,
      entry: 'pool_output_size',
      label: 'the size',
      cases: paddedPool,
      ...judges.poolPadding,
      mistakes: [paddingMistake],
      hint: 'Which cells of the input does the first window see?',
      throwingIsNull: THROWN,
    }),
    windowCount,
    monotone,
    sameSize,
  ],
})
