import type { Check, CheckContext, LookedAt, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { Answer, Session } from '#grading/model/session'
import { type Args, fieldOf, isRecord, nameKey, type Plain, toPlain, toValue, type Value } from '#grading/model/value'
import { ask, batchesOf, defineAsking, valuesOf } from '../ask.ts'
import { type CaseSet, type MadeCases, makeCases, showCall } from '../case.ts'
import { compare } from '../compare/compare.ts'
import { T32, type Tolerance } from '../compare/tolerance.ts'
import { type Compared, explain, type Mistake, matches, type Predicted, predictionsOf } from '../explain/explain.ts'
import { bestReading, mistakesUnder, type Variant } from '../explain/under-variants.ts'
import { accepted, type CheckSpec, error, NOT_ATTEMPTED, note, wrong } from '../outcome.ts'
import { recorded } from '../recorded.ts'
import { withTwin } from '../twin.ts'
import { type FollowThrough, followed } from './follow-through.ts'

export interface CloseToReferenceSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
  /** How the quantity is called in messages. @defaultValue the field, else the function */
  readonly label?: string
  /** A field of the returned record, in either case style. */
  readonly field?: string
  /** Any other part of the answer, of the reference's and the submission's alike; `undefined` means it is missing. */
  readonly pick?: (answer: Plain, args: readonly Plain[]) => Plain | undefined
  /** Instead of the reference's own answer. */
  readonly expected?: (args: readonly Plain[]) => Plain
  /** @defaultValue T32 */
  readonly tolerance?: Tolerance
  /** The part may be missing from a record that has others: accepted with this note. */
  readonly absent?: string
  /** Whether an answer of single precision is noted; off where the expected values are no better. @defaultValue true */
  readonly notesPrecision?: boolean
  /** Applied to the submission's answer before it is compared. */
  readonly normalise?: (answer: Plain, args: readonly Plain[]) => Plain
  readonly mistakes?: readonly Mistake[]
  /** Further known mistakes, which something else works out for all cases at once, such as a program in another language. */
  readonly predict?: (cases: readonly Args[]) => Promise<readonly Predicted[]>
  readonly variants?: readonly Variant[]
  /** Right when computed from the submission's own earlier result, which has lost its points elsewhere. */
  readonly followThrough?: FollowThrough
}

/**
 * Compares answers with the reference's: |a - r| <= atol + rtol·|r|, layer by layer (see compare.ts). The first case is asked once
 * more at the end, since a function that keeps state between calls answers differently then.
 * @example
 * ```ts
 * closeToReference({
 *   id: 'values',
 *   title: 'Known vectors',
 *   points: 1,
 *   entry: 'mean',
 *   cases: caseSet('known', () => [{ args: [[1, 2, 6]] }]),
 *   mistakes: [{ id: 'sum', says: 'the sum, not divided by n', answer: ([x]) => (x as number[]).reduce((a, b) => a + b) }],
 *   hint: 'By what do you divide?',
 * })
 * ```
 */
export function closeToReference(spec: CloseToReferenceSpec): Check {
  const check = withTwin(spec, define)
  specs.set(check, spec)
  return check
}

function define(spec: CloseToReferenceSpec): Check {
  const check = defineAsking(spec, [spec.entry], (subject, context) => run(spec, subject, context))
  specs.set(check, spec)
  return check
}

/** One for all copies of this module in a process: that of a sheet's checks need not be that of the program which packs them. */
const KEPT = Symbol.for('assay: definitions of closeToReference')
const kept = globalThis as { [KEPT]?: WeakMap<Check, CloseToReferenceSpec> }
kept[KEPT] ??= new WeakMap()
const specs = kept[KEPT]

/** How a check of this kind was defined: for the packing of kits. `undefined` for the other kinds, and for one that is wrapped. */
export function specOf(check: Check): CloseToReferenceSpec | undefined {
  return specs.get(check)
}

interface Expected {
  readonly made: MadeCases
  readonly batches: ReturnType<typeof batchesOf>
  /** What the reference answers as a whole: its field names decide how records are read. */
  readonly whole: readonly Value[]
  readonly parts: readonly Value[]
  readonly plain: readonly Plain[]
}

