import type { Plain } from 'assay'
import type { Mistake } from 'assay/checks'
import type { Matrix, Vector } from 'assay/math'
import { oneBasedSays } from './index-lists.ts'

export const wholeSet = 'What does your estimator return when the batch is the whole data set?'
export const vanishes = 'Which m makes the variance 0 without replacement?'

const sum = (rows: readonly (Vector | undefined)[]): number[] | undefined =>
  rows.every((row) => row !== undefined) && rows.length > 0
    ? (rows[0] as Vector).map((_, k) => rows.reduce((total, row) => total + ((row as Vector)[k] as number), 0))
    : undefined

/** A wrong estimator: `divisor` of the sum over the rows that `choose` takes. */
function estimator(
  id: string,
  says: string,
  choose: (gradients: Matrix, indices: Vector) => readonly (Vector | undefined)[],
  divisor: (gradients: Matrix, indices: Vector) => number,
): Mistake {
  return {
    id,
    says,
    hint: wholeSet,
    answer: (args) => {
      const [gradients, indices] = args as unknown as [Matrix, Vector]
      return sum(choose(gradients, indices))?.map((x) => x / divisor(gradients, indices))
    },
  }
}

const chosen = (gradients: Matrix, indices: Vector): (Vector | undefined)[] => indices.map((i) => gradients[i])

export const estimatorMistakes: readonly Mistake[] = [
  estimator('sum', 'the sum over the batch; the estimate is the mean', chosen, () => 1),
  estimator('divided-by-n', 'the sum over the batch divided by n, the number of all samples', chosen, (gradients) => gradients.length),
  estimator(
    'all-samples',
    'the mean over all samples, whatever the indices',
    (gradients) => gradients,
    (gradients) => gradients.length,
  ),
  estimator(
    'first-m',
    'the mean over the first m samples, whatever the indices',
    (gradients, indices) => gradients.slice(0, indices.length),
    (_, indices) => indices.length,
  ),
  estimator(
    'one-based',
    oneBasedSays,
    // In Python, index −1 is the last row.
    (gradients, indices) => indices.map((i) => gradients.at(i - 1)),
    (_, indices) => indices.length,
  ),
]

function ratio(id: string, says: string, of: (n: number, m: number, replacement: boolean) => number): Mistake {
  return { id, says, hint: vanishes, answer: (args: readonly Plain[]) => of(...(args as [number, number, boolean])) }
}

const right = (n: number, m: number, replacement: boolean): number => (replacement ? 1 / m : (n - m) / (m * (n - 1)))

export const ratioMistakes: readonly Mistake[] = [
  ratio('standard-deviation', 'the ratio of the standard deviations, the square root of what is asked', (n, m, replacement) =>
    Math.sqrt(right(n, m, replacement)),
  ),
  ratio('n-for-n-minus-1', '(n − m)/(m n) without replacement: the correction for a finite set divides by n − 1', (n, m, replacement) =>
    replacement ? right(n, m, true) : (n - m) / (m * n),
  ),
  ratio('never-corrected', '1/m in both cases: without replacement the draws depend on each other', (_, m) => 1 / m),
  ratio('always-corrected', '(n − m)/(m(n − 1)) in both cases: with replacement the draws are independent', (n, m) => right(n, m, false)),
  ratio('correction-only', '(n − m)/(n − 1) without replacement: the factor 1/m of a mean is missing', (n, m, replacement) =>
    replacement ? right(n, m, true) : (n - m) / (n - 1),
  ),
]
