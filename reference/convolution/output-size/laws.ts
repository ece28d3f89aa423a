import type { Check } from 'assay'
import { invariant } from 'assay/checks'
import * as fc from 'fast-check'
import { conv } from './cases.ts'
import * as judges from './judges.ts'
import { type Layer, lastWindow } from './mistakes.ts'
import { THROWN } from './sizes.ts'

const layer = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .filter((one) => conv(one) !== null)

function countWindows([n, k, s, p, d]: Layer): number {
  let count = 0
  for (let start = -p; start + d * (k - 1) < n + p; start += s) count++
  return count
}

export const windowCount: Check = invariant({
  id: 'window-count',
  title: 'The size is the number of places of the window',
  points: 0.5,
  entries: ['conv_output_size'],
  law: 'the size is the number of starts −p, −p + s, … from which the window stays inside the padded input',
  throwingIsNull: THROWN,
  arbitrary: layer,
  calls: (one) => [{ entry: 'conv_output_size', args: [...one] }],
  known: countWindows,
  ...judges.windowCount,
  hint: lastWindow,
})

export const monotone: Check = invariant({
  id: 'monotone',
  title: 'A larger kernel or stride never gives a larger output',
  points: 0.25,
  entries: ['conv_output_size'],
  law: 'the size does not grow with k or s',
  throwingIsNull: THROWN,
  arbitrary: layer,
  runs: 30,
  calls: ([n, k, s, p, d]) => [
    { entry: 'conv_output_size', args: [n, k, s, p, d] },
    { entry: 'conv_output_size', args: [n, k + 1, s, p, d] },
    { entry: 'conv_output_size', args: [n, k, s + 1, p, d] },
  ],
  ...judges.monotone,
  hint: lastWindow,
})

export const sameSize: Check = invariant({
  id: 'same-size',
  title: 'An odd kernel with half of it as padding keeps the size',
  points: 0.25,
  entries: ['conv_output_size'],
  law: 'k odd, p = (k − 1)/2, s = 1 and d = 1 give the size n',
  throwingIsNull: THROWN,
  arbitrary: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 4 })),
  runs: 20,
  calls: ([n, half]) => [{ entry: 'conv_output_size', args: [n, 2 * half + 1, 1, half, 1] }],
  ...judges.sameSize,
  hint: 'How long is the axis after padding?',
})
