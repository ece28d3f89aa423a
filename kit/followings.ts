import { makeCases } from '#checks/case'
import { type Following, telling } from '#checks/judging/follow-through'
import { type CloseToReferenceSpec, specOf } from '#checks/kinds/close-to-reference'
import type { Check, CheckContext } from '#grading/model/check'
import { type Plain, toPlain } from '#grading/model/value'

type Fields = Readonly<Record<string, Plain>>

/** One function, asked about one set of cases. */
interface Group {
  readonly cases: readonly (readonly Plain[])[]
  readonly whole: readonly Fields[]
  /** The answers with a known mistake in them, by its id and case. */
  readonly slipped: Map<string, Fields[]>
}

/**
 * What follows from a submission's own earlier results takes the right formula, which a kit must not hold. It holds numbers: what follows
 * from the results that each known mistake leads to.
 *
 * @param checks - those of the kit.
 * @param all - those of the exercise: hidden ones know more mistakes.
 * @returns by id of the check, case by case; the first case comes once more at the end, as in the check.
 */
export async function followingsOf(
  checks: readonly Check[],
  all: readonly Check[],
  context: CheckContext,
): Promise<ReadonlyMap<string, Following[][]>> {
  const specs = checks.flatMap((check) => specOf(check) ?? []).filter(({ followThrough }) => followThrough !== undefined)
  const tables = new Map<string, Following[][]>()
  for (const spec of specs) {
    const group = await groupOf(spec, context)
    for (const other of all.flatMap((check) => specOf(check) ?? [])) if (other.entry === spec.entry) addMistakes(group, other)
    const table = tableOf(spec, group)
    tables.set(spec.id, [...table, table[0] as Following[]])
  }
  return tables
}

async function groupOf({ entry, cases }: CloseToReferenceSpec, context: CheckContext): Promise<Group> {
  const { argsList, plainArgs } = makeCases(cases, context)
  const answers = await context.reference.callMany(entry, argsList)
  const whole = answers.map((answer) => (answer.ok ? (toPlain(answer.value) as Fields) : {}))
  return { cases: plainArgs, whole, slipped: new Map() }
}

function addMistakes({ cases, whole, slipped }: Group, spec: CloseToReferenceSpec): void {
  const field = fieldOf(spec, whole[0] as Fields, cases[0] as readonly Plain[])
  if (field === undefined) return
  for (const { id, answer } of spec.mistakes ?? []) {
    const answers = slipped.get(id) ?? [...whole]
    slipped.set(id, answers)
    for (const [i, args] of cases.entries()) {
      const value = answer(args, (whole[i] as Fields)[field] as Plain)
      if (value !== undefined) answers[i] = { ...answers[i], [field]: value }
    }
  }
}

/** The field of the answer that a check compares; `undefined` where it is another part. */
function fieldOf({ field, pick }: CloseToReferenceSpec, whole: Fields, args: readonly Plain[]): string | undefined {
  if (field !== undefined || pick === undefined) return field
  const [watched, read] = watching(whole)
  const picked = pick(watched, args)
  const [only, ...others] = read
  return only !== undefined && others.length === 0 && picked === whole[only] ? only : undefined
}

function tableOf({ followThrough }: CloseToReferenceSpec, { cases, whole, slipped }: Group): Following[][] {
  return cases.map((args, i) => {
    const found = new Map<string, Following>()
    for (const answers of slipped.values()) {
      const answer = answers[i] as Fields
      const [watched, read] = watching(answer)
      const follows = telling(followThrough?.expected?.(args, watched))
      const own = [...read].map((field) => [field, answer[field] as Plain] as const)
      if (follows === undefined || own.every(([field, value]) => value === whole[i]?.[field])) continue
      found.set(JSON.stringify(own), { own, follows })
    }
    return [...found.values()]
  })
}

/** The answer, and the names of those of its fields that are read. */
function watching(answer: Fields): readonly [Fields, ReadonlySet<string>] {
  const read = new Set<string>()
  const get = (target: Fields, name: string | symbol): Plain | undefined => {
    if (typeof name === 'string') read.add(name)
    return target[name as string]
  }
  return [new Proxy(answer, { get: get as ProxyHandler<Fields>['get'] as never }), read]
}
