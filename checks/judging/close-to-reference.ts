import type { LookedAt, Outcome } from '#grading/model/check'
import type { Finding } from '#grading/model/finding'
import type { Answer } from '#grading/model/session'
import { type Args, fieldOf, isRecord, nameKey, type Plain, toPlain, type Value } from '#grading/model/value'
import { type Asked, ask, type Batches } from '../ask.ts'
import { showCall } from '../case.ts'
import { compare } from '../compare/compare.ts'
import type { Tolerance } from '../compare/tolerance.ts'
import { type Compared, explain, matches, type Predicted } from '../explain/explain.ts'
import { bestReading, type PredictedVariant } from '../explain/under-variants.ts'
import type { Judging, Later } from '../halves.ts'
import { accepted, error, NOT_ATTEMPTED, note, wrong } from '../outcome.ts'
import { type Following, type Follows, followed, toldOf } from './follow-through.ts'
import { type PartCode, partOf } from './part-of.ts'

export interface ClosePlan {
  readonly entry: string
  readonly label: string
  readonly field?: string
  readonly tolerance: Tolerance
  /** The part may be missing from a record that has others: accepted with this note. */
  readonly absent?: string
  readonly notesPrecision: boolean
  /** A sentence for the note: an exception where the expected value is null counts as null. */
  readonly throwingIsNull?: string
  /** The last call is the first once more. */
  readonly batches: Batches
  readonly labels: readonly (string | undefined)[]
  /** What the reference answers as a whole: its field names decide how records are read. */
  readonly whole: readonly Value[]
  /** The expected values. */
  readonly parts: readonly Value[]
  readonly variants: Later<readonly PredictedVariant[]>
  readonly mistakes: Later<readonly Predicted[]>
  /** Further known mistakes, named after the others. */
  readonly predicted: Later<readonly Predicted[]>
  /** Where points were lost before, if right results may follow from wrong ones. */
  readonly from?: string
  /** What follows, case by case: in a kit, which has no formula for it. */
  readonly followings?: Later<readonly (readonly Following[])[]>
}

export interface CloseCode extends PartCode {
  readonly followThrough?: { readonly expected?: Follows }
}

type Close = Judging<ClosePlan, CloseCode>

/** Answers against expected values: what is wrong first, then why. */
export async function judgeClose(judging: Close): Promise<Outcome> {
  const { plan, code, subject, context } = judging
  const nulls = (position: number): boolean => plan.whole[position] === null
  const { answers, fault, thrown }: Asked = await ask(subject, plan.batches, plan.throwingIsNull === undefined ? undefined : nulls)
  const byVariables = fault !== undefined && isByVariables(answers)
  if (fault !== undefined && !byVariables) return fault
  const plainArgs = context.memo(`plain:${judging.id}`, () => argsOf(plan).map((args) => args.map(toPlain)))
  const { tolerance, label } = plan
  const compared: Compared[] = []
  const students: Value[] = []
  let precise = true
  let absent = 0
  for (const [i, answer] of answers.entries()) {
    if (!answer.ok) continue
    const args = plainArgs[i] as readonly Plain[]
    context.looksAt?.(i, () => [lookedAt(plan, answer.value, i)])
    const aligned = alignNames(answer.value, plan.whole[i] as Value)
    students[i] = aligned
    const actual = partOf(plan.field, code, aligned, args)
    if (actual === undefined && plan.absent !== undefined && sharesFields(aligned, plan.whole[i] as Value)) {
      absent++
      continue
    }
    if (actual === undefined && byVariables) return NOT_ATTEMPTED
    if (actual === undefined && plan.field !== undefined && isRecord(aligned)) {
      return wrong([error({ code: 'missing-field', label, field: plan.field, available: [...aligned.keys()].slice(0, 12) })])
    }
    const comparison = compare(label, actual, plan.parts[i] as Value, tolerance)
    compared.push({ position: i, args, actual, expected: plan.parts[i] as Value, equal: comparison.equal })
    if (comparison.equal) precise &&= comparison.precise
  }
  const notes: Finding[] = absent > 0 ? [note({ code: 'convention', says: plan.absent as string })] : []
  const changed = changedArgument(answers)
  // Where a statement forbids it, a check of its own takes the points.
  if (changed !== undefined) notes.push(note({ code: 'input-modified', entry: plan.entry, argument: changed }))
  if (compared.every(({ equal }) => equal)) {
    if (!precise && plan.notesPrecision) notes.push(note({ code: 'single-precision', label }))
    if (thrown > 0) notes.push(note({ code: 'convention', says: plan.throwingIsNull as string }))
    return accepted(notes)
  }
  const outcome = await judgeWrong(judging, compared, students, notes)
  if (thrown === 0 || outcome.verdict !== 'accepted') return outcome
  return { ...outcome, findings: [...outcome.findings, note({ code: 'convention', says: plan.throwingIsNull as string })] }
}

