import { describe, expect, it, vi } from 'vitest'
import { DEFAULT_LIMITS, type Fault } from '#grading/model/session'
import type { Value } from '#grading/model/value'
import { ALIVE, BYE, CALL, RESULT } from './frame.ts'
import { begins, type FakeChild, numbers, serves } from './testing/fake-child.ts'
import { answersOnly, ask, goes, made, told, works } from './testing/fake-connection.ts'

const EXITED: Fault = { kind: 'exited', code: 3, signal: null }

describe('a connection starts its process', () => {
  it('at the first call, and once for all sessions', async () => {
    const it = made((child) => works(child))
    expect(it.children).toHaveLength(0)
    expect(await it.connection.session().callMany('f', [])).toEqual([])
    expect(it.children).toHaveLength(0)
    expect(await ask(it, 'f', 2)).toEqual([1, 1])
    expect(await ask(it, 'g')).toEqual([1])
    it.connection.warm()
    await it.connection.close()
    expect(it.children).toHaveLength(1)
  })

  it('ahead of the first call when it is to be warm', async () => {
    const it = made((child) => works(child))
    it.connection.warm()
    it.connection.warm()
    await vi.waitFor(() => expect(it.children).toHaveLength(1))
    expect(await ask(it, 'f')).toEqual([1])
    expect(it.children).toHaveLength(1)
    await it.connection.close()
    expect(it.children[0]?.kills()).toBeGreaterThan(0)
  })

  it('no more once it is closed', async () => {
    const it = made((child) => works(child))
    it.connection.warm()
    await it.connection.close()
    it.connection.warm()
    expect(await ask(it, 'f')).toEqual([{ kind: 'not-called', reason: 'the submission is closed' }])
    expect(it.children).toHaveLength(0)
  })

  it('and ends it when it was closed meanwhile', async () => {
    const it = made(() => {})
    it.connection.warm()
    await vi.waitFor(() => expect(it.children).toHaveLength(1))
    const child = it.children[0] as FakeChild
    const closing = it.connection.close()
    begins(child, ['f'])
    await vi.waitFor(async () => expect(child.unheard().map(({ type }) => type)).toEqual([BYE]))
    child.kill()
    await closing
  })

  it('again after it has gone between two calls, once the next call has heard of it', async () => {
    const it = made((child) => works(child))
    expect(await ask(it, 'f')).toEqual([1])
    goes(it.children[0] as FakeChild)
    await vi.waitFor(async () => expect(await ask(it, 'f', 2)).toEqual([EXITED, EXITED]))
    expect(it.children).toHaveLength(1)
    expect(await ask(it, 'f')).toEqual([1])
    expect(it.children).toHaveLength(2)
    await it.connection.close()
  })

  it('and being warm does not hear of it', async () => {
    const it = made((child) => works(child))
    expect(await ask(it, 'f')).toEqual([1])
    goes(it.children[0] as FakeChild)
    await vi.waitFor(() => expect(it.children[0]?.channel.destroyed).toBe(true))
    it.connection.warm()
    expect(await ask(it, 'f')).toEqual([EXITED])
    expect(it.children).toHaveLength(1)
  })

  it('four times at most', async () => {
    const it = made(async (child) => {
      await answersOnly(child, 1)
      goes(child)
    })
    for (let i = 0; i < 4; i++) expect(await ask(it, 'f', 3)).toEqual([1, EXITED, EXITED])
    const reason = 'its process had to be ended 4 times and is not started again'
    expect(await ask(it, 'f')).toEqual([{ kind: 'not-called', reason }])
    expect(it.children).toHaveLength(4)
  })

  it('not again when it does not get ready', async () => {
    const it = made((child) => {
      child.says(ALIVE)
      void child.hears().then(() => goes(child))
    })
    const early = { ...EXITED, loading: true }
    expect(await ask(it, 'f', 2)).toEqual([early, early])
    expect(await ask(it, 'g')).toEqual([early])
    expect(it.children).toHaveLength(1)
  })
})

