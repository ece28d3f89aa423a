import { createRandom, type Random } from '#grading/math/random'
import type { PlanContext } from '#grading/model/check'
import { plainText } from '#grading/model/plain-text'
import { type Args, nameKey, type Plain, toPlain, toValue, type Value } from '#grading/model/value'

/** One call to be made. Nested numbers become float64 tensors; see `listOf` and `integers` for other forms. */
export interface Case {
  readonly args: readonly (Plain | Value)[]
  /** Names the case in messages; otherwise its arguments are shown, shortened. */
  readonly label?: string
}

/** Named inputs. Checks that share one set share its answers too: every function is asked once. */
export interface CaseSet {
  readonly id: string
  make(random: Random): readonly Case[]
  /** Inputs of the same kind as those of `make`, for a set whose own are the same at every seed: they are asked with it. */
  readonly alike?: (random: Random) => readonly Case[]
}

/**
 * Inputs of a check: the same for equal seeds.
 *
 * @param id - of the set; checks that share it share its inputs.
 * @param make - draws them.
 * @param alike - inputs of the same kind, for a set whose own are the same at every seed.
 * @example
 * ```ts
 * caseSet('vectors', (random) => [
 *   { args: [[1, 2, 6]], label: 'three values' },
 *   { args: [random.vector(10)] },
 * ])
 * ```
 */
export function caseSet(id: string, make: CaseSet['make'], alike?: CaseSet['alike']): CaseSet {
  return alike === undefined ? { id, make } : { id, make, alike }
}

/**
 * A case, and the same again with each argument of another in turn: whatever a function leaves out of what it remembers its answers by, two of
 * these calls differ in it alone. The two cases are of one form.
 * @example
 * ```ts
 * oneApart({ args: [1, 2] }, { args: [5, 6] }).length // 3
 * ```
 */
export function oneApart(first: Case, second: Case): readonly Case[] {
  return [first, ...first.args.map((_, i) => ({ args: first.args.map((arg, j) => (j === i ? (second.args[j] as Plain | Value) : arg)) }))]
}

/** Other inputs of the same kind. */
export function twinOf({ id, make, alike }: CaseSet): CaseSet {
  return { id: `${id}:twin`, make: alike ?? make }
}

/** A case set made for one seed. `argsList` is one object per class: sessions remember answers by it. */
export interface MadeCases {
  readonly argsList: readonly Args[]
  readonly plainArgs: readonly (readonly Plain[])[]
  readonly labels: readonly (string | undefined)[]
}

export function makeCases(cases: CaseSet, context: PlanContext): MadeCases {
  return context.memo(`made:${cases.id}`, () => {
    const made = [
      ...cases.make(createRandom(context.seed, cases.id)),
      ...(cases.alike?.(createRandom(context.seed, `${cases.id}:alike`)) ?? []),
    ]
    if (made.length === 0) throw new RangeError(`case set "${cases.id}" is empty: a check of it would compare nothing`)
    const argsList = made.map((one): Args => one.args.map(toValue))
    return { argsList, plainArgs: argsList.map((args) => args.map(toPlain)), labels: made.map((one) => one.label) }
  })
}

const LONGEST_SHOWN = 140

/** `softmax([1, 2, 3], …)`: the call as text, shortened. */
export function showCall(entry: string, args: readonly (Plain | Value)[]): string {
  const text = `${entry}(${args.map((arg) => plainText(toPlain(toValue(arg)))).join(', ')})`
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1)}…`
}

/**
 * A field of a plain record by its name in either case style; `undefined` when there is none.
 *
 * @example
 * ```ts
 * part({ d_w: 2 }, 'dW') // 2
 * ```
 */
export function part(answer: Plain, name: string): Plain | undefined {
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return undefined
  const record = answer as { readonly [key: string]: Plain }
  // Reads no other field: a kit is packed by watching which one is read.
  const key = Object.keys(record).find((one) => nameKey(one) === nameKey(name))
  return key === undefined ? undefined : record[key]
}
