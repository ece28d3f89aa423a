import { halvesOf, planKey } from '#checks/halves'
import { specOf } from '#checks/kinds/close-to-reference'
import { createMemo } from '#grading/engine/memo'
import type { Check, CheckContext, Halves } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { Answer, Session } from '#grading/model/session'
import type { Tensor } from '#grading/model/tensor'
import { isRecord, isTensor, type Value } from '#grading/model/value'
import { recording } from '#submissions/session/replay'
import { followingsOf } from './followings.ts'
import type { Recorded, Recording } from './recording.ts'

/** The words for what a kit does not name: they must not let the right formula be guessed. */
const MISTAKE = 'a known wrong formula, which the graded report names'
const VARIANT = 'This is right by another convention, which the graded report names.'
const NAMELESS: Readonly<Record<string, object>> = {
  mistakes: { id: 'known', says: MISTAKE },
  predicted: { id: 'known', says: MISTAKE },
  variants: { says: VARIANT },
}

/**
 * Makes the plans of checks, and keeps them with what the reference answers.
 *
 * @param checks - those of the exercise that are recorded; those without halves have no plan.
 * @param what - `inputs`: and expected values, without what wrong answers are compared with.
 */
export async function recordExercise(
  exercise: Exercise,
  checks: readonly Check[],
  solution: Session,
  seed: number,
  what: 'all' | 'inputs' = 'all',
): Promise<Recording> {
  const reference = recording(solution)
  const memo = createMemo()
  const contextOf = (declared: ReadonlyMap<string, string>): CheckContext => ({ reference, seed, declared, memo })
  // Where a convention needs right answers, those to all questions are kept.
  const right = exercise.conventions?.some(({ needsRight }) => needsRight) ? reference : solution
  const tables = what === 'all' ? await followingsOf(checks, exercise.checks, contextOf(new Map())) : new Map<string, object>()
  const plans = new Map<string, Recorded>()
  for (const check of checks) {
    const halves = halvesOf(check)
    if (halves === undefined) continue
    for (const declared of declarationsOf(exercise, halves)) {
      const context = contextOf(declared)
      const key = planKey(check.id, declared)
      const plan = await context.memo(key, () => halves.plan(context))
      const followings = tables.get(check.id)
      plans.set(key, await settled(followings === undefined ? plan : { ...plan, followings: async () => followings }, what))
      await check.run(right, context)
      if (what === 'inputs' || specOf(check) === undefined) continue
      const { verdict } = await check.run(wrong(solution), context)
      if (verdict === 'accepted') throw new Error(`${exercise.id}: check "${check.id}" accepts an answer that is wrong throughout`)
    }
  }
  return { plans, answers: reference.answers() }
}

/** What can be declared of the keys that a plan depends on. */
function declarationsOf({ conventions = [] }: Exercise, { reads }: Halves): readonly ReadonlyMap<string, string>[] {
  const all: ReadonlyMap<string, string>[] = [new Map()]
  for (const key of reads) {
    const values = conventions.filter((one) => one.key === key).map(({ value }) => value)
    all.push(...all.flatMap((declared) => values.map((value) => new Map([...declared, [key, value]]))))
  }
  return all
}

/** As data throughout; without the names of known mistakes and conventions. */
async function settled(plan: object, what: 'all' | 'inputs'): Promise<Recorded> {
  const now: Record<string, unknown> = {}
  const later: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(plan)) {
    if (typeof value !== 'function') now[name] = value
    else if (what === 'all') later[name] = withoutNames(name, await value())
  }
  return { now, later }
}

function withoutNames(name: string, value: unknown): unknown {
  const words = NAMELESS[name]
  return words === undefined ? value : (value as readonly object[]).map((one) => ({ ...one, ...words }))
}

/** Answers of the right form with every number and word wrong. */
function wrong(session: Session): Session {
  const spoilt = (answer: Answer): Answer => (answer.ok ? { ...answer, value: spoil(answer.value) } : answer)
  return {
    call: async (entry, args) => spoilt(await session.call(entry, args)),
    callMany: async (entry, argsList) => (await session.callMany(entry, argsList)).map(spoilt),
    close: () => session.close(),
  }
}

/** Neither a multiple nor a shift of the right numbers, and no two fields alike, so that nothing else explains them. */
function spoil(value: Value, place = 0): Value {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 17
    return Number.isInteger(value) ? value + 17 + place : 1.37 * value + 0.11 * (1 + place)
  }
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return `${value} spoilt`
  if (value === null) return 17
  if (isTensor(value)) return { ...value, data: value.data.map((x, i) => spoil(x, place + (i % 3)) as number) as Tensor['data'] }
  if (isRecord(value)) return new Map([...value].map(([name, item], i) => [name, spoil(item, 3 * i)]))
  return value.map((item, i) => spoil(item, place + i))
}
