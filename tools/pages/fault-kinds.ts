import type { Fault } from '#grading/model/session'
import type { Explained } from './explained.ts'

type OfKind<K extends Fault['kind']> = Extract<Fault, { kind: K }>

/** The compiler asks for every kind. */
export const FAULTS: { readonly [K in Fault['kind']]: Explained<OfKind<K>> } = {
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
    next: 'Correct the line that is named.',
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
    next: 'Correct what stopped the submission first.',
  },
  infrastructure: {
    example: { kind: 'infrastructure', reason: 'no process could be started' },
    means: 'The machine failed. No points are deducted.',
    next: 'Instructors: `assay doctor`, then `--resume`.',
  },
}
