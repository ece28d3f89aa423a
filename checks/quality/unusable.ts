import type { Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import { error, wrong } from '../outcome.ts'

/**
 * Nothing can be measured: a call brought no value, or one of another form. Its outcome becomes that of the check, see `judged`.
 *
 * @example
 * ```ts
 * const figures = await usable(() => measure(ask)) // undefined where an Unusable was thrown
 * ```
 */
export class Unusable extends Error {
  override name = 'Unusable'
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super('nothing to measure')
    this.outcome = outcome
  }
}

/** What `measure` makes of the answers, or the outcome of the one that cannot be used. */
export async function judged(measure: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await measure()
  } catch (thrown) {
    if (thrown instanceof Unusable) return thrown.outcome
    throw thrown
  }
}

/**
 * The same for one answer, with a note about the circumstances where the call was made and failed.
 *
 * @example
 * ```ts
 * noting(measured('asked with 250 images at once'), () => ask('classify', [images]))
 * ```
 */
export async function noting<T>(says: Finding, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof Unusable) || !['wrong-answer', 'runtime-error'].includes(thrown.outcome.verdict)) throw thrown
    throw new Unusable({ ...thrown.outcome, findings: [...thrown.outcome.findings, says] })
  }
}

/**
 * What a measure throws where an answer cannot be used.
 *
 * @example
 * ```ts
 * if (labels.length !== 10) throw unusable({ code: 'remark', says: 'classify returned another number of labels' })
 * ```
 */
export function unusable(finding: FindingData, hint?: string): Unusable {
  return new Unusable(wrong([error(finding, hint)]))
}
