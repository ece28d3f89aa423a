import type { Check, CheckContext, Outcome } from '#grading/model/check'
import type { Answer, Session } from '#grading/model/session'
import { type Plain, toPlain, toValue, type Value } from '#grading/model/value'

export type Functions = Readonly<Record<string, (...args: never[]) => Plain | Value>>

/** A session made of plain functions, for tests of checks; counts its round trips. */
export function answering(functions: Functions): Session & { readonly trips: { batches: number; calls: number } } {
  const trips = { batches: 0, calls: 0 }
  const answer = (entry: string, args: readonly Value[]): Answer => {
    const known = functions[entry] as ((...args: Plain[]) => Plain | Value) | undefined
    if (known === undefined)
      return { ok: false, fault: { kind: 'missing-entry', entry, available: Object.keys(functions) }, usage: { ms: 0 } }
    trips.calls++
    try {
      return { ok: true, value: toValue(known(...args.map(toPlain))), usage: { ms: 0 } }
    } catch (thrown) {
      return { ok: false, fault: { kind: 'exception', name: 'Error', message: String(thrown) }, usage: { ms: 0 } }
    }
  }
  return {
    trips,
    call: async (entry, args) => answer(entry, args),
    callMany: async (entry, argsList) => {
      trips.batches++
      return argsList.map((args) => answer(entry, args))
    },
    close: async () => {},
  }
}

/** Runs one check against functions. The context remembers, as a run does. */
export async function judge(
  check: Check,
  subject: Functions | Session,
  reference: Functions = {},
  seed = 7041,
  declared: CheckContext['declared'] = new Map(),
): Promise<Outcome> {
  const known = new Map<string, unknown>()
  const context: CheckContext = {
    reference: answering(reference),
    seed,
    declared,
    memo: <T>(key: string, make: () => T): T => {
      if (!known.has(key)) known.set(key, make())
      return known.get(key) as T
    },
  }
  return check.run('callMany' in subject ? (subject as Session) : answering(subject as Functions), context)
}

/** The codes of an outcome's findings, with the id of a known mistake behind its code. */
export function codes(outcome: Outcome): string[] {
  return outcome.findings.map((one) => ('mistake' in one ? `${one.code} ${one.mistake}` : one.code))
}
