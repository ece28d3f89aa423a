import { RECORDED } from '../../checks/recorded.ts'
import type { Check, CheckContext } from '../../grading/model/check.ts'
import type { Exercise } from '../../grading/model/exercise.ts'
import type { Answer, Session } from '../../grading/model/session.ts'
import type { Tensor } from '../../grading/model/tensor.ts'
import { isRecord, isTensor, type Value } from '../../grading/model/value.ts'
import { recording } from '../../submissions/session/replay.ts'
import { followingsOf } from './followings.ts'
import type { Recording } from './recording.ts'

/** The words for what a kit does not name: they must not let the right formula be guessed. */
const MISTAKE = 'a known wrong formula, which the graded report names'
const VARIANT = 'This is right by another convention, which the graded report names.'

/**
 * Runs checks against the reference, a wrong submission and one that throws, so that all comes up that depends on the inputs alone, and keeps it.
 * @param checks - those of the exercise that go into the kit.
 */
export async function recordExercise(exercise: Exercise, checks: readonly Check[], solution: Session, seed: number): Promise<Recording> {
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
  const declarations = [new Map(), ...(exercise.conventions ?? []).map(({ key, value }) => new Map([[key, value]]))]
  for (const context of declarations.map(contextOf)) {
    for (const check of checks) for (const subject of [solution, wrong(solution), throwing]) await check.run(subject, context)
  }
  for (const [id, table] of await followingsOf(checks, contextOf(new Map()))) made.set(`${RECORDED}followings:${id}`, table)
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

/** Neither a multiple nor a shift of the right numbers, so that nothing else explains them. */
function spoil(value: Value): Value {
  if (typeof value === 'number') return Number.isInteger(value) ? value + 17 : 1.37 * value + 0.11
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return `${value} spoilt`
  if (value === null) return 17
  if (isTensor(value)) return { ...value, data: value.data.map((x, i) => (spoil(x) as number) + (i % 3)) as Tensor['data'] }
  if (isRecord(value)) return new Map([...value].map(([name, item]) => [name, spoil(item)]))
  return value.map(spoil)
}
