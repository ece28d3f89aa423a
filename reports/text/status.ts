import type { Verdict } from '#grading/model/check'
import type { ExerciseStatus } from '#grading/model/result'

/** How a status is shown: a sign and words, so that colour is never the only signal; `tone` picks the colour. */
export interface Look {
  readonly sign: string
  readonly tone: Tone
}
export type Tone = 'full' | 'partial' | 'zero' | 'open' | 'waits'

const STATUS: { readonly [S in ExerciseStatus]: Look & { readonly word: string } } = {
  full: { sign: '✓', tone: 'full', word: 'full points' },
  partial: { sign: '◐', tone: 'partial', word: 'partial credit' },
  zero: { sign: '✗', tone: 'zero', word: 'no points' },
  'not-attempted': { sign: '○', tone: 'open', word: 'not attempted' },
  'pending-manual': { sign: '…', tone: 'waits', word: 'awaiting manual grading' },
  'judging-error': { sign: '?', tone: 'waits', word: 'could not be graded' },
}

const VERDICT: { readonly [V in Verdict]: Look } = {
  accepted: { sign: '✓', tone: 'full' },
  partial: { sign: '◐', tone: 'partial' },
  'wrong-answer': { sign: '✗', tone: 'zero' },
  'runtime-error': { sign: '✗', tone: 'zero' },
  'load-error': { sign: '✗', tone: 'zero' },
  'time-limit': { sign: '✗', tone: 'zero' },
  'memory-limit': { sign: '✗', tone: 'zero' },
  'output-limit': { sign: '✗', tone: 'zero' },
  'not-attempted': { sign: '○', tone: 'open' },
  skipped: { sign: '–', tone: 'open' },
  'pending-manual': { sign: '…', tone: 'waits' },
  'judging-error': { sign: '?', tone: 'waits' },
}

export function statusLook(status: ExerciseStatus): Look & { readonly word: string } {
  return STATUS[status]
}

export function verdictLook(verdict: Verdict): Look {
  return VERDICT[verdict]
}
