import type { CheckContext, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { Args, Value } from '#grading/model/value'
import { type Asker, byCredit, measured, usable } from '../kinds/model-quality.ts'

/** Right answers in another form than is asked for: with rows and columns swapped, on a scale of 0 to 255, standardised, inverted. */
export interface OtherForm {
  /** Names the mistake. */
  readonly finding: Finding
  /** Asks for the answers as they should have been. */
  readonly ask: Asker
}

export type Judge = (ask: Asker, context: CheckContext) => Promise<Outcome>

/**
 * What is left of the points of a check that compares with what is right.
 *
 * @example
 * ```ts
 * inEitherForm(judgeAccuracy, formOfImages, COMPARED)
 * ```
 */
export const COMPARED = 0.5
/**
 * And of one that asks something else, such as whether the code is used: one mistake has one price.
 *
 * @example
 * ```ts
 * inEitherForm(judgeAgain, formOfImages, NOT_COMPARED)
 * ```
 */
export const NOT_COMPARED = 1

/**
 * Judges answers that are in another form than is asked for by what they are in the right one as well. That is done by the same judge, so
 * that nothing is accepted in another form that would not be in the right one.
 *
 * @param share - what is left then, `COMPARED` or `NOT_COMPARED`.
 * @example
 * ```ts
 * modelQuality({ ...spec, judge: inEitherForm(judgeAccuracy, formOfImages, COMPARED) })
 * ```
 */
export function inEitherForm(
  judge: Judge,
  formOf: (ask: Asker, context: CheckContext) => Promise<OtherForm | undefined>,
  share: number,
): Judge {
  return async (ask, context) => {
    const given = await judge(ask, context)
    if (given.fraction >= share || given.verdict === 'pending-manual') return given
    const form = await usable(() => formOf(ask, context))
    if (form === undefined) return given
    const right = await usable(() => judge(form.ask, context))
    if (right?.verdict === 'pending-manual') return right
    if (right === undefined || share * right.fraction <= given.fraction) return given
    if (share < 1) return byCredit(share * right.fraction, withNamed(form.finding, given.findings))
    return byCredit(right.fraction, [
      measured(
        'The answers are not in the form that the statement asks for, which costs points elsewhere; here they were graded in the correct form.',
      ),
      ...right.findings,
    ])
  }
}

function withNamed(finding: Finding, findings: readonly Finding[]): readonly Finding[] {
  const isNamed = findings.some(
    (one) => one.code === 'known-mistake' && finding.code === 'known-mistake' && one.mistake === finding.mistake,
  )
  return isNamed ? findings : [finding, ...findings]
}

/**
 * An asker whose arguments or answers are changed on their way. What is made of one list of arguments or one answer must be one object.
 *
 * @example
 * ```ts
 * const scaled = askThrough(ask, { args: (_, [images]) => [times255(images)] })
 * ```
 */
export function askThrough(
  ask: Asker,
  {
    args: change = (_, given) => given,
    answer = (_, given) => given,
  }: { args?: (entry: string, args: Args) => Args; answer?: (entry: string, value: Value) => Value },
): Asker {
  const through = async (entry: string, args: Args): Promise<Value> => answer(entry, await ask(entry, change(entry, args)))
  return Object.assign(through, { afresh: async (entry?: string) => ask.afresh?.(entry) })
}
