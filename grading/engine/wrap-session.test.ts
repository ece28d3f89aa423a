import { describe, expect, it } from 'vitest'
import type { Convention } from '../model/exercise.ts'
import type { Answer, Session } from '../model/session.ts'
import type { Args, Value } from '../model/value.ts'
import { bounded, remembering, speaking } from './wrap-session.ts'

const usage = { ms: 1 }
const fault: Answer = { ok: false, fault: { kind: 'memory-limit' }, usage }
const ok = (value: Value): Answer => ({ ok: true, value, usage })

/** Answers with the first argument, or a fault where there is none; `asked` is what reached it. */
function echo(): Session & { readonly asked: unknown[] } {
  const asked: unknown[] = []
  const answer = ([first]: Args): Answer => (first === undefined ? fault : ok(first))
  return {
    asked,
    call: async (entry, args) => {
      asked.push(['one', entry, args])
      return answer(args)
    },
    callMany: async (entry, argsList) => {
      asked.push([entry, argsList])
      return argsList.map(answer)
    },
    close: async () => void asked.push('close'),
  }
}

const tenfold: Convention = {
  key: 'scale',
  value: 'ten',
  note: '',
  toStudent: (_entry, args) => args.map((one) => (one === 0 ? one : Number(one) * 10)),
  fromStudent: (_entry, value) => Number(value) / 10,
}
const unchanged: Convention = {
  key: 'rows',
  value: 'any',
  note: '',
  toStudent: (_entry, args) => args,
  fromStudent: (_entry, value) => value,
}
const silent: Convention = { key: 'names', value: 'short', note: '' }

describe('a session that speaks the conventions of a submission', () => {
  it('is the session itself where none is declared', () => {
    const session = echo()
    expect(speaking(session, [], echo(), () => undefined)).toBe(session)
  })

  it('translates arguments and answers, one convention after the other, and tells of each that changed something', async () => {
    const plusOne: Convention = {
      key: 'from',
      value: 'one',
      note: '',
      toStudent: (entry, args) => args.map((one) => `${entry}${one}`),
      fromStudent: (entry, value, args) => `${value} of ${entry}(${args.join()})`,
    }
    const session = echo()
    const used: string[] = []
    const spoken = speaking(
      session,
      [{ ...tenfold, fromStudent: (_entry, value) => `ten ${value}` }, unchanged, silent, plusOne],
      echo(),
      ({ key }) => used.push(key),
    )
    expect(await spoken.callMany('f', [[1, 2], [3]])).toEqual([ok('ten f10 of f(1,2)'), ok('ten f30 of f(3)')])
    expect(session.asked).toEqual([['f', [['f10', 'f20'], ['f30']]]])
    expect(used).toEqual(['scale', 'from', 'scale', 'from', 'scale', 'from', 'scale', 'from'])
  })

  it('answers a single call in the same way, and closes the session', async () => {
    const session = echo()
    const spoken = speaking(session, [tenfold], echo(), () => undefined)
    expect(await spoken.call('f', [7])).toEqual(ok(7))
    await spoken.close()
    expect(session.asked).toEqual([['f', [[70]]], 'close'])
  })

  it('makes a translation that throws a fault of ours, but not for an answer of another kind than the right one', async () => {
    const failing: Convention = {
      ...silent,
      fromStudent: () => {
        throw new RangeError('not a matrix')
      },
    }
    const told = (value: Value): Session => ({ ...echo(), callMany: async (_, argsList) => argsList.map(() => ok(value)) })
    const translated = async (one: Convention, value: Value): Promise<Answer> =>
      speaking(told(value), [one], echo(), () => undefined).call('f', [3])
    expect(await translated(failing, 4)).toMatchObject({ ok: false, fault: { kind: 'infrastructure' } })
    expect(await translated(failing, 'text')).toEqual(ok('text'))
    expect(await translated(failing, new Map())).toEqual(ok(new Map()))
    expect(await translated({ ...silent, fromStudent: () => 'b' }, 'a')).toEqual(ok('b'))
    expect(await speaking(echo(), [failing], echo(), () => undefined).call('f', [])).toEqual(fault)
  })

  it('asks nothing where the arguments cannot be translated, and says so for each', async () => {
    const session = echo()
    const failing: Convention = {
      ...silent,
      toStudent: () => {
        throw new RangeError('not a matrix')
      },
    }
    const reason = 'the arguments could not be translated to the declared convention (RangeError: not a matrix)'
    const answers = await speaking(session, [failing], echo(), () => undefined).callMany('f', [[1], [2]])
    expect(answers).toEqual([1, 2].map(() => ({ ok: false, fault: { kind: 'infrastructure', reason }, usage: { ms: 0 } })))
    expect(session.asked).toEqual([])
  })

  it('asks the reference only where a convention needs the right answer, with our arguments', async () => {
    const signs: Convention = {
      ...silent,
      needsRight: true,
      toStudent: (_entry, args) => args.map(() => 'theirs'),
      fromStudent: (_entry, value, _args, right) => `${value}, right ${right}`,
    }
    const { needsRight: _, ...unaided } = signs
    const reference = echo()
    const answers = (session: Session): Promise<readonly Answer[]> => session.callMany('f', [[5], []])
    const always: Session = { ...echo(), callMany: async (_entry, argsList) => argsList.map(() => ok('theirs')) }
    expect(await answers(speaking(always, [unchanged, signs], reference, () => undefined))).toEqual([
      ok('theirs, right 5'),
      ok('theirs, right undefined'),
    ])
    expect(reference.asked).toEqual([['f', [[5], []]]])
    await answers(speaking(always, [unchanged, unaided], reference, () => undefined))
    expect(reference.asked).toHaveLength(1)
  })
})

