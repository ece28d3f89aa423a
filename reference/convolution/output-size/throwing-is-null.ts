import type { Check } from '../../../grading/model/check.ts'
import type { Answer, Session } from '../../../grading/model/session.ts'
import type { Args, Value } from '../../../grading/model/value.ts'

/** A whole sentence for the report. */
const SAYS = 'Throws where there is no such layer; that counts as null.'

/**
 * The check, but an exception for a layer that does not exist counts as the answer null. One for a layer that does exist stays
 * the fault it is.
 *
 * @param missing - whether there is no layer with these arguments.
 */
export function throwingIsNull(check: Check, missing: (args: Args) => boolean): Check {
  return {
    ...check,
    run: async (subject, context) => {
      let thrown = 0
      const translate = (answer: Answer, args: Args): Answer => {
        if (answer.ok || answer.fault.kind !== 'exception' || !missing(args)) return answer
        thrown++
        return { ok: true, value: null, usage: answer.usage }
      }
      const outcome = await check.run(translating(subject, translate), context)
      if (thrown === 0 || outcome.verdict !== 'accepted') return outcome
      return { ...outcome, findings: [...outcome.findings, { code: 'convention', says: SAYS, severity: 'note' }] }
    },
  }
}

function translating(subject: Session, translate: (answer: Answer, args: Args) => Answer): Session {
  return {
    call: async (entry, args: readonly Value[]) => translate(await subject.call(entry, args), args),
    callMany: async (entry, argsList) => {
      const answers = await subject.callMany(entry, argsList)
      return answers.map((answer, i) => translate(answer, argsList[i] as Args))
    },
    close: () => subject.close(),
  }
}
