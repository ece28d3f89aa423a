import { describe, expect, it, vi } from 'vitest'
import { integers, toValue, type Value } from '#grading/model/value'
import { inProcess } from './in-process.ts'
import { recording, replay } from './replay.ts'

const reference = inProcess({
  softPlus: (x: number[]) => x.map((one) => Math.log1p(Math.exp(one))),
  halves: (x: number) => ({ x: x / 2, parts: [x / 4, x / 4] }),
})

/** Three answers; made inside each test, so that one fails where they cannot be made. */
async function recorded() {
  const kept = recording(reference)
  const asked = await kept.callMany('soft_plus', [[toValue([0, -0, 1e-300])], [toValue([Number.NEGATIVE_INFINITY])]])
  await kept.call('halves', [3])
  return { kept, asked, replayed: replay(kept.answers()) }
}

const values = (answers: readonly { readonly ok: boolean }[]) => answers.map((answer) => (answer as { value?: unknown }).value)

describe('a replay session', () => {
  it('answers as the recorded one did, in either spelling of a name', async () => {
    const { asked, replayed } = await recorded()
    const again = await replayed.callMany('softPlus', [[toValue([Number.NEGATIVE_INFINITY])], [toValue([0, -0, 1e-300])]])
    expect(values(again)).toEqual(values(asked).toReversed())
    expect(values([await replayed.call('halves', [3])])).toEqual(values([await reference.call('halves', [3])]))
  })

  it.each([
    ['other digits', [toValue([0, -0, 1.0000001e-300])]],
    ['another sign of zero', [toValue([0, 0, 1e-300])]],
    ['another type of number', [integers([0, 0, 0])]],
    ['another shape', [toValue([[0, -0, 1e-300]])]],
    ['one argument more', [toValue([0, -0, 1e-300]), 1]],
  ])('says that nothing was recorded for %s', async (_, args) => {
    const { replayed } = await recorded()
    const answer = await replayed.call('softPlus', args)
    const reason = 'no answer of softPlus was recorded for these arguments; 3 others were'
    expect(answer).toEqual({ ok: false, fault: { kind: 'infrastructure', reason }, usage: { ms: 0 } })
  })

  it('keeps apart arguments that look alike', async () => {
    const alike: readonly Value[] = [
      ...[null, 'null', true, 'true', 1, '1', -0, 0, '', [], [[]], [null], [1, 2], ['1,2'], ['1', '2'], toValue([1, 2]), integers([1, 2])],
      { dtype: 'float64', shape: [1, 2], data: Float64Array.of(1, 2) },
      { dtype: 'float64', shape: [2, 1], data: Float64Array.of(1, 2) },
      new Map<string, Value>([['a', 1]]),
      new Map<string, Value>([['b', 1]]),
      new Map<string, Value>([['a', '1']]),
      new Map<string, Value>([
        ['a', 1],
        ['b', 1],
      ]),
    ]
    const calls = alike.map((value) => [value])
    let asked = 0
    const counting = recording(inProcess({ f: () => ++asked }))
    await counting.callMany('f', calls)
    const again = replay(counting.answers())
    expect(values(await again.callMany('f', calls))).toEqual(alike.map((_, i) => i + 1))
    expect(values([await again.call('F', [[1, 2]])])).toEqual(values([await again.call('f', [[1, 2]])]))
  })

  it('keeps a question once', async () => {
    const { kept } = await recorded()
    await kept.call('halves', [3])
    expect(kept.answers()).toHaveLength(3)
  })

  it('keeps no time: two recordings of one reference are the same', async () => {
    const { kept, replayed } = await recorded()
    expect(kept.answers().map(({ answer }) => answer.usage)).toEqual([{ ms: 0 }, { ms: 0 }, { ms: 0 }])
    const closed = vi.fn(async () => {})
    await recording({ ...reference, close: closed }).close()
    expect(closed).toHaveBeenCalledOnce()
    await replayed.close()
    expect(values([await replayed.call('halves', [3])])).toEqual(values([await reference.call('halves', [3])]))
  })

  it('keeps a fault, too', async () => {
    const faulty = recording(inProcess({}))
    await faulty.call('gone', [])
    expect(await replay(faulty.answers()).call('gone', [])).toMatchObject({ ok: false, fault: { kind: 'missing-entry' } })
  })
})
