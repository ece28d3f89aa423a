import type { CheckContext, LookedAt } from '../model/check.ts'
import type { CallText, CaseText, Diagnosis } from '../model/diagnosis.ts'
import { plainText } from '../model/plain-text.ts'
import type { Session } from '../model/session.ts'
import { toPlain, type Value } from '../model/value.ts'

const LONGEST_STACK = 4000
const LONGEST_VALUE = 1000
const MOST_CALLS = 4

/** Sees what the checks of an exercise ask and look at, one check after the other. */
export interface Witness {
  /** A new check begins. */
  begin(checkId: string): void
  /** Tells of every call, and is otherwise the session itself. */
  watching(session: Session): Session
  readonly looksAt: NonNullable<CheckContext['looksAt']>
  /** Something of ours was thrown; the first of a check is kept. */
  threw(thrown: unknown): void
  /** The input that the check looked at last, from 1. */
  lastCase(): number | undefined
  diagnosis(): Diagnosis | undefined
}

export interface WitnessOptions {
  /** `visible` leaves hidden checks out, for a student's own check. */
  readonly visibility: 'all' | 'visible'
  /** Keeps what a check was at in its result also where hidden checks are left out. */
  readonly diagnose?: boolean
  /** Told of each input that a check looks at. */
  readonly onLook?: (exerciseId: string, checkId: string, looked: () => CaseText) => void
}

/** None for a student's own check. */
export function witnessFor(exerciseId: string, { visibility, diagnose, onLook }: WitnessOptions): Witness | undefined {
  if (visibility === 'visible' && diagnose !== true) return undefined
  let at = ''
  let last: { readonly position?: number; readonly calls: () => readonly LookedAt[] } | undefined
  let found: Diagnosis | undefined
  return {
    begin(checkId) {
      at = checkId
      last = undefined
      found = undefined
    },
    watching: (session) => ({
      ...session,
      call(entry, args) {
        last = { calls: () => [{ entry, args }] }
        return session.call(entry, args)
      },
      callMany(entry, argsList) {
        last = { calls: () => argsList.slice(0, MOST_CALLS).map((args) => ({ entry, args })) }
        return session.callMany(entry, argsList)
      },
    }),
    looksAt(position, calls) {
      last = { position, calls }
      onLook?.(exerciseId, at, () => caseText(position, calls))
    },
    threw(thrown) {
      found ??= { stack: stackOf(thrown), ...(last === undefined ? {} : { at: caseText(last.position, last.calls) }) }
    },
    lastCase: () => (last?.position === undefined ? undefined : last.position + 1),
    diagnosis: () => found,
  }
}

function caseText(position: number | undefined, calls: () => readonly LookedAt[]): CaseText {
  return { ...(position === undefined ? {} : { case: position + 1 }), calls: calls().slice(0, MOST_CALLS).map(callText) }
}

function callText({ entry, args, given, expected }: LookedAt): CallText {
  return {
    entry,
    args: shortened(args.map(valueText).join(', '), LONGEST_VALUE),
    ...(given === undefined ? {} : { given: valueText(given) }),
    ...(expected === undefined ? {} : { expected: valueText(expected) }),
  }
}

function valueText(value: Value): string {
  return shortened(plainText(toPlain(value)), LONGEST_VALUE)
}

function stackOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? `${thrown.name}: ${thrown.message}`) : String(thrown)
  return shortened(stack, LONGEST_STACK)
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
