import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Wrap = (fn: unknown, change: string, option: unknown) => unknown
const { wrap } = (await import(join(import.meta.dirname, 'wrap.mjs'))) as { readonly wrap: Wrap }

const tensor = (shape: readonly number[], data: readonly number[]) => ({ shape, data: Float32Array.from(data) })

/** What a function that hands its first argument back answers when it is told so. */
function told(change: string, option: unknown, value: unknown): unknown {
  return (wrap((first: unknown) => first, change, option) as (value: unknown) => unknown)(value)
}

describe('an answer told in another way', () => {
  it.each([
    ['first', tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [3, 4, 1, 2])],
    ['last', tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [2, 1, 4, 3])],
    ['only', tensor([1, 3], [1, 2, 3]), tensor([1, 3], [3, 2, 1])],
    ['first', [[1], [2]], [[2], [1]]],
    ['last', [Float32Array.of(1, 2)], [Float32Array.of(2, 1)]],
    ['only', [[1, 2]], [[2, 1]]],
  ])('along the %s axis turns %o round', (axis, value, turned) => {
    expect(told('another order', { positions: {}, answer: axis }, value)).toEqual(turned)
  })

  it('transposes the fields that are declared so, in what comes as in what goes, and no other', () => {
    const option = { positions: [], fields: ['wenc'] }
    const answers = (model: unknown) => ({ W_enc: [[1, 2]], b_enc: [[1, 2]], seen: model })
    const fn = wrap(answers, 'transposed', option) as typeof answers
    expect(fn({ W_enc: [[5], [6]] })).toEqual({ W_enc: [[1], [2]], b_enc: [[1, 2]], seen: { W_enc: [[5, 6]] } })
  })

  it('counts the last class as the first', () => {
    const count = (labels: readonly number[], predictions: readonly number[], classes: number) => {
      const matrix = Array.from({ length: classes }, () => new Array(classes).fill(0))
      for (const [i, label] of labels.entries()) matrix[label]?.splice(predictions[i] as number, 1, 1)
      return matrix
    }
    const wrapped = wrap(count, 'permuted classes', { labels: [0, 1], classes: 2 }) as typeof count
    expect(wrapped([0, 1], [0, 2], 3)).toEqual(count([0, 1], [0, 2], 3))
  })

  it('rounds the numbers of typed arrays to single precision', () => {
    expect(told('float32', null, { shape: [1], data: Float64Array.of(0.1) })).toEqual({
      shape: [1],
      data: Float64Array.of(Math.fround(0.1)),
    })
  })
})
