import { withoutSubmission } from '#grading/model/check-defect'
import type { Finding } from '#grading/model/finding'
import { ordinalText } from '#grading/model/ordinal-text'
import { squeeze, type Tensor } from '#grading/model/tensor'
import { isList, type Plain, toValue, type Value } from '#grading/model/value'
import { compare } from '../compare/compare.ts'
import { numericView } from '../compare/numeric-view.ts'
import { near, type Tolerance } from '../compare/tolerance.ts'
import { error } from '../outcome.ts'
import { namedTogether } from './named-together.ts'

/** A well-known wrong formula. */
export interface Mistake {
  readonly id: string
  /** Completes "this equals …": what was computed, and what makes it wrong. */
  readonly says: string
  readonly hint?: string
  /** Share of the points that still is earned. @defaultValue 0 */
  readonly credit?: number
  /** The field of the answer in which it shows first. Where that is right, this is not the cause. @defaultValue the field that is compared */
  readonly showsIn?: string
  /** What the wrong formula gives, or `undefined` where it does not apply. `right` is the expected answer. */
  readonly answer: (args: readonly Plain[], right: Plain) => Plain | undefined
}

/** What a wrong formula, or one of another convention, gives for each case. */
export interface Predicted extends Omit<Mistake, 'answer'> {
  readonly answers: readonly (Plain | undefined)[]
}

/**
 * @param right - the expected answer of each case.
 * @throws CheckDefect if a formula throws: it is given our own inputs.
 */
export function predictionsOf<T extends Pick<Mistake, 'says' | 'answer'>>(
  formulas: readonly T[],
  cases: readonly (readonly Plain[])[],
  right: readonly Plain[],
): readonly (Omit<T, 'answer'> & Pick<Predicted, 'answers'>)[] {
  return formulas.map(({ answer, ...words }) => ({
    ...words,
    answers: withoutSubmission(`the formula of "${words.says}"`, () => cases.map((args, i) => answer(args, right[i] as Plain))),
  }))
}

/** One compared answer. */
export interface Compared {
  /** Which case of the check. */
  readonly position: number
  readonly args: readonly Plain[]
  readonly actual: Value | undefined
  readonly expected: Value
  readonly equal: boolean
}

/** Whether every wrong answer is as `candidate` says. */
export function matches(compared: readonly Compared[], candidate: (one: Compared) => Plain | undefined, tolerance: Tolerance): boolean {
  return compared.every((one) => {
    if (one.equal) return true
    const guess = candidate(one)
    return guess !== undefined && compare('', one.actual, toValue(guess), tolerance).equal
  })
}

export interface Explanation {
  readonly finding: Finding
  readonly credit: number
}

/** Names what a wrong answer is: a known mistake, the right answer times a constant, or its transpose. */
export function explain(
  label: string,
  compared: readonly Compared[],
  mistakes: readonly Predicted[],
  tolerance: Tolerance,
): Explanation | undefined {
  const causes = bestOf(compared, mistakes, tolerance)
  if (causes.length > 0) return named(label, causes)
  const factor = factorOf(compared, tolerance)
  if (factor !== undefined) return { finding: error({ code: 'scaled', label, ...factor }), credit: 0 }
  if (isTransposed(compared, tolerance)) return { finding: error({ code: 'transposed', label }), credit: 0 }
  return undefined
}

/**
 * The mistakes that give every wrong answer, and of them those that contradict the fewest right ones. A slip in one branch of a function
 * leaves some answers right; what contradicts more answers than it explains is not the cause. Many formulas overflow in the same place: answers without
 * one finite number tell of no cause that contradicts any.
 */
function bestOf(compared: readonly Compared[], mistakes: readonly Predicted[], tolerance: Tolerance): readonly Predicted[] {
  const wrong = compared.filter(({ equal }) => !equal)
  const explained = wrong.some(({ actual }) => actual !== undefined && flatten(actual).some(Number.isFinite)) ? wrong.length : 0
  const tried = mistakes
    .filter(({ answers }) => matches(compared, ({ position }) => answers[position], tolerance))
    .map((mistake) => ({ mistake, left: contradicted(compared, mistake, tolerance) }))
    .filter(({ left }) => left <= explained)
  const least = Math.min(...tried.map(({ left }) => left))
  return tried.filter(({ left }) => left === least).map(({ mistake }) => mistake)
}