describe('a session that remembers', () => {
  it('asks a list of arguments once for each function', async () => {
    const session = echo()
    const kept = remembering(session)
    const list: readonly Args[] = [[1]]
    const answers = [kept.callMany('f', list), kept.callMany('g', list), kept.callMany('f', list)]
    expect(answers[2]).toBe(answers[0])
    expect(await Promise.all(answers)).toEqual([[ok(1)], [ok(1)], [ok(1)]])
    await kept.callMany('f', [...list])
    expect(session.asked).toEqual([
      ['f', [[1]]],
      ['g', [[1]]],
      ['f', [[1]]],
    ])
  })

  it('hands on single calls and its end', async () => {
    const session = echo()
    const kept = remembering(session)
    expect([await kept.call('f', [1]), await kept.call('f', [1])]).toEqual([ok(1), ok(1)])
    await kept.close()
    expect(session.asked).toEqual([['one', 'f', [1]], ['one', 'f', [1]], 'close'])
  })
})

describe('a session, however it is wrapped,', () => {
  it.each([
    ['speaking', (session: Session) => speaking(session, [tenfold], echo(), () => undefined)],
    ['bounded', (session: Session) => bounded(session, { entries: [] })],
    ['remembering', remembering],
  ])('begins afresh and knows what is missing: %s', async (_, wrap) => {
    const session = { ...echo(), afresh: async () => {}, missing: async () => fault.fault }
    const wrapped = wrap(session)
    expect([wrapped.afresh, wrapped.missing]).toEqual([session.afresh, session.missing])
  })
})

describe('a session that is bounded', () => {
  const entries = [{ name: 'draw', parameters: ['n', 'seed'].map((name) => ({ name, shape: 'int' })), returns: 'float[n]' }]
  const models = [{ role: 'net', entry: 'open' }]
  const tensor = (...shape: number[]): Value => ({
    dtype: 'float64',
    shape,
    data: new Float64Array(shape.reduce((size, extent) => size * extent, 1)),
  })
  const told = (value: Value): Session =>
    bounded({ ...echo(), callMany: async (_, argsList) => argsList.map(() => ok(value)) }, { entries, models })

  it.each([
    ['an array with an axis that is too long', tensor(2000, 4), 'an array of shape [2000, 4]', ''],
    ['rows without numbers', tensor(70_000, 0), 'an array of shape [70000, 0]', ''],
    [
      'such an array in a record',
      new Map([
        ['mean', tensor(4)],
        ['W', tensor(7000)],
      ]),
      'an array of shape [7000]',
      'W',
    ],
    ['many arrays in a list', Array.from({ length: 70 }, () => tensor(100)), 'a list of 70', ''],
    ['text without an end', 'x'.repeat(2_000_000), 'text of 2000000 characters', ''],
  ])('does not hand on %s', async (_what, value, got, at) => {
    const fault = { kind: 'bad-value', expected: 'at most 1024 numbers', got, at }
    expect(await told(value).call('f', [tensor(4, 4)])).toEqual({ ok: false, fault, usage })
    expect(await told(value).call('open', [])).toEqual(ok(value))
  })

  it('reads answers of the size of large arguments, as many numbers as are asked for, and faults', async () => {
    expect(await told(tensor(300, 100)).call('f', [tensor(70, 100)])).toEqual(ok(tensor(300, 100)))
    expect(await told(tensor(10_000)).call('draw', [10_000, 1])).toEqual(ok(tensor(10_000)))
    const columns = new Map(['x', 'y'].map((name) => [name, tensor(10_000, 1)]))
    expect(await told(columns).call('draw', [10_000, 1])).toEqual(ok(columns))
    expect(await told(tensor(10_000)).call('draw', [10, 10_000])).toMatchObject({ ok: false })
    expect(await told(tensor(10_000)).call('table', [])).toEqual(ok(tensor(10_000)))
    expect(await bounded(echo(), { entries }).call('f', [])).toEqual(fault)
  })
})
