import type { Outcome } from '#grading/model/check'
import type { Answer } from '#grading/model/session'
import { fieldOf, isList, isRecord, type Value } from '#grading/model/value'
import { ask, type Batches, valuesOf } from '../ask.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import type { Judging } from '../halves.ts'
import { accepted, error, wrong } from '../outcome.ts'

export interface UnchangedPlan {
  readonly entry: string
  readonly batches: Batches
  /** Of the reference. */
  readonly right: readonly Answer[]
}

/** Whether arguments came back as they went in, and answers of the right form. */
export async function judgeUnchanged({ plan: { entry, batches, right }, subject }: Judging<UnchangedPlan>): Promise<Outcome> {
  const { answers, fault } = await ask(subject, batches)
  if (fault !== undefined) return fault
  for (const answer of answers) {
    const argument = answer.ok ? answer.mutated?.[0] : undefined
    if (argument !== undefined) return wrong([error({ code: 'input-modified', entry, argument })])
  }
  const values = valuesOf(answers, 'the submission')
  return values.map((value, i) => noAnswer(entry, value, right[i] as Answer)).find((outcome) => outcome !== undefined) ?? accepted()
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
