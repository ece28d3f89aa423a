import { describe, expect, it } from 'vitest'
import { integers, toValue } from '../../grading/model/value.ts'
import { inProcess } from './in-process.ts'
import { recording, replay } from './replay.ts'

const reference = inProcess({
  softPlus: (x: number[]) => x.map((one) => Math.log1p(Math.exp(one))),
  halves: (x: number) => ({ x: x / 2, parts: [x / 4, x / 4] }),
})
const kept = recording(reference)
const asked = await kept.callMany('soft_plus', [[toValue([0, -0, 1e-300])], [toValue([Number.NEGATIVE_INFINITY])]])
await kept.call('halves', [3])
const replayed = replay(kept.answers())
const values = (answers: readonly { readonly ok: boolean }[]) => answers.map((answer) => (answer as { value?: unknown }).value)

describe('a replay session', () => {
  it('answers as the recorded one did, in either spelling of a name', async () => {
    const again = await replayed.callMany('softPlus', [[toValue([Number.NEGATIVE_INFINITY])], [toValue([0, -0, 1e-300])]])
    expect(values(again)).toEqual(values(asked).reverse())
    expect(values([await replayed.call('halves', [3])])).toEqual(values([await reference.call('halves', [3])]))
  })

  it.each([
    ['other digits', [toValue([0, -0, 1.0000001e-300])]],
    ['another sign of zero', [toValue([0, 0, 1e-300])]],
    ['another type of number', [integers([0, 0, 0])]],
    ['another shape', [toValue([[0, -0, 1e-300]])]],
    ['one argument more', [toValue([0, -0, 1e-300]), 1]],
  ])('says that nothing was recorded for %s', async (_, args) => {
    const answer = await replayed.call('softPlus', args)
    expect(answer).toMatchObject({ ok: false, fault: { kind: 'infrastructure', reason: expect.stringContaining('softPlus') } })
  })

  it('keeps a question once', async () => {
    await kept.call('halves', [3])
    expect(kept.answers()).toHaveLength(3)
  })

  it('keeps a fault, too', async () => {
    const faulty = recording(inProcess({}))
    await faulty.call('gone', [])
    expect(await replay(faulty.answers()).call('gone', [])).toMatchObject({ ok: false, fault: { kind: 'missing-entry' } })
  })
})
