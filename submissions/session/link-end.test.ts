import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fault } from '#grading/model/session'
import type { Exit } from '../sandbox/sandbox.ts'
import { ALIVE, BYE, NO_NONCE, RESULT } from './frame.ts'
import { type FakeChild, fakeChild, numbers } from './testing/fake-child.ts'
import { type Asked, asked, open, running, SLOW, settle } from './testing/running-link.ts'

const CLOSED: Fault = { kind: 'not-called', reason: 'the submission is closed' }

/** What a child does that prints and ends. */
function gone(exit: Exit, stderr: string): (child: FakeChild) => void {
  return (child) => {
    child.stderr.write(stderr)
    child.exits(exit)
    child.closesAll()
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a child that', () => {
  const heap = 'FATAL ERROR: JavaScript heap out of memory'

  it.each<[string, Exit, string, Fault]>([
    ['exits', { code: 0, signal: null }, heap, { kind: 'exited', code: 0, signal: null }],
    ['is killed', { code: null, signal: 'SIGTERM' }, heap, { kind: 'exited', code: null, signal: 'SIGTERM' }],
    ['aborts', { code: 134, signal: null }, 'abort', { kind: 'exited', code: 134, signal: null }],
    ['has no memory', { code: 134, signal: null }, heap, { kind: 'memory-limit' }],
    ['is aborted without memory', { code: null, signal: 'SIGABRT' }, heap, { kind: 'memory-limit' }],
    ['has nothing that could settle its promise', { code: 13, signal: null }, '', { kind: 'never-settles', entry: 'f' }],
    [
      'was never started',
      { code: 1, signal: null, neverStarted: true },
      '\nbwrap: no namespaces\nmore\n',
      { kind: 'infrastructure', reason: 'the sandbox did not start: bwrap: no namespaces' },
    ],
  ])('%s during a call says why it has no answer', async (_, exit, stderr, fault) => {
    const { child, over } = await asked(1)
    child.stderr.write(stderr)
    child.exits(exit)
    child.closesAll()
    expect(await over).toEqual(fault)
    await vi.waitFor(() =>
      expect([child.channel, child.stdout, child.stderr].map(({ destroyed }) => destroyed)).toEqual([true, true, true]),
    )
  })

  it('awaits for ever before it is ready, or between two calls, has only exited', async () => {
    const exit: Exit = { code: 13, signal: null }
    const child = fakeChild()
    const opening = open(child)
    child.says(ALIVE)
    await child.hears()
    child.exits(exit)
    child.closesAll()
    expect(await opening).toEqual({ kind: 'exited', ...exit, loading: true })
    const between = await running()
    between.child.exits(exit)
    between.child.closesAll()
    await vi.waitFor(() => expect(between.link.fault()).toEqual({ kind: 'exited', ...exit }))
  })

  it.each<[string, (child: FakeChild) => void, string]>([
    [
      'is refused a flag',
      gone({ code: 9, signal: null }, '/opt/node/bin/node: bad option: --x=1\nmore'),
      'ended with exit code 9 (node: bad option: --x=1)',
    ],
    ['is not found', gone({ code: 127, signal: null }, ''), 'ended with exit code 127'],
    ['ends without a word', gone({ code: 0, signal: null }, ''), 'ended with exit code 0'],
    ['is killed', gone({ code: null, signal: 'SIGSEGV' }, ''), 'was ended by SIGSEGV'],
    ['has no memory', gone({ code: 134, signal: null }, heap), `met memory-limit (${heap})`],
    ['prints too much', (child) => child.stdout.write('123456'), 'met output-limit'],
    ['is silent', () => vi.advanceTimersByTime(60_000), 'gave no sign of life within 60 s'],
  ])('%s before it says that it is there is a fault of the machine', async (_, does, says) => {
    const child = fakeChild()
    const opening = open(child)
    does(child)
    await settle()
    vi.advanceTimersByTime(1000)
    expect(await opening).toEqual({
      kind: 'infrastructure',
      reason: `before anything of the submission was loaded, its process ${says}`,
    })
  })

  it.each<[string, (asked: Asked) => void, Fault | undefined]>([
    ['its answer', ({ child, nonce }) => child.says(RESULT, numbers(1), nonce), undefined],
    ['the reason', ({ child }) => child.stderr.write(heap), { kind: 'memory-limit' }],
    ['too much output', ({ child }) => child.stdout.write('123456'), { kind: 'output-limit', stream: 'stdout', limitBytes: 5 }],
  ])('is gone may still have %s in its pipes', async (what, brings, fault) => {
    const exchange = await asked(1)
    const { child, over } = exchange
    child.exits({ code: 134, signal: null })
    if (what !== 'its answer') child.hangsUp()
    if (what !== 'the reason') child.stderr.end()
    if (what !== 'too much output') child.stdout.end()
    await settle()
    brings(exchange)
    expect(await over).toEqual(fault)
    child.closesAll()
  })

  it('is gone and leaves its pipes to another is not waited for', async () => {
    const { child, over } = await asked(1)
    child.exits({ code: 3, signal: null })
    expect(await over).toEqual({ kind: 'exited', code: 3, signal: null })
    await vi.waitFor(() => expect(child.channel.destroyed && child.stdout.destroyed && child.stderr.destroyed).toBe(true))
  })

  it.each<[string, (child: FakeChild) => Promise<void>]>([
    ['before it', async (child) => child.closesAll()],
    ['right after it', (child) => settle().then(() => child.closesAll())],
  ])('is gone and whose pipes end %s is heard of at once', async (when, ends) => {
    const { child, over } = await asked(1)
    const told = vi.fn()
    void over.then(told)
    if (when === 'before it') await ends(child)
    await settle()
    child.exits({ code: 3, signal: null })
    if (when !== 'before it') await ends(child)
    await settle()
    expect(told).toHaveBeenCalledWith({ kind: 'exited', code: 3, signal: null })
  })

  it('closes the channel and goes on is ended', async () => {
    const { child, over } = await asked(1)
    child.hangsUp()
    expect(await over).toEqual({ kind: 'protocol', reason: 'closed the channel' })
    expect(child.kills()).toBe(1)
  })

  it('closes the channel and exits has exited', async () => {
    const { child, over } = await asked(1)
    child.hangsUp()
    await settle()
    child.exits({ code: 3, signal: null })
    child.closesAll()
    expect(await over).toEqual({ kind: 'exited', code: 3, signal: null })
  })

  it('breaks its channel is ended like any other', async () => {
    const { child, over } = await asked(1)
    child.channel.destroy(new Error('broken'))
    expect(await over).toEqual({ kind: 'protocol', reason: 'closed the channel' })
  })
})

