import { describe, expect, it } from 'vitest'
import { judge } from '../../../checks/testing/answering.ts'
import type { Answer, Session } from '../../../grading/model/session.ts'
import type { Tensor } from '../../../grading/model/tensor.ts'
import type { Args } from '../../../grading/model/value.ts'
import { repeatable } from './repeatable.ts'

/** Its input, brought to one spread over the whole batch: 20 images taken at random have the spread of 500 at one seed in forty or so. */
function standardised({ data, shape }: Tensor): Tensor {
  let [mean, square] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    mean += Number(data[i]) / data.length
    square += Number(data[i]) ** 2 / data.length
  }
  const spread = Math.sqrt(square - mean ** 2)
  return { dtype: 'float64', shape, data: Float64Array.from(data as Float32Array, (value) => (0.29 * value) / spread) }
}

const answer = (entry: string, [images]: Args): Answer => {
  const value = entry === 'cae_denoise' ? (images as Tensor) : standardised(images as Tensor)
  return { ok: true, value, usage: { ms: 0 } }
}
const batchNormalised: Session = {
  call: async (entry, args) => answer(entry, args),
  callMany: async (entry, argsList) => argsList.map((args) => answer(entry, args)),
  close: async () => {},
}

describe('a network that divides by the spread of its batch', () => {
  it('is told so at every seed', { timeout: 60_000 }, async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const outcome = await judge(repeatable, batchNormalised, {}, seed)
      expect(outcome, `seed ${seed}`).toMatchObject({ verdict: 'wrong-answer', findings: [{ mistake: 'batch-dependent' }] })
    }
  })
})
