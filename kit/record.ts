import { specOf } from '#checks/kinds/close-to-reference'
import { RECORDED } from '#checks/recorded'
import type { Check, CheckContext } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { Answer, Session } from '#grading/model/session'
import type { Tensor } from '#grading/model/tensor'
import { isRecord, isTensor, type Value } from '#grading/model/value'
import { recording } from '#submissions/session/replay'
import { followingsOf } from './followings.ts'
import type { Recording } from './recording.ts'

/** The words for what a kit does not name: they must not let the right formula be guessed. */
const MISTAKE = 'a known wrong formula, which the graded report names'
const VARIANT = 'This is right by another convention, which the graded report names.'

/**
 * Runs checks against the reference, a wrong submission and one that throws, so that all comes up that depends on the inputs alone, and keeps it.
 * @param checks - those of the exercise that go into the kit.
 * @param what - `inputs`: and right values, without what wrong answers are compared with.
 */
export async function recordExercise(
  exercise: Exercise,
  checks: readonly Check[],
  solution: Session,
  seed: number,
  what: 'all' | 'inputs' = 'all',
): Promise<Recording> {
  const made = new Map<string, unknown>()
  const reference = recording(solution)
  const contextOf = (declared: ReadonlyMap<string, string>): CheckContext => {
    const memo = new Map<string, unknown>()
    return {
      reference,
      seed,
      declared,
      memo: <T>(key: string, make: () => T): T => {
        const kept = key.startsWith(RECORDED) ? made : memo
        if (!kept.has(key)) kept.set(key, make())
        return kept.get(key) as T
      },
    }
  }
  // Where a convention needs right answers, those to all questions are kept.
  const right = exercise.conventions?.some(({ needsRight }) => needsRight) ? reference : solution
  const declarations = [new Map(), ...(exercise.conventions ?? []).map(({ key, value }) => new Map([[key, value]]))]
  for (const context of declarations.map(contextOf)) {
    for (const check of checks) {
      await check.run(right, context)
      if (what === 'inputs') continue
      await check.run(throwing, context)
      const { verdict } = await check.run(wrong(solution), context)
      if (check.entries.length > 0 && verdict === 'accepted' && specOf(check) !== undefined)
        throw new Error(`${exercise.id}: check "${check.id}" accepts an answer that is wrong throughout`)
    }
  }
  if (what === 'inputs') return { made, answers: reference.answers() }
  for (const [id, table] of await followingsOf(checks, exercise.checks, contextOf(new Map())))
    made.set(`${RECORDED}followings:${id}`, table)
  return { made: new Map([...made].map(([key, value]) => [key, withoutNames(key, value)])), answers: reference.answers() }
}

/** What stands in place of the names of known mistakes and conventions. */
function withoutNames(key: string, value: unknown): unknown {
  const nameless = (words: object): unknown[] => (value as readonly object[]).map((one) => ({ ...one, ...words }))
  if (key.startsWith(`${RECORDED}mistakes:`)) return nameless({ id: 'known', says: MISTAKE })
  if (key.startsWith(`${RECORDED}variants:`)) return nameless({ says: VARIANT })
  return value
}

const throwing: Session = {
  call: async () => THROWN,
  callMany: async (_, argsList) => argsList.map(() => THROWN),
  close: async () => {},
}
const THROWN: Answer = { ok: false, fault: { kind: 'exception', name: 'Error', message: 'wrong on purpose' }, usage: { ms: 0 } }

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