describe('a link that is closed', () => {
  it('says goodbye, once, and is closed when the child is gone', async () => {
    const { child, link } = await running(fakeChild(false))
    const closing = vi.fn()
    void link.close().then(closing)
    const { type, nonce, json } = await child.hears()
    expect([type, [...nonce], Buffer.from(json).toString()]).toEqual([BYE, [...NO_NONCE], '{}'])
    expect(link.fault()).toEqual(CLOSED)
    await settle()
    expect([child.kills(), closing.mock.calls]).toEqual([0, []])
    child.exits({ code: 0, signal: null })
    child.closesAll()
    await link.close()
    await vi.waitFor(() => expect(closing).toHaveBeenCalledOnce())
    expect(child.unheard()).toEqual([])
    expect(link.fault()).toEqual(CLOSED)
  })

  it('ends a child that does not go, and the call that it was at', async () => {
    const { child, link, over } = await asked(1)
    const closing = link.close()
    expect(await over).toEqual(CLOSED)
    expect(vi.getTimerCount()).toBe(0)
    await closing
    expect(child.kills()).toBe(1)
  })

  it('keeps no process alive with what it would have waited for', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    while (timers() > 0) await settle()
    const { child, link, over } = await asked(1)
    child.hangsUp()
    await settle()
    const closing = link.close()
    child.exits({ code: 0, signal: null })
    child.closesAll()
    await closing
    expect(await over).toEqual(CLOSED)
    expect(timers()).toBe(0)
  })

  it('has nothing to say to a child that has already ended', async () => {
    const { child, link, over } = await asked(1)
    vi.advanceTimersByTime(100)
    expect(await over).toEqual(SLOW)
    await link.close()
    expect(child.unheard()).toEqual([])
    expect(link.fault()).toEqual(SLOW)
  })
})
