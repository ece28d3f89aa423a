import type { FindingCode, FindingData } from '#grading/model/finding'
import type { Explained } from './explained.ts'

type Codes = Exclude<FindingCode, 'fault'>
type OfCode<C extends FindingCode> = Extract<FindingData, { code: C }>

const excerpt = { expected: [[0.1, 0.2]], actual: [[0.3, 0.6]], worst: [0, 1], from: [0, 0], of: [1, 2] } as const

/** The compiler asks for every code. */
export const FINDINGS: { readonly [C in Codes]: Explained<OfCode<C>> } = {
  'value-mismatch': {
    example: {
      ...{
        code: 'value-mismatch',
        label: 'dW2',
        index: [0, 1],
        actual: 0.6,
        expected: 0.2,
        allowed: 1e-6,
        differing: 2,
        total: 2,
        excerpt,
      },
      case: 'two samples',
    },
    means:
      'Type and shape are right, numbers are not; the element that is furthest off is shown. No known mistake explains the difference.',
    next: 'Compute the named case by hand, or compare one element with a finite difference. The hint names the step to look at.',
  },
  'shape-mismatch': {
    example: { code: 'shape-mismatch', label: 'dW2', actual: [3, 2], expected: [2, 3], case: 'one sample' },
    means: 'The answer has another shape than the statement gives. Values are compared only once shapes agree.',
    next: 'Compare with the table of functions in the statement. A transpose that you prefer can be declared in submission.yaml where the statement says so.',
  },
  'type-mismatch': {
    example: { code: 'type-mismatch', label: 'softmax', expected: 'numbers', actual: 'a text' },
    means: 'The answer is no number, list of numbers or record of them, as the statement asks.',
    next: 'Return plain numbers, nested lists, typed arrays, numpy arrays or tensors.',
  },
  'not-finite': {
    example: {
      code: 'not-finite',
      label: 'softmax',
      index: [0],
      actual: Number.NaN,
      count: 1,
      total: 3,
      case: 'softmax([1000, 1001, 999])',
    },
    means: 'An element is NaN or infinite where the expected one is finite.',
    next: 'Look for exp of a large number, log of 0, or a quotient of the two.',
  },
  'missing-field': {
    example: { code: 'missing-field', label: 'backprop', field: 'dW1', available: ['dW2', 'db2'] },
    means: 'The answer is a record without a field that the statement names.',
    next: 'Add the field. Field names may be written in either case style.',
  },
  'known-mistake': {
    example: { code: 'known-mistake', label: 'δ²', mistake: 'extra-derivative', says: "the right δ² multiplied by σ'(z³)" },
    means: 'The answer equals, within the tolerance, what a known wrong formula gives, on every input where the two differ.',
    next: 'The sentence names the formula. Derive that step again.',
  },
  scaled: {
    example: { code: 'scaled', label: 'dW2', factor: 4, meaning: 'the number of samples' },
    means: 'The answer is the expected value times the same number everywhere.',
    next: 'Look for a mean that should be a sum, a factor 2 or 1/2, or a learning rate.',
  },
  transposed: {
    example: { code: 'transposed', label: 'W2' },
    means: 'The answer is right but for its orientation, where the statement fixes one.',
    next: 'Transpose it, or declare the convention where the statement offers one.',
  },
  'follow-through': {
    example: { code: 'follow-through', label: 'dW1', from: 'delta2' },
    means: 'This answer is right for your own earlier result, which is wrong. Points are lost once.',
    next: 'Correct the earlier function; this one needs no change.',
  },
  convention: {
    example: { code: 'convention', says: 'Your deltas are columns; they were compared as rows.' },
    means: 'A note: another convention was recognised and accepted. It costs nothing.',
    next: 'Nothing.',
  },
  'declaration-contradicted': {
    example: { code: 'declaration-contradicted', declaration: 'cost: mean' },
    means: 'submission.yaml declares a convention that some functions do not follow.',
    next: 'Remove the line, or follow it in all functions.',
  },
  'property-violated': {
    example: {
      ...{ code: 'property-violated', law: 'softmax(z + c) = softmax(z)', counterexample: 'z = [0, 1], c = 2', observed: 'differs by 0.3' },
      ...{ run: 4, runs: 100, shrinks: 2 },
    },
    means: 'A law that holds for every right answer fails for the input shown, the smallest that was found.',
    next: 'Evaluate both sides of the law for that input.',
  },
  'statistic-out-of-band': {
    example: {
      ...{ code: 'statistic-out-of-band', statistic: 'the variance of the noise', value: 0.5, low: 0.98, high: 1.02 },
      ...{ alpha: 1e-6, draws: 10000 },
    },
    means: 'A right implementation leaves the band about once in a million runs.',
    next: 'Look at scale, independence and range of what is drawn.',
  },
  'subspace-mismatch': {
    example: {
      code: 'subspace-mismatch',
      label: 'W_dec',
      angle: 0.4,
      distance: 0.39,
      allowed: 1e-3,
      directions: 2,
      case: 'cloud of 200 points',
    },
    means: 'The vectors do not span the right subspace; signs, order and mixtures are free.',
    next: 'Look at centring, and at which eigenvectors are taken.',
  },
  'input-modified': {
    example: { code: 'input-modified', entry: 'step', argument: 0 },
    means: 'The function changes the data it is given.',
    next: 'Work on a copy: the caller continues with its own data.',
  },
  'single-precision': {
    example: { code: 'single-precision', label: 'z' },
    means: 'A note: the answer is right to about 7 digits, as 32-bit numbers are. It costs nothing.',
    next: 'Nothing.',
  },
  'known-inputs-only': {
    example: { code: 'known-inputs-only', right: 0, of: 3 },
    means: 'What is shown is right; the same question about other numbers is not.',
    next: 'Replace constants by the computation.',
  },
  'by-variables': {
    example: { code: 'by-variables', entry: 'forward', variables: ['z2', 'a2'], more: 250 },
    means: "A note: no function answers, so the variables of the notebook or script were read as the answer for the sheet's own numbers.",
    next: 'Write the function for the points that are named.',
  },
  skipped: {
    example: { code: 'skipped', because: 'The forward pass' },
    means: 'This check needs another one that has not passed.',
    next: 'Correct the other one first.',
  },
  'judging-error': {
    example: { code: 'judging-error', reason: 'Python has no package torch' },
    means: 'Assay or the machine failed, not the submission. The points are open, not lost.',
    next: 'Instructors: `assay doctor` names what is missing; then grade again with `--resume`.',
  },
  plot: {
    example: { code: 'plot', picture: 'plots/loss.png', mistake: 'blank', says: 'shows one colour only' },
    means: 'A plot is missing, too small, blank, or submitted twice. What it shows is graded by an instructor.',
    next: 'Save the figure again and open the file.',
  },
  'awaits-person': {
    example: { code: 'awaits-person', criteria: 3 },
    means: 'A written answer waits for its grade.',
    next: 'Instructors: `assay mark`.',
  },
  marked: {
    example: { code: 'marked', points: 450, of: 600, by: 'A marker', comment: 'Which target?' },
    means: 'An instructor has given these points.',
    next: 'Nothing.',
  },
  remark: {
    example: { code: 'remark', says: 'step.py was used; step.txt contains no code that is read.' },
    means: 'Something about the files that you may want to know. It costs nothing.',
    next: 'Read it once.',
  },
}