describe('a connection calls', () => {
  it('the function of that name, or of that name in another spelling', async () => {
    const heard: unknown[] = []
    const it = made((child) => {
      begins(child, ['one_hot', 'oneHot', 'ONEHOT', 'f'])
      void (async () => {
        for (;;) {
          const { type, json, nonce } = await child.hears()
          if (type !== CALL) return child.kill()
          heard.push(JSON.parse(Buffer.from(json).toString()).fn)
          child.says(RESULT, numbers(1), nonce)
        }
      })()
    })
    for (const entry of ['oneHot', 'ONE_HOT', 'F']) expect(await ask(it, entry)).toEqual([1])
    expect(heard).toEqual(['oneHot', 'one_hot', 'f'])
    const available = ['one_hot', 'oneHot', 'ONEHOT', 'f']
    expect(await ask(it, 'two_hot')).toEqual([{ kind: 'missing-entry', entry: 'two_hot', available }])
    await it.connection.close()
  })

  it('no function again that did not answer in time, in whatever spelling', async () => {
    const it = made((child, nth) => (nth === 1 ? void answersOnly(child, 1) : works(child, 'f', 'bad_one')), { callMs: 500 })
    const over = { kind: 'time-limit', stage: 'call', limitMs: 500, entry: 'badOne' }
    const stopped = { kind: 'not-called', reason: 'badOne did not answer within 0.5 s and is not called again' }
    expect(await ask(it, 'badOne', 4)).toEqual([1, over, stopped, stopped])
    expect(await ask(it, 'BAD_ONE')).toEqual([stopped])
    expect(it.children).toHaveLength(1)
    expect(it.children[0]?.kills()).toBe(1)
    await it.connection.close()
  })

  it('and bounds the calls of a session by limits of its own', async () => {
    const it = made((child) => works(child))
    const session = it.connection.session({ ...DEFAULT_LIMITS, maxCalls: 3 })
    const fault = { kind: 'not-called', reason: 'more than 3 calls were made' }
    expect((await session.callMany('f', [[], []])).map(told)).toEqual([1, 1])
    expect(told(await session.call('f', []))).toBe(1)
    expect((await session.callMany('f', [[], []])).map(told)).toEqual([fault, fault])
    expect(await ask(it, 'f')).toEqual([1])
    await session.close()
    expect(await ask(it, 'f')).toEqual([1])
    await it.connection.close()
  })

  it('one after the other', async () => {
    const it = made(() => {})
    it.connection.warm()
    await vi.waitFor(() => expect(it.children).toHaveLength(1))
    const child = it.children[0] as FakeChild
    begins(child, ['f'])
    const [one, two] = [ask(it, 'f'), ask(it, 'f')]
    await vi.waitFor(() => expect(child.unheard()).toHaveLength(1))
    const { nonce } = await child.hears()
    child.says(RESULT, numbers(1), nonce)
    expect(await one).toEqual([1])
    const next = await child.hears()
    child.says(RESULT, numbers(2), next.nonce)
    expect(await two).toEqual([2])
    child.kill()
    await it.connection.close()
  })

  it("nothing with arguments that cannot be sent, which is not the submission's fault", async () => {
    const it = made((child) => works(child))
    let deep: Value = 1
    for (let i = 0; i < 13; i++) deep = [deep]
    const fault = { kind: 'infrastructure', reason: 'a value is nested more than 12 deep' }
    expect((await it.connection.session().callMany('f', [[1], [deep]])).map(told)).toEqual([fault, fault])
    expect(await ask(it, 'f')).toEqual([1])
    await it.connection.close()
  })

  it('and reads no more rows at once than a check may have', async () => {
    const rows = { v: { t: 'tensor', dtype: 'uint8', shape: [2_000_000, 0], off: 0, len: 0 } }
    const it = made((child) => {
      begins(child)
      serves(child, (calls) => JSON.stringify({ answers: Array(calls).fill(rows) }))
    })
    const read = async (calls: number): Promise<readonly boolean[]> =>
      (await it.connection.session().callMany('f', Array(calls).fill([]))).map(({ ok }) => ok)
    expect(await read(5)).toEqual([true, true, true, true, false])
    expect(await read(2)).toEqual([true, true])
    await it.connection.close()
  })

  it('and keeps no more of its answers than a submission may take', async () => {
    const spent = { answers: { bytes: 512 * 1024 * 1024 - 64 } }
    const it = made((child) => works(child), {}, spent)
    expect(await ask(it, 'f', 2)).toMatchObject([1, { kind: 'bad-value', got: 'more' }])
    expect(spent.answers.bytes).toBe(512 * 1024 * 1024)
    await it.connection.close()
  })
})

describe('what a submission prints', () => {
  it('before its answer is there with the answer', async () => {
    const it = made((child) => {
      begins(child)
      serves(child, (calls) => {
        setImmediate(() => child.stdout.write('printed'))
        return numbers(...Array(calls).fill(1))
      })
    })
    expect(await ask(it, 'f')).toEqual([1])
    expect(it.output().stdout).toBe('printed')
    await it.connection.close()
  })

  it('tells why it was aborted', async () => {
    const it = made((child) => {
      child.says(ALIVE)
      void child.hears().then(() => {
        child.stderr.write('heap out of memory')
        child.exits({ code: 134, signal: null })
        child.closesAll()
      })
    })
    const fault = { kind: 'memory-limit' }
    expect(await it.connection.session().call('f', [])).toEqual({ ok: false, fault, usage: { ms: 0 } })
  })
})
