import type { Answer, Fault, Session } from '#grading/model/session'

/** Answers every call with one fault, as for a submission that cannot be started. */
export function refusedSession(faultOf: (entry: string) => Fault): Session {
  const answer = (entry: string): Answer => ({ ok: false, fault: faultOf(entry), usage: { ms: 0 } })
  return {
    call: async (entry) => answer(entry),
    callMany: async (entry, argsList) => argsList.map(() => answer(entry)),
    missing: async (entry) => {
      const fault = faultOf(entry)
      return fault.kind === 'missing-entry' ? fault : undefined
    },
    close: async () => {},
  }
}
