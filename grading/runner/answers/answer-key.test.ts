import { expect, it } from 'vitest'
import type { Args } from '../../model/value.ts'
import { answerKeys } from './answer-key.ts'

const numbers = (dtype: 'float32' | 'float64' | 'int64', ...data: number[]) => ({
  dtype,
  shape: [data.length],
  data: dtype === 'float32' ? new Float32Array(data) : new Float64Array(data),
})

it.each<[string, readonly Args[], readonly Args[]]>([
  ['the sign of a zero', [[0]], [[-0]]],
  ['a digit', [[0.1]], [[0.1 + 2 ** -55]]],
  ['which call has an argument', [[1, 2], []], [[1], [2]]],
  ['the type of a tensor', [[numbers('float32', 1)]], [[numbers('float64', 1)]]],
  ['the numbers of a tensor', [[numbers('float64', 1, 2)]], [[numbers('float64', 2, 1)]]],
])('the key of calls differs by %s', (_what, one, other) => {
  const keys = answerKeys()
  expect(keys('f', one)).not.toBe(keys('f', other))
  expect(keys('f', one)).toBe(answerKeys()('f', structuredClone(one)))
})

it('differs by the function, however it is written', () => {
  const keys = answerKeys()
  expect(keys('outputSize', [[1]])).toBe(keys('output_size', [[1]]))
  expect(keys('outputSize', [[1]])).not.toBe(keys('outputSizes', [[1]]))
})

it('is not there for what cannot be sent', () => {
  expect(answerKeys()('f', [[numbers('int64', 0.5)]])).toBeUndefined()
})
