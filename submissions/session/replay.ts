import type { Answer, Session } from '#grading/model/session'
import { type Args, isRecord, isTensor, nameKey, type Value } from '#grading/model/value'

/** What a reference answered, as it was packed. */
export interface RecordedAnswer {
  readonly entry: string
  readonly args: Args
  readonly answer: Answer
}

/** A session that keeps what it is asked and what it answers. Each question is kept once. */
export function recording(session: Session): Session & { answers(): readonly RecordedAnswer[] } {
  const kept = new Map<string, RecordedAnswer>()
  const keep = (entry: string, args: Args, answer: Answer): Answer => {
    kept.set(keyOf(entry, args), { entry, args, answer: { ...answer, usage: { ms: 0 } } })
    return answer
  }
  return {
    call: async (entry, args) => keep(entry, args, await session.call(entry, args)),
    callMany: async (entry, argsList) => {
      const answers = await session.callMany(entry, argsList)
      return answers.map((answer, i) => keep(entry, argsList[i] as Args, answer))
    },
    close: () => session.close(),
    answers: () => [...kept.values()],
  }
}

/**
 * Answers from a recording, by function and exact arguments: every digit and the sign of a zero count. What was not recorded is a fault of
 * infrastructure, so that nobody loses points by it.
 */
export function replay(recorded: readonly RecordedAnswer[]): Session {
  const answers = new Map(recorded.map(({ entry, args, answer }) => [keyOf(entry, args), answer]))
  const call = async (entry: string, args: Args): Promise<Answer> => {
    const answer = answers.get(keyOf(entry, args))
    if (answer !== undefined) return answer
    const reason = `no answer of ${entry} was recorded for these arguments; ${answers.size} others were`
    return { ok: false, fault: { kind: 'infrastructure', reason }, usage: { ms: 0 } }
  }
  return { call, callMany: (entry, argsList) => Promise.all(argsList.map((args) => call(entry, args))), close: async () => {} }
}

function keyOf(entry: string, args: Args): string {
  return `${nameKey(entry)}(${args.map(textOf).join()})`
}

function textOf(value: Value): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isTensor(value)) return `${value.dtype}[${value.shape.join('×')}](${Array.from(value.data, textOf).join()})`
  if (isRecord(value)) return `{${[...value].map(([name, item]) => `${JSON.stringify(name)}:${textOf(item)}`).join()}}`
  return `[${value.map(textOf).join()}]`
}
