import type { Answer, Fault, Session } from '#grading/model/session'
import { type Args, nameKey } from '#grading/model/value'
import { BadValue, fromNative, isUnchanged, toNative } from './native-value.ts'

type Callable = (...args: unknown[]) => unknown

/**
 * The trusted reference as a session: same arguments and answers as a submission in a child, without the child.
 * Never for anything that a student wrote.
 */
export function inProcess(module: Readonly<Record<string, unknown>>): Session {
  const available = Object.keys(module).filter((name) => typeof module[name] === 'function')

  async function call(entry: string, args: Args): Promise<Answer> {
    const begin = performance.now()
    const usage = (): { ms: number } => ({ ms: performance.now() - begin })
    const name = available.find((known) => known === entry) ?? available.find((known) => nameKey(known) === nameKey(entry))
    if (name === undefined) return { ok: false, fault: { kind: 'missing-entry', entry, available }, usage: usage() }
    try {
      const native = args.map((arg) => toNative(arg, module.tensors === true))
      const value = fromNative(await (module[name] as Callable)(...native))
      const mutated = args.flatMap((arg, position) => (isUnchanged(native[position], arg) ? [] : [position]))
      return mutated.length === 0 ? { ok: true, value, usage: usage() } : { ok: true, value, usage: usage(), mutated }
    } catch (error) {
      return { ok: false, fault: faultOf(entry, error), usage: usage() }
    }
  }

  return {
    call,
    async callMany(entry, argsList) {
      const answers: Answer[] = []
      for (const args of argsList) answers.push(await call(entry, args))
      return answers
    },
    close: async () => {},
  }
}

function faultOf(entry: string, error: unknown): Fault {
  if (error instanceof BadValue) return { kind: 'bad-value', expected: error.expected, got: error.got, at: error.at }
  const { name, message } = error instanceof Error ? error : { name: `thrown ${typeof error}`, message: String(error) }
  if (/not[ _-]?(?:yet )?implemented/i.test(message)) return { kind: 'not-implemented', entry }
  return { kind: 'exception', name, message: message.slice(0, 4096) }
}