async function run(spec: CloseToReferenceSpec, subject: Session, context: CheckContext): Promise<Outcome> {
  const expected = await context.memo(`expected:${spec.id}`, () => prepare(spec, context))
  const { answers, fault } = await ask(subject, expected.batches)
  const byVariables = fault !== undefined && isByVariables(answers)
  if (fault !== undefined && !byVariables) return fault
  const tolerance = spec.tolerance ?? T32
  const label = spec.label ?? spec.field ?? spec.entry
  const compared: Compared[] = []
  const students: Value[] = []
  let precise = true
  let absent = 0
  for (const [i, answer] of answers.entries()) {
    if (!answer.ok) continue
    const args = expected.made.plainArgs[i] as readonly Plain[]
    context.looksAt?.(i, () => [lookedAt(spec, expected, answer.value, i)])
    const aligned = alignNames(answer.value, expected.whole[i] as Value)
    students[i] = aligned
    const actual = partOf(spec, aligned, args)
    if (actual === undefined && spec.absent !== undefined && sharesFields(aligned, expected.whole[i] as Value)) {
      absent++
      continue
    }
    if (actual === undefined && byVariables) return NOT_ATTEMPTED
    if (actual === undefined && spec.field !== undefined && isRecord(aligned)) {
      return wrong([error({ code: 'missing-field', label, field: spec.field, available: [...aligned.keys()].slice(0, 12) })])
    }
    const comparison = compare(label, actual, expected.parts[i] as Value, tolerance)
    compared.push({ position: i, args, actual, expected: expected.parts[i] as Value, equal: comparison.equal })
    if (comparison.equal) precise &&= comparison.precise
  }
  const notes: Finding[] = []
  if (absent > 0) notes.push(note({ code: 'convention', says: spec.absent as string }))
  if (compared.every(({ equal }) => equal)) {
    if (!precise && spec.notesPrecision !== false) notes.push(note({ code: 'single-precision', label }))
    return accepted(notes)
  }
  const { made, plain } = expected
  const variants = recorded(context, `variants:${spec.id}`, () => predictionsOf(spec.variants ?? [], made.plainArgs, plain))
  for (const { says, answers } of variants) {
    if (matches(compared, ({ position }) => answers[position], tolerance)) return accepted([...notes, note({ code: 'convention', says })])
  }
  const { id, followThrough } = spec
  if (followThrough !== undefined && matches(compared, followed({ id, followThrough }, context, students.map(toPlain)), tolerance)) {
    return accepted([...notes, note({ code: 'follow-through', label, from: followThrough.from })])
  }
  const mistakes = recorded(context, `mistakes:${spec.id}`, () =>
    mistakesUnder(spec.mistakes ?? [], spec.variants ?? [], made.plainArgs, plain),
  )
  const predicted = await context.memo(`predicted:${spec.id}`, async () => (await spec.predict?.(made.argsList)) ?? [])
  const reading = bestReading(compared, variants, tolerance)
  if (reading.says !== undefined) notes.push(note({ code: 'convention', says: reading.says }))
  const explanation = explain(label, reading.compared, [...mistakes, ...predicted], tolerance)
  // Also the case that a message tells of.
  const lost = (reading.compared.find(({ equal }) => !equal) as Compared).position
  context.looksAt?.(lost, () => [lookedAt(spec, expected, students[lost] as Value, lost)])
  const agreement = { right: reading.compared.filter(({ equal }) => equal).length, of: compared.length }
  const first = firstWrong(spec, label, made, reading.compared, tolerance)
  if (explanation === undefined) return { ...wrong([first, ...notes]), agreement }
  return { ...wrong([explanation.finding, first, ...notes], explanation.credit), agreement }
}

function lookedAt({ entry }: CloseToReferenceSpec, { made, whole }: Expected, given: Value, i: number): LookedAt {
  return { entry, args: made.argsList[i] as Args, given, expected: whole[i] as Value }
}

