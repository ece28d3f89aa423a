import type { Check, Outcome } from '#grading/model/check'
import type { Answer } from '#grading/model/session'
import { fieldOf, isList, isRecord, type Value } from '#grading/model/value'
import { ask, batchesOf, defineAsking, valuesOf } from '../ask.ts'
import { type CaseSet, makeCases } from '../case.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import { accepted, type CheckSpec, error, wrong } from '../outcome.ts'
import { withTwin } from '../twin.ts'

export interface InputUnchangedSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
}

/**
 * A function must not change the arrays it is given: the caller still needs them. What it answers is judged elsewhere, but it must
 * be an answer: a function that does nothing changes nothing.
 * @example
 * ```ts
 * inputUnchanged({
 *   id: 'unchanged',
 *   title: 'The vector is left as it was',
 *   points: 0.25,
 *   entry: 'mean',
 *   cases: caseSet('known', () => [{ args: [[1, 2, 6]] }]),
 * })
 * ```
 */
export function inputUnchanged(spec: InputUnchangedSpec): Check {
  return withTwin(spec, define)
}

function define(spec: InputUnchangedSpec): Check {
  return defineAsking(spec, [spec.entry], async (subject, context) => {
    const made = makeCases(spec.cases, context)
    const batches = context.memo(`unchanged:${spec.id}`, () => batchesOf(made.argsList.map((args) => ({ entry: spec.entry, args }))))
    const { answers, fault } = await ask(subject, batches)
    if (fault !== undefined) return fault
    for (const answer of answers) {
      const argument = answer.ok ? answer.mutated?.[0] : undefined
      if (argument !== undefined) return wrong([error({ code: 'input-modified', entry: spec.entry, argument })])
    }
    const right = await context.memo(`unchanged reference:${spec.id}`, async () => (await ask(context.reference, batches)).answers)
    const values = valuesOf(answers, 'the submission')
    return values.map((value, i) => noAnswer(spec.entry, value, right[i] as Answer)).find((outcome) => outcome !== undefined) ?? accepted()
  })
}

function noAnswer(entry: string, value: Value, right: Answer): Outcome | undefined {
  if (!right.ok || resembles(value, right.value)) return undefined
  const part = firstOdd(entry, value, right.value)
  const [found, expected] = [describeValue(part.value), describeValue(part.right)]
  const actual = found === expected ? `${found} with elements that are not finite` : found
  return wrong([error({ code: 'type-mismatch', label: part.label, actual, expected })])
}

/** The field of a record that is not what is asked for; the whole where it is no record, or lacks all fields. */
function firstOdd(label: string, value: Value, right: Value): { readonly label: string; readonly value: Value; readonly right: Value } {
  if (!isRecord(right) || !isRecord(value)) return { label, value, right }
  for (const [name, part] of right) {
    const own = fieldOf(value, name)
    if (own !== undefined && !resembles(own, part)) return firstOdd(name, own, part)
  }
  return { label, value, right }
}

/** As many numbers where numbers are due; the parts where parts are due, by name or in a list. */
function resembles(value: Value, right: Value): boolean {
  const numbers = numericView(right)
  if (numbers !== undefined) {
    const got = numericView(value)
    return got?.data.length === numbers.data.length && got.data.every((one, i) => Number.isFinite(one) || !Number.isFinite(numbers.data[i]))
  }
  if (isRecord(right) && isRecord(value)) {
    const present = [...right].filter(([name]) => fieldOf(value, name) !== undefined)
    return present.length > 0 && present.every(([name, part]) => resembles(fieldOf(value, name) as Value, part))
  }
  const parts = isRecord(right) ? [...right.values()] : right
  if (isList(parts)) return isList(value) && value.length === parts.length && value.every((one, i) => resembles(one, parts[i] as Value))
  return typeof value === typeof right
}
