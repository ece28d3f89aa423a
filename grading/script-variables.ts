import type { Exercise, ScriptVariables } from './model/exercise.ts'
import { type Answer, type Fault, hasNone, type Session, VARIABLE } from './model/session.ts'
import { type Args, nameKey, toPlain, toValue, type Value } from './model/value.ts'

/** The variables of a script, by which it may answer for functions that it does not define. */
export interface Variables {
  /** Answers for the functions of an exercise where their arguments are the sheet's own. Each variable is asked for once. */
  readonly session: Session
  /** Names of the variables that have answered for a function so far. */
  readonly namesOf: (entry: string) => readonly string[]
}

/** @param script - asked for variables, by the name VARIABLE. */
export function variablesOf(script: Session, { variables = [] }: Pick<Exercise, 'variables'>): Variables {
  const known = new Map<string, Promise<Found>>()
  const names = new Map<string, readonly string[]>()
  const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    const own = variables.filter((one) => nameKey(one.entry) === nameKey(entry))
    if (own.length === 0) return argsList.map(() => failed({ kind: 'missing-entry', entry, available: [] }))
    const asked = known.get(entry) ?? find(script, entry, own)
    known.set(entry, asked)
    const { values, fault, read } = await asked
    if (values.some(({ value }) => value !== undefined)) names.set(entry, read)
    return argsList.map((args) => {
      const meant = values.find((one) => isEqual(args, one.args))
      if (meant === undefined) return failed(fault)
      if (meant.value !== undefined) return { ok: true, value: meant.value, usage: { ms: 0 } }
      return failed({ kind: 'bad-value', expected: `the variable ${meant.names.join(' or ')}`, got: 'no such variable', at: '' })
    })
  }
  return {
    session: { callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer, close: async () => {} },
    namesOf: (entry) => names.get(entry) ?? [],
  }
}

/** The session, with what it has no function for answered by variables. */
export function orVariables(session: Session, variables: Session): Session {
  const callMany = async (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    const answers = await session.callMany(entry, argsList)
    if (!answers.every(hasNone)) return answers
    const read = await variables.callMany(entry, argsList)
    return read.some(isThere) ? read : answers
  }
  const missing = async (entry: string): Promise<Fault | undefined> => {
    const fault = await session.missing?.(entry)
    return fault === undefined || isThere(await variables.call(entry, [])) ? undefined : fault
  }
  return {
    ...session,
    callMany,
    call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer,
    ...(session.missing === undefined ? {} : { missing }),
  }
}

interface Found {
  /** What the variables of these names answer where these are the arguments, if they are there; empty where none is. */
  readonly values: readonly { readonly args: Args; readonly names: readonly string[]; readonly value: Value | undefined }[]
  /** What all other calls end with. */
  readonly fault: Fault
  readonly read: readonly string[]
}

async function find(script: Session, entry: string, own: readonly ScriptVariables[]): Promise<Found> {
  const names = [...new Set(own.flatMap((one) => one.names))]
  const answers = await script.callMany(
    VARIABLE,
    names.map((name) => [name]),
  )
  const there = names.flatMap((name, i) => (answers[i]?.ok === true ? [[name, answers[i].value] as const] : []))
  const all = own.map(({ args, names, read = (found) => found }) => {
    const found = new Map(there.filter(([name]) => names.includes(name)))
    return { args: args.map(toValue), names, value: found.size === 0 ? undefined : read(found) }
  })
  const values = all.some(({ value }) => value !== undefined) ? all : []
  const refused = answers.flatMap((answer) => (answer.ok || hasNone(answer) ? [] : [answer.fault]))
  const machine = refused.find(({ kind }) => kind === 'infrastructure')
  // What the machine lacks may be the reason for all that is not there, and for what is wrong.
  if (machine !== undefined) return { values: [], fault: machine, read: [] }
  const unread = refused.find(({ kind }) => kind === 'bad-value')
  const fault: Fault = values.length > 0 ? { kind: 'variables-only', entry } : (unread ?? { kind: 'missing-entry', entry, available: [] })
  return { values, fault, read: there.map(([name]) => name) }
}

function failed(fault: Fault): Answer {
  return { ok: false, fault, usage: { ms: 0 } }
}

function isEqual(args: Args, own: Args): boolean {
  const text = (values: Args): string => JSON.stringify(values.map(toPlain))
  return text(args) === text(own)
}

/** Whether there is something of that name; why it gives no value may be said then. */
function isThere(answer: Answer): boolean {
  return answer.ok || answer.fault.kind !== 'missing-entry'
}
