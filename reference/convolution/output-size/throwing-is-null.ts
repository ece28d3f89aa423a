import type { Answer, Args, Check, Session } from 'assay'

/** A whole sentence for the report. */
const SAYS = 'Throws where there is no such layer; that counts as null.'

/**
 * The check, but an exception for a layer that does not exist, for which the reference answers null, counts as that answer. One for a
 * layer that does exist stays the fault it is.
 */
export function throwingIsNull(check: Check): Check {
  return {
    ...check,
    ...(check.twin === undefined ? {} : { twin: throwingIsNull(check.twin) }),
    run: async (subject, context) => {
      let thrown = 0
      const translate = async (answer: Answer, entry: string, args: Args): Promise<Answer> => {
        if (answer.ok || answer.fault.kind !== 'exception') return answer
        const right = await context.reference.call(entry, args)
        if (!right.ok) throw new Error(`the reference did not answer ${entry}: ${JSON.stringify(right.fault)}`)
        if (right.value !== null) return answer
        thrown++
        return { ok: true, value: null, usage: answer.usage }
      }
      const outcome = await check.run(translating(subject, translate), context)
      if (thrown === 0 || outcome.verdict !== 'accepted') return outcome
      return { ...outcome, findings: [...outcome.findings, { code: 'convention', says: SAYS, severity: 'note' }] }
    },
  }
}

function translating(subject: Session, translate: (answer: Answer, entry: string, args: Args) => Promise<Answer>): Session {
  return {
    call: async (entry, args) => translate(await subject.call(entry, args), entry, args),
    callMany: async (entry, argsList) => {
      const answers = await subject.callMany(entry, argsList)
      return Promise.all(answers.map((answer, i) => translate(answer, entry, argsList[i] as Args)))
    },
    close: () => subject.close(),
  }
}