/** How many right answers the mistake would not have given. */
function contradicted(compared: readonly Compared[], { answers }: Predicted, tolerance: Tolerance): number {
  return compared.filter((one) => {
    const guess = one.equal ? answers[one.position] : undefined
    return guess !== undefined && !compare('', one.actual, toValue(guess), tolerance).equal
  }).length
}

/** Where the cases do not tell two mistakes apart, both are named, and the larger credit is given. */
function named(label: string, mistakes: readonly Predicted[]): Explanation {
  const finding = error({ code: 'known-mistake', label, ...namedTogether(mistakes) }, (mistakes[0] as Predicted).hint)
  return { finding, credit: Math.max(...mistakes.map((mistake) => mistake.credit ?? 0)) }
}

interface Factor {
  readonly factor: number
  readonly meaning?: string
}

/** Constants that a slip brings in, with the slip. */
const KNOWN_FACTORS: readonly { readonly factor: number; readonly meaning: string }[] = [
  { factor: Math.LOG2E, meaning: 'log₂ e, as if log₂ were used instead of ln' },
  { factor: Math.LOG10E, meaning: 'log₁₀ e, as if log₁₀ were used instead of ln' },
]

function factorOf(compared: readonly Compared[], tolerance: Tolerance): Factor | undefined {
  const ratios = compared.map((one) => ratioOf(one, tolerance))
  const factors = ratios.filter((ratio) => ratio !== 'any')
  const first = factors.find((factor) => !near(factor, 1, tolerance))
  if (first === undefined) return undefined
  if (factors.every((factor) => near(factor, first, tolerance))) {
    const known = KNOWN_FACTORS.find((one) => near(first, one.factor, tolerance))
    return known ?? { factor: Number(first.toPrecision(6)) }
  }
  const meaning = sizeNamed(compared, ratios, tolerance)
  return meaning === undefined ? undefined : { factor: Number(first.toPrecision(6)), meaning }
}

/** The one factor between an answer and the expected one, NaN where there is none; `any` when both are zero throughout. */
function ratioOf(one: Compared, tolerance: Tolerance): number | 'any' {
  const got = flatten(one.actual ?? null)
  const expected = flatten(one.expected)
  if (got.length !== expected.length) return Number.NaN
  const sizes = expected.map(Math.abs)
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0)
  // Below a thousandth the absolute tolerance would let unlike answers pass as multiples.
  if (largest < 1e-3) return one.equal ? 'any' : Number.NaN
  const at = sizes.indexOf(largest)
  const factor = (got[at] as number) / (expected[at] as number)
  const isMultiple =
    Number.isFinite(factor) && factor !== 0 && expected.every((right, i) => near(got[i] as number, factor * right, tolerance))
  return isMultiple ? factor : Number.NaN
}

/** The numbers of an array, or of a list of arrays one after the other; NaN for what is no number. */
function flatten(value: Value): readonly number[] {
  const view = numericView(value)
  if (view !== undefined) return [...view.data]
  return isList(value) ? value.flatMap(flatten) : [Number.NaN]
}

/** Names the factor when in every case it is the same extent of the same argument, or one divided by it. */
function sizeNamed(compared: readonly Compared[], ratios: readonly (number | 'any')[], tolerance: Tolerance): string | undefined {
  for (const [position, arg] of (compared[0] as Compared).args.entries()) {
    const sizes = compared.map(({ args }) => sizeOfArgument(args[position]))
    const isSize = (power: 1 | -1): boolean =>
      ratios.every((ratio, i) => ratio === 'any' || near(ratio, (sizes[i] as number) ** power, tolerance))
    const what = `the ${Array.isArray(arg) ? 'length' : 'value'} of the ${ordinalText(position)} argument`
    if (isSize(1)) return what
    if (isSize(-1)) return `one divided by ${what}`
  }
  return undefined
}

/** Arguments can be records, which have no size here. */
function sizeOfArgument(arg: Plain | undefined): number {
  if (Array.isArray(arg)) return arg.length
  return typeof arg === 'number' ? arg : Number.NaN
}

function isTransposed(compared: readonly Compared[], tolerance: Tolerance): boolean {
  return matches(
    compared,
    ({ expected }) => {
      const view = numericView(expected)
      return view !== undefined && squeeze(view.shape).length === 2 ? transpose(view) : undefined
    },
    tolerance,
  )
}

function transpose(matrix: Tensor): number[][] {
  const [rows, columns] = squeeze(matrix.shape) as [number, number]
  return Array.from({ length: columns }, (_, j) => Array.from({ length: rows }, (_, i) => matrix.data[i * columns + j] as number))
}
