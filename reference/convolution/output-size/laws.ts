import type { Check, Plain } from 'assay'
import { invariant } from 'assay/checks'
import * as fc from 'fast-check'
import { conv } from './cases.ts'
import { type Layer, lastWindow } from './mistakes.ts'
import { oneSize, THROWN } from './sizes.ts'

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

const show = (answer: Plain | undefined): string => JSON.stringify(answer)

export const windowCount: Check = invariant({
  id: 'window-count',
  title: 'The size is the number of places of the window',
  points: 0.5,
  entries: ['conv_output_size'],
  law: 'the size is the number of starts −p, −p + s, … from which the window stays inside the padded input',
  throwingIsNull: THROWN,
  arbitrary: layer,
  calls: (one) => [{ entry: 'conv_output_size', args: [...one] }],
  holds: (one, [answer]) => {
    const windows = countWindows(one)
    return oneSize(answer as Plain) === windows
      ? undefined
      : `the answer is ${show(answer)}, the window has ${windows} ${windows === 1 ? 'place' : 'places'}`
  },
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
  holds: (_, answers) => {
    const sizes = answers.map((answer) => oneSize(answer) ?? 0)
    if (!sizes.every((one) => typeof one === 'number')) return `an answer is not an integer: ${answers.map(show).join(', ')}`
    const [first, kernel, stride] = sizes as [number, number, number]
    if (kernel > first) return `with k + 1 it grows from ${first} to ${kernel}`
    return stride > first ? `with s + 1 it grows from ${first} to ${stride}` : undefined
  },
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
  holds: ([n], [answer]) => (oneSize(answer as Plain) === n ? undefined : `the answer is ${show(answer)} for n = ${n}`),
  hint: 'How long is the axis after padding?',
})
