import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fault } from '#grading/model/session'
import { ALIVE, CALL, LOAD_ERROR, NO_NONCE, READY, RESULT, START } from './frame.ts'
import { fakeChild, frameOf, numbers } from './testing/fake-child.ts'
import { asked, LATE, open, request, running, SLOW, settle } from './testing/running-link.ts'

const NOT_ASKED: Fault = { kind: 'protocol', reason: 'answered something it was not asked' }
const TOO_EARLY: Fault = { kind: 'protocol', reason: 'answered before it was asked' }
const notLoaded = (says: string): Fault => ({
  kind: 'infrastructure',
  reason: `before anything of the submission was loaded, its process ${says}`,
})
const OTHER = Uint8Array.from({ length: 16 }, (_, i) => (i === 15 ? 1 : 0))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a link', () => {
  it('tells the child to start when it says that it is there, and knows what it exports', async () => {
    const child = fakeChild()
    const opening = open(child)
    await settle()
    expect(child.unheard()).toEqual([])
    child.says(ALIVE)
    const { type, nonce, json, bin } = await child.hears()
    expect([type, [...nonce], Buffer.from(json).toString(), bin.length]).toEqual([START, [...NO_NONCE], '{}', 0])
    child.says(READY, '{"entries":["f","g"]}')
    expect(await opening).toMatchObject({ entries: ['f', 'g'] })
    expect(vi.getTimerCount()).toBe(0)
    expect(child.kills()).toBe(0)
  })

  it.each<[string, readonly (readonly [number, string?, Uint8Array?])[], Fault]>([
    ['READY before it is told to start', [[READY, '{"entries":[]}']], notLoaded('answered before it was asked')],
    ['a nonce where there is none', [[ALIVE, '{}', OTHER]], notLoaded('answered something it was not asked')],
    ['that it is there twice', [[ALIVE], [ALIVE]], TOO_EARLY],
    ['an answer before READY', [[ALIVE], [RESULT, numbers(1)]], TOO_EARLY],
    ['no functions', [[ALIVE], [READY]], { kind: 'protocol', reason: 'sent no list of its functions' }],
    [
      'why it could not be loaded',
      [[ALIVE], [LOAD_ERROR, '{"name":"E","message":"m","file":"a.ts","line":2}']],
      { kind: 'load-error', name: 'E', message: 'm', place: { file: 'a.ts', line: 2 } },
    ],
  ])('is not opened to a child that says %s', async (_, frames, fault) => {
    const child = fakeChild()
    const opening = open(child)
    for (const frame of frames) child.says(...frame)
    expect(await opening).toEqual(fault)
    expect(child.kills()).toBe(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not opened to a child that is not ready in time', async () => {
    const child = fakeChild()
    const opening = open(child)
    child.says(ALIVE)
    await child.hears()
    expect(child.kills()).toBe(0)
    vi.advanceTimersByTime(100)
    expect(await opening).toEqual(LATE)
    expect(child.kills()).toBe(1)
  })

  it('ends when the child writes without being asked, and stays so', async () => {
    const { child, link } = await running()
    child.says(RESULT, numbers(1))
    child.says(ALIVE)
    await settle()
    const fault = { kind: 'protocol', reason: 'wrote to the channel without being asked' }
    expect(link.fault()).toEqual(fault)
    expect(await link.exchange(request(1), () => ({ ms: 1, fault: SLOW }), vi.fn())).toEqual(fault)
    expect(child.unheard()).toEqual([])
    expect(child.kills()).toBe(1)
  })

  it('draws another nonce for each call', async () => {
    const { child, link } = await running()
    const nonces = new Set<string>()
    for (let i = 0; i < 300; i++) {
      const over = link.exchange(request(1), () => ({ ms: 100, fault: SLOW }), vi.fn())
      const { nonce } = await child.hears()
      nonces.add(Buffer.from(nonce).toString('hex'))
      child.says(RESULT, numbers(1), nonce)
      expect(await over).toBeUndefined()
    }
    expect(nonces.size).toBe(300)
  })
})

