import type { Outcome } from '../../grading/model/check.ts'
import type { FindingData } from '../../grading/model/finding.ts'
import { error, wrong } from '../outcome.ts'

/** Nothing can be measured: a call brought no value, or one of another form. Caught by `modelQuality`, whose outcome it becomes. */
export class Unusable extends Error {
  override name = 'Unusable'
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('nothing to measure')
    this.outcome = outcome
  }
}

export function unusable(finding: FindingData, hint?: string): Unusable {
  return new Unusable(wrong([error(finding, hint)]))
}
