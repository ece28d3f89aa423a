import { type Plain, toValue } from '#grading/model/value'
import { compare } from '../compare/compare.ts'
import type { Tolerance } from '../compare/tolerance.ts'
import { type Compared, type Mistake, type Predicted, predictionsOf } from './explain.ts'

/** A right answer in another convention that needs no declaration. */
export interface Variant {
  /** A whole sentence for the note. */
  readonly says: string
  readonly answer: (args: readonly Plain[], right: Plain) => Plain | undefined
}

/** What a variant gives for each case. */
export interface PredictedVariant {
  readonly says: string
  readonly answers: readonly (Plain | undefined)[]
}

/** What the mistakes give under the sheet's convention and under each variant: the slip made in its right answer, and the variant of the slip. */
export function mistakesUnder(
  mistakes: readonly Mistake[],
  variants: readonly Variant[],
  cases: readonly (readonly Plain[])[],
  right: readonly Plain[],
): readonly Predicted[] {
  const formulas = mistakes.flatMap((mistake) => [
    mistake,
    ...variants.flatMap((variant) => [
      { ...mistake, answer: chain(variant.answer, mistake.answer) },
      { ...mistake, answer: chain(mistake.answer, variant.answer) },
    ]),
  ])
  return predictionsOf(formulas, cases, right)
}

type Formula = Mistake['answer']

function chain(first: Formula, second: Formula): Formula {
  return (args, right) => {
    const between = first(args, right)
    return between === undefined ? undefined : second(args, between)
  }
}

/** Answers as the variant reads them that makes most of them right; as the sheet reads them where no variant makes more right. */
export function bestReading(
  compared: readonly Compared[],
  variants: readonly PredictedVariant[],
  tolerance: Tolerance,
): { readonly compared: readonly Compared[]; readonly says?: string } {
  const readings = variants.map(({ says, answers }) => ({ says, compared: compared.map((one) => readAs(one, answers, tolerance)) }))
  return readings.reduce<{ compared: readonly Compared[]; says?: string }>(
    (best, one) => (rights(one.compared) > rights(best.compared) ? one : best),
    { compared },
  )
}

function readAs(one: Compared, answers: PredictedVariant['answers'], tolerance: Tolerance): Compared {
  const guess = one.equal ? undefined : answers[one.position]
  if (guess === undefined) return one
  const expected = toValue(guess)
  return { ...one, expected, equal: compare('', one.actual, expected, tolerance).equal }
}

function rights(compared: readonly Compared[]): number {
  return compared.filter(({ equal }) => equal).length
}