describe('an exchange', () => {
  it('sends the request and takes the answers of several frames, each in its own time', async () => {
    const deadline = vi.fn(() => ({ ms: 100, fault: SLOW }))
    const { child, link } = await running()
    const onClaims = vi.fn()
    const over = link.exchange(request(3), deadline, onClaims)
    const { type, json, bin, nonce } = await child.hears()
    expect([type, Buffer.from(json).toString(), [...bin]]).toEqual([CALL, '{"fn":"f"}', [7]])
    vi.advanceTimersByTime(60)
    child.says(RESULT, numbers(1, 2), nonce)
    await settle()
    expect(deadline).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(60)
    expect(link.fault()).toBeUndefined()
    child.says(RESULT, numbers(3), nonce)
    expect(await over).toBeUndefined()
    expect(onClaims.mock.calls).toEqual([[[1, 2].map((value) => ({ ok: true, value }))], [[{ ok: true, value: 3 }]]])
    expect(deadline).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
    expect(link.fault()).toBeUndefined()
  })

  it('is over when its time is, and keeps the answers that were there', async () => {
    const { child, link, nonce, over, claims } = await asked(2)
    child.says(RESULT, numbers(1), nonce)
    await settle()
    vi.advanceTimersByTime(99)
    expect(child.kills()).toBe(0)
    vi.advanceTimersByTime(1)
    expect(await over).toEqual(SLOW)
    expect(link.fault()).toEqual(SLOW)
    expect(child.kills()).toBe(1)
    expect(claims).toHaveLength(1)
  })

  it('is not over while the child has waited for a processor that others had', async () => {
    let waited = 0
    const { link } = await running({ ...fakeChild(), waitedMs: () => waited })
    const over = link.exchange(
      request(1),
      () => ({ ms: 100, fault: SLOW }),
      () => {},
    )
    vi.advanceTimersByTime(50)
    waited = 60
    vi.advanceTimersByTime(109)
    expect(link.fault()).toBeUndefined()
    vi.advanceTimersByTime(1)
    expect(await over).toEqual(SLOW)
    expect(link.putOffMs()).toBe(60)
  })

  it('that has no time left is over at once', async () => {
    const { over } = await asked(1, () => ({ ms: -5, fault: SLOW }))
    vi.advanceTimersByTime(1)
    expect(await over).toEqual(SLOW)
  })

  it.each<[string, number, string, boolean, string]>([
    ['an answer to another call', RESULT, numbers(1), false, NOT_ASKED.reason],
    ['another type of frame', READY, numbers(1), true, NOT_ASKED.reason],
    ['more answers than calls', RESULT, numbers(1, 2, 3), true, 'did not send one answer per call'],
    ['no answer', RESULT, numbers(), true, 'did not send one answer per call'],
    ['something like answers', RESULT, '{"answers":{"length":1}}', true, 'did not send one answer per call'],
    ['text that is no JSON', RESULT, '{', true, 'sent text that is not JSON'],
  ])('ends at %s; what comes afterwards is not read', async (_, type, json, known, reason) => {
    const { child, link, nonce, over, claims } = await asked(2)
    child.says(type, json, known ? nonce : OTHER)
    child.says(RESULT, numbers(1, 2), nonce)
    expect(await over).toEqual({ kind: 'protocol', reason })
    await settle()
    expect(claims).toEqual([])
    expect(link.fault()).toEqual({ kind: 'protocol', reason })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tells an error with what may be known of it', async () => {
    const { child, nonce, over, claims } = await asked(2)
    const errors = [{ kind: 'missing-entry' }, { kind: 'exception', name: 'E', message: 'm', file: 'a.ts', line: 1 }]
    child.says(RESULT, JSON.stringify({ answers: errors.map((e) => ({ e })) }), nonce)
    expect(await over).toBeUndefined()
    expect(claims).toEqual([
      { ok: false, fault: { kind: 'missing-entry', entry: 'f', available: ['f', 'g'] } },
      { ok: false, fault: { kind: 'exception', name: 'E', message: 'm', place: { file: 'a.ts', line: 1 } } },
    ])
  })

  it('does not blame the child for a defect of ours', async () => {
    const { child, link } = await running()
    void link.exchange(
      request(1),
      () => ({ ms: 100, fault: SLOW }),
      () => {
        throw new Error('ours')
      },
    )
    const { nonce } = await child.hears()
    expect(() => child.channel.emit('data', frameOf(RESULT, numbers(1), nonce))).toThrow('ours')
    expect(link.fault()).toBeUndefined()
  })
})