/** Answers that are not the expected ones: right in another way, a known mistake, or neither. */
async function judgeWrong(
  { id, plan, code, context }: Close,
  compared: readonly Compared[],
  students: readonly Value[],
  notes: Finding[],
): Promise<Outcome> {
  const { label, tolerance, from } = plan
  const variants = await plan.variants()
  for (const { says, answers } of variants) {
    if (matches(compared, ({ position }) => answers[position], tolerance)) return accepted([...notes, note({ code: 'convention', says })])
  }
  if (from !== undefined) {
    const formula = code.followThrough?.expected
    const follows = followed(formula, (await plan.followings?.()) ?? [], students.map(toPlain))
    const asked = formula === undefined ? compared : toldOf(compared, follows)
    if (asked.length > 0 && matches(asked, follows, tolerance)) return accepted([...notes, note({ code: 'follow-through', label, from })])
  }
  const [mistakes, predicted] = [await plan.mistakes(), await plan.predicted()]
  const reading = bestReading(compared, variants, tolerance)
  if (reading.says !== undefined) notes.push(note({ code: 'convention', says: reading.says }))
  const possible = [...mistakes, ...predicted].filter((one) => !isRuledOut(one, plan, compared, students))
  const explanation = explain(label, reading.compared, possible, tolerance)
  // Also the case that a message tells of.
  const lost = reading.compared.find(({ equal }) => !equal) as Compared
  context.looksAt?.(lost.position, () => [lookedAt(plan, students[lost.position] as Value, lost.position)])
  const agreement = { right: reading.compared.filter(({ equal }) => equal).length, of: compared.length }
  const first = firstWrong(id, plan, lost)
  if (explanation === undefined) return { ...wrong([first, ...notes]), agreement }
  return { ...wrong([explanation.finding, first, ...notes], explanation.credit), agreement }
}

/** Whether a mistake would have shown in another field, which is right wherever this one is wrong. */
function isRuledOut(
  { showsIn }: Predicted,
  { field, whole, tolerance }: ClosePlan,
  compared: readonly Compared[],
  students: readonly Value[],
) {
  if (showsIn === undefined || showsIn === field) return false
  return compared.every(({ equal, position }) => {
    if (equal) return true
    const [own, right] = [students[position], whole[position]].map((one) => (isRecord(one) ? fieldOf(one, showsIn) : undefined))
    return own !== undefined && right !== undefined && compare('', own, right, tolerance).equal
  })
}

function argsOf({ batches }: ClosePlan): readonly Args[] {
  return batches.groups[0]?.argsList ?? []
}

function lookedAt(plan: ClosePlan, given: Value, i: number): LookedAt {
  return { entry: plan.entry, args: argsOf(plan)[i] as Args, given, expected: plan.whole[i] as Value }
}

/** The first argument that some call changed in place. */
function changedArgument(answers: readonly Answer[]): number | undefined {
  return answers.flatMap((answer) => (answer.ok ? (answer.mutated ?? []) : []))[0]
}

/** Whether variables of a script have answered for the sheet's own numbers: nothing else is asked of them. */
function isByVariables(answers: readonly Answer[]): boolean {
  return answers.some(({ ok }) => ok) && answers.every((answer) => answer.ok || answer.fault.kind === 'variables-only')
}

function firstWrong(id: string, plan: ClosePlan, { actual, expected, args, position }: Compared): Finding {
  const comparison = compare(plan.label, actual, expected, plan.tolerance)
  if (comparison.equal) throw new Error(`check "${id}": an answer is both right and wrong`)
  const text = plan.labels[position] ?? showCall(plan.entry, args)
  return error(withCase(comparison.finding, position === plan.labels.length - 1 ? `${text}, asked a second time` : text))
}

function withCase<T extends object>(finding: T, text: string): T & { case: string } {
  return { ...finding, case: text }
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
