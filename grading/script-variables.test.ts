import { describe, expect, it } from 'vitest'
import type { ScriptVariables } from './model/exercise.ts'
import { type Answer, type Fault, type Session, VARIABLE } from './model/session.ts'
import { toValue, type Value } from './model/value.ts'
import { orVariables, variablesOf } from './script-variables.ts'

const usage = { ms: 0 }
const refuse = (fault: Fault): Answer => ({ ok: false, fault, usage })

/** A script with these functions and variables; `asked` is filled with the names it was asked for. */
function script(
  functions: Readonly<Record<string, Value>>,
  variables: Readonly<Record<string, Answer | number>>,
  asked: string[] = [],
): Session {
  const callMany: Session['callMany'] = async (entry, argsList) =>
    argsList.map(([first]) => {
      const name = entry === VARIABLE ? String(first) : entry
      asked.push(name)
      const found = entry === VARIABLE ? variables[name] : functions[name]
      if (found === undefined) return refuse({ kind: 'missing-entry', entry, available: [] })
      return entry === VARIABLE && typeof found === 'object' ? (found as Answer) : { ok: true, value: found as Value, usage }
    })
  return { callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer, close: async () => {} }
}

const VARIABLES: readonly ScriptVariables[] = [
  { entry: 'size', args: [50, [1, 2]], names: ['first', 'all'], read: (found) => found.get('first') ?? found.get('all') },
  { entry: 'size', args: [60, [1, 2]], names: ['second'] },
]
const args = (n: number) => [n, toValue([1, 2])]
const session = (own: Session) => {
  const variables = variablesOf(own, { variables: VARIABLES })
  return { ...orVariables(own, variables.session), namesOf: variables.namesOf }
}
const faults = (answers: readonly Answer[]) => answers.map((answer) => (answer.ok ? 'none' : answer.fault.kind))

describe('variables', () => {
  it("answer where the arguments are the sheet's own, each asked for once", async () => {
    const asked: string[] = []
    const own = session(script({}, { first: 49, second: 9 }, asked))
    expect(await own.call('size', args(50))).toMatchObject({ ok: true, value: 49 })
    expect(await own.call('size', args(60))).toMatchObject({ ok: true, value: new Map([['second', 9]]) })
    expect(faults(await own.callMany('size', [args(50), args(51), [50, toValue([1, 3])]]))).toEqual([
      'none',
      'variables-only',
      'variables-only',
    ])
    expect(asked.filter((name) => name !== 'size')).toEqual(['first', 'all', 'second'])
    expect(own.namesOf('size')).toEqual(['first', 'second'])
  })

  it('are not asked for where there is a function, of whatever answer', async () => {
    const asked: string[] = []
    const own = session(script({ size: 7 }, { first: 49 }, asked))
    expect(await own.call('size', args(50))).toMatchObject({ value: 7 })
    expect(asked).toEqual(['size'])
    expect(own.namesOf('size')).toEqual([])
  })

  it('that are not there leave the function missing, and its own fault is told', async () => {
    const own = session(script({}, {}))
    expect(faults([await own.call('size', args(50)), await own.call('other', args(50))])).toEqual(['missing-entry', 'missing-entry'])
  })

  it('lose what one of them is missing for', async () => {
    const own = session(script({}, { first: 49 }))
    expect(await own.call('size', args(60))).toMatchObject({ fault: { kind: 'bad-value', expected: 'the variable second' } })
  })

  it('tell why none of them could be read', async () => {
    const fault: Fault = { kind: 'bad-value', expected: 'a number', got: 'a set', at: '' }
    expect(faults([await session(script({}, { first: refuse(fault) })).call('size', args(50))])).toEqual(['bad-value'])
  })

  it('wait where the machine lacked something that one of them needed', async () => {
    const fault: Fault = { kind: 'infrastructure', reason: 'the Python package torch is not installed' }
    expect(faults([await session(script({}, { first: 49, second: refuse(fault) })).call('size', args(50))])).toEqual(['infrastructure'])
  })

  it('are not there where the code stopped before them', async () => {
    const fault: Fault = { kind: 'exception', name: 'ValueError', message: 'x' }
    expect(faults([await session(script({}, { first: refuse(fault) })).call('size', args(50))])).toEqual(['missing-entry'])
  })

  it('stand in for what is known to be missing beforehand', async () => {
    const missing = async (entry: string): Promise<Fault> => ({ kind: 'missing-entry', entry, available: [] })
    const known = { ...script({}, { first: 49 }), missing }
    expect(await orVariables(known, variablesOf(known, { variables: VARIABLES }).session).missing?.('size')).toBeUndefined()
    const none = { ...script({}, {}), missing }
    expect(await orVariables(none, variablesOf(none, { variables: VARIABLES }).session).missing?.('size')).toMatchObject({
      kind: 'missing-entry',
    })
  })
})
