import { findingText } from '#grading/messages/finding-text'
import type { FindingCode, FindingData } from '#grading/model/finding'
import type { Fault } from '#grading/model/session'

interface Explained<Data> {
  /** As reports would print it. */
  readonly example: Data
  /** What is known when it is said. */
  readonly means: string
  /** What a student, or an instructor, does next. */
  readonly next: string
}

type Codes = Exclude<FindingCode, 'fault'>
type OfCode<C extends FindingCode> = Extract<FindingData, { code: C }>
type OfKind<K extends Fault['kind']> = Extract<Fault, { kind: K }>

const excerpt = { expected: [[0.1, 0.2]], actual: [[0.3, 0.6]], worst: [0, 1], from: [0, 0], of: [1, 2] } as const

/** The compiler asks for every code. */
const FINDINGS: { readonly [C in Codes]: Explained<OfCode<C>> } = {
  'value-mismatch': {
    example: {
      ...{ code: 'value-mismatch', label: 'dW2', index: [0, 1], actual: 0.6, expected: 0.2, allowed: 1e-6, differing: 2, total: 2, excerpt },
      case: 'two samples',
    },
    means: 'Type and shape are right, numbers are not; the element that is furthest off is shown. No known mistake explains the difference.',
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
    example: { code: 'not-finite', label: 'softmax', index: [0], actual: Number.NaN, count: 1, total: 3, case: 'softmax([1000, 1001, 999])' },
    means: 'An element is NaN or infinite where the right one is finite.',
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
    means: 'The answer is the right one times the same number everywhere.',
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
    next: 'Mend the earlier function; this one needs no change.',
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
    example: { code: 'subspace-mismatch', label: 'W_dec', angle: 0.4, distance: 0.39, allowed: 1e-3, directions: 2, case: 'cloud of 200 points' },
    means: 'The vectors do not span the right subspace; signs, order and mixtures are free.',
    next: 'Look at centring, and at which eigenvectors are taken.',
  },
  'input-modified': {
    example: { code: 'input-modified', entry: 'step', argument: 0 },
    means: 'The function changes the data it is given.',
    next: 'Work on a copy: the caller goes on with its own data.',
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
    next: 'Mend the other one first.',
  },
  'judging-error': {
    example: { code: 'judging-error', reason: 'Python has no package torch' },
    means: 'Assay or the machine failed, not the submission. The points are open, not lost.',
    next: 'Instructors: `assay doctor` names what is missing; then grade again with `--resume`.',
  },
  plot: {
    example: { code: 'plot', picture: 'plots/loss.png', mistake: 'blank', says: 'shows one colour only' },
    means: 'A picture is missing, too small, blank, or handed in twice. What it shows is for a person.',
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
    example: { code: 'remark', says: 'step.py was used; step.txt holds no code that is read.' },
    means: 'Something about the files that you may want to know. It costs nothing.',
    next: 'Read it once.',
  },
}

/** The compiler asks for every kind. */
const FAULTS: { readonly [K in Fault['kind']]: Explained<OfKind<K>> } = {
  'missing-entry': {
    example: { kind: 'missing-entry', entry: 'softmax', available: ['soft_max2'] },
    means: 'The files define no function of this name, in either case style.',
    next: 'Compare the spelling with the statement.',
  },
  'not-implemented': {
    example: { kind: 'not-implemented', entry: 'softmax' },
    means: 'The function still throws as the starter file does.',
    next: 'Write it.',
  },
  'variables-only': {
    example: { kind: 'variables-only', entry: 'forward' },
    means: 'Only variables answer here, and they hold nothing but the numbers of the sheet.',
    next: 'Write the function.',
  },
  exception: {
    example: { kind: 'exception', name: 'ValueError', message: 'shapes not aligned', place: { file: 'step.py', line: 7, column: 1 } },
    means: 'Your function threw for the inputs of this check.',
    next: 'Call it with those inputs yourself; the place is in your own file.',
  },
  'load-error': {
    example: { kind: 'load-error', name: 'NameError', message: "name 'x' is not defined", place: { file: 'step.py', line: 1, column: 1 } },
    means: 'The file stopped before its functions existed.',
    next: 'Run the file alone. In a notebook, run all cells from the top.',
  },
  'syntax-error': {
    example: { kind: 'syntax-error', message: "'(' was never closed", place: { file: 'step.py', line: 3, column: 4 } },
    means: 'The file cannot be parsed.',
    next: 'Mend the line that is named.',
  },
  'bad-value': {
    example: { kind: 'bad-value', expected: 'numbers', got: 'an object', at: 'softmax[0]' },
    means: 'What was returned cannot cross to the grading process.',
    next: 'Return numbers, lists, records or tensors of them.',
  },
  'time-limit': {
    example: { kind: 'time-limit', stage: 'call', limitMs: 10000, entry: 'train' },
    means: 'The answer took longer than the exercise allows. Time that other processes had the processor is not counted.',
    next: 'Use array operations in place of loops; train nothing while grading, load weights.',
  },
  'memory-limit': {
    example: { kind: 'memory-limit' },
    means: 'The process wanted more memory than the exercise allows.',
    next: 'Work in batches.',
  },
  'output-limit': {
    example: { kind: 'output-limit', stream: 'stdout', limitBytes: 1000000 },
    means: 'Too much was printed.',
    next: 'Print less.',
  },
  exited: {
    example: { kind: 'exited', code: 1, signal: null },
    means: 'The process ended before it answered.',
    next: 'Look for exit(), or a crash in a library.',
  },
  'never-settles': {
    example: { kind: 'never-settles', entry: 'train' },
    means: 'A promise was returned that nothing will ever resolve.',
    next: 'Await what the function starts, and return its value.',
  },
  protocol: {
    example: { kind: 'protocol', reason: 'a frame is longer than it may be' },
    means: 'Something other than an answer came on the channel of answers.',
    next: 'Write to standard output only.',
  },
  'not-called': {
    example: { kind: 'not-called', reason: 'the submission had stopped before' },
    means: 'The function was not asked any more.',
    next: 'Mend what stopped the submission first.',
  },
  infrastructure: {
    example: { kind: 'infrastructure', reason: 'no process could be started' },
    means: 'The machine failed. No points are lost.',
    next: 'Instructors: `assay doctor`, then `--resume`.',
  },
}

const section = (code: string, text: string, { means, next }: Explained<unknown>): string =>
  `### \`${code}\`\n\n> ${text}\n\n${means}\n\n**Next:** ${next}\n`

/** `docs/findings.md`: every code that results.json can hold, with the sentence that reports print. */
export function findingsPage(): string {
  const findings = Object.entries(FINDINGS).map(([code, one]) =>
    section(code, findingText({ ...one.example, severity: 'error' } as Parameters<typeof findingText>[0]).text, one),
  )
  const faults = Object.entries(FAULTS).map(([kind, one]) =>
    section(kind, findingText({ code: 'fault', entry: 'softmax', fault: one.example, severity: 'error' }).text, one),
  )
  return `# What a message means

Every finding in a report has a code, which \`results.json\` holds as \`code\`; its sentence depends on the data. This page is written from the code by
\`npx vitest run tools/pages -u\`.

## Findings

${findings.join('\n')}
## Faults

A call that brings no value has the code \`fault\` and one of these kinds.

${faults.join('\n')}`
}
