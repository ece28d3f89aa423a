import type { Outcome } from '#grading/model/check'
import type { Answer, Session } from '#grading/model/session'
import type { Args, Plain, Value } from '#grading/model/value'
import { faulted } from './outcome.ts'

export interface Call {
  readonly entry: string
  readonly args: readonly (Plain | Value)[]
}

/** Calls grouped by function: one batch each. Made once per class, so that sessions can remember answers by the list. */
export interface Batches {
  readonly groups: readonly { readonly entry: string; readonly positions: readonly number[]; readonly argsList: readonly Args[] }[]
}

/**
 * Calls in as few batches as they have functions; their order is kept.
 *
 * @example
 * ```ts
 * batchesOf([{ entry: 'f', args: [1] }, { entry: 'g', args: [2] }, { entry: 'f', args: [3] }]).groups.length // 2
 * ```
 */
export function batchesOf(calls: readonly { readonly entry: string; readonly args: Args }[]): Batches {
  const byEntry = new Map<string, { positions: number[]; argsList: Args[] }>()
  for (const [position, call] of calls.entries()) {
    const group = byEntry.get(call.entry) ?? { positions: [], argsList: [] }
    group.positions.push(position)
    group.argsList.push(call.args)
    byEntry.set(call.entry, group)
  }
  return { groups: [...byEntry].map(([entry, group]) => ({ entry, ...group })) }
}

/** As the first call of a function that is asked alone would end because there is none; of several functions the arguments say which one that is. */
export async function missingOf(subject: Session, entries: readonly string[]): Promise<Outcome | undefined> {
  const [entry, ...others] = entries
  if (entry === undefined || others.length > 0) return undefined
  const fault = await subject.missing?.(entry)
  return fault === undefined ? undefined : faulted(entry, fault)
}

export interface Asked {
  readonly answers: readonly Answer[]
  /** The first call that brought no value, in the order of the calls. */
  readonly fault?: Outcome
  /** How many exceptions count as null. */
  readonly thrown: number
}

/**
 * Asks in as few round trips as there are functions; answers come back in the order of the calls.
 *
 * @param throwsForNull - whether an exception in a call counts as null.
 * @example
 * ```ts
 * const { answers, fault } = await ask(subject, batches)
 * if (fault !== undefined) return fault
 * ```
 */
export async function ask(session: Session, batches: Batches, throwsForNull?: (position: number) => boolean): Promise<Asked> {
  const answers: Answer[] = []
  const entries: string[] = []
  let thrown = 0
  for (const group of batches.groups) {
    const got = await session.callMany(group.entry, group.argsList)
    for (const [i, position] of group.positions.entries()) {
      const answer = got[i] as Answer
      const isNull = !answer.ok && answer.fault.kind === 'exception' && throwsForNull?.(position) === true
      if (isNull) thrown++
      answers[position] = isNull ? { ok: true, value: null, usage: answer.usage } : answer
      entries[position] = group.entry
    }
  }
  for (const [i, answer] of answers.entries()) {
    if (!answer.ok) return { answers, thrown, fault: faulted(entries[i] as string, answer.fault) }
  }
  return { answers, thrown }
}

/**
 * Values of answers that all came.
 * @throws Error if one did not: for sessions of ours, where that is a defect.
 */
export function valuesOf(answers: readonly Answer[], whose: string): Value[] {
  return answers.map((answer) => {
    if (!answer.ok)
      throw new Error(`${whose} did not answer: ${'message' in answer.fault ? answer.fault.message : JSON.stringify(answer.fault)}`)
    return answer.value
  })
}