/** Whether variables of a script have answered for the sheet's own numbers: nothing else is asked of them. */
function isByVariables(answers: readonly Answer[]): boolean {
  return answers.some(({ ok }) => ok) && answers.every((answer) => answer.ok || answer.fault.kind === 'variables-only')
}

function firstWrong(
  spec: CloseToReferenceSpec,
  label: string,
  made: MadeCases,
  compared: readonly Compared[],
  tolerance: Tolerance,
): Finding {
  const { actual, expected, position } = compared.find(({ equal }) => !equal) as Compared
  const comparison = compare(label, actual, expected, tolerance)
  if (comparison.equal) throw new Error(`check "${spec.id}": an answer is both right and wrong`)
  return error(withCase(comparison.finding, caseText(spec, made, position)))
}

async function prepare(spec: CloseToReferenceSpec, context: CheckContext): Promise<Expected> {
  const cases = makeCases(spec.cases, context)
  const made = context.memo(`repeated:${spec.cases.id}`, () => repeatFirst(cases))
  const batches = context.memo(`batches:${spec.cases.id}:${spec.entry}`, () =>
    batchesOf(made.argsList.map((args) => ({ entry: spec.entry, args }))),
  )
  const whole = await context.memo(`reference:${spec.cases.id}:${spec.entry}`, async () =>
    valuesOf((await ask(context.reference, batches)).answers, `the reference's ${spec.entry}`),
  )
  const { expected: formula } = spec
  const computed = recorded(context, `expected:${spec.id}`, () => (formula === undefined ? null : made.plainArgs.map(formula)))
  const parts = whole.map((value, i) => {
    const args = made.plainArgs[i] as readonly Plain[]
    const part = computed === null ? partOf({ ...spec, normalise: undefined }, value, args) : toValue(computed[i] as Plain)
    if (part === undefined) throw new Error(`check "${spec.id}": the reference's answer lacks what the check compares`)
    return part
  })
  return { made, batches, whole, parts, plain: parts.map(toPlain) }
}

function repeatFirst(made: MadeCases): MadeCases {
  const again = <T>(items: readonly T[]): readonly T[] => [...items, items[0] as T]
  return { argsList: again(made.argsList), plainArgs: again(made.plainArgs), labels: again(made.labels) }
}

function partOf(
  spec: Pick<CloseToReferenceSpec, 'field' | 'pick'> & { normalise?: CloseToReferenceSpec['normalise'] | undefined },
  value: Value,
  args: readonly Plain[],
): Value | undefined {
  let part: Value | undefined = value
  if (spec.field !== undefined) part = isRecord(value) ? fieldOf(value, spec.field) : undefined
  else if (spec.pick !== undefined) {
    const picked = spec.pick(toPlain(value), args)
    part = picked === undefined ? undefined : toValue(picked)
  }
  if (part !== undefined && spec.normalise !== undefined) part = toValue(spec.normalise(toPlain(part), args))
  return part
}

/** Gives a record's fields the reference's spelling, so that `pick` need not know of case styles. */
function alignNames(value: Value, reference: Value): Value {
  if (!isRecord(value) || !isRecord(reference)) return value
  const spelling = new Map([...reference.keys()].map((name) => [nameKey(name), name]))
  return new Map(
    [...value].map(([name, item]) => [
      value.has(spelling.get(nameKey(name)) ?? name) ? name : (spelling.get(nameKey(name)) as string),
      item,
    ]),
  )
}

/** Where nothing at all is answered, nothing is left out on purpose. */
function sharesFields(value: Value, reference: Value): boolean {
  return isRecord(value) && isRecord(reference) && [...value.keys()].some((name) => reference.has(name))
}

function caseText(spec: CloseToReferenceSpec, made: MadeCases, position: number): string {
  const text = made.labels[position] ?? showCall(spec.entry, made.plainArgs[position] as readonly Plain[])
  return position === made.argsList.length - 1 ? `${text}, asked a second time` : text
}

function withCase<T extends object>(finding: T, text: string): T & { case: string } {
  return { ...finding, case: text }
}
