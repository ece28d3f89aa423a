import { expect, it } from 'vitest'
import { accepted } from '../outcome.ts'
import { judged, Unusable, unusable } from './unusable.ts'

const finding = { code: 'remark', says: 'Nothing can be read.' } as const

it('an answer that cannot be used becomes the outcome of the check that needs it', async () => {
  expect(await judged(async () => accepted())).toEqual(accepted())
  const refusing = judged(async () => {
    throw unusable(finding, 'Is it there?')
  })
  expect(await refusing).toEqual({
    verdict: 'wrong-answer',
    fraction: 0,
    findings: [{ ...finding, severity: 'error', hint: 'Is it there?' }],
  })
  await expect(judged(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours')
})

it('names itself where nobody catches it', () => {
  expect(String(new Unusable(accepted()))).toBe('Unusable: nothing to measure')
})
