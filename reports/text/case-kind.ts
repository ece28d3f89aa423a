import type { Verdict } from '#grading/model/check'

export type CaseKind = 'passed' | 'failure' | 'error' | 'skipped'

/** How test reports see a verdict. Only what is ours or the machine's is an `error`. */
const KINDS: { readonly [V in Verdict]: CaseKind } = {
  accepted: 'passed',
  partial: 'failure',
  'wrong-answer': 'failure',
  'runtime-error': 'failure',
  'load-error': 'failure',
  'time-limit': 'failure',
  'memory-limit': 'failure',
  'output-limit': 'failure',
  'not-attempted': 'skipped',
  skipped: 'skipped',
  'pending-manual': 'skipped',
  'judging-error': 'error',
}

export function caseKind(verdict: Verdict): CaseKind {
  return KINDS[verdict]
}
