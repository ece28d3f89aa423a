import { describe, expect, it } from 'vitest'
import { ask, told } from '../testing/ask.ts'
import { javascript } from './javascript.ts'

describe('names', () => {
  it.each([
    ['an exact one', 'export const f = () => 1'],
    ['snake_case for camelCase', 'export const f = () => 0; export const gradient_step = f'],
    ['a CommonJS module', 'exports.f = () => 1'],
    ['a default export that is an object', 'export default { g() { return 1 }, f() { return this.g() } }'],
    ['a default export that is the function', 'export default function f() { return 1 }'],
    ['an async module', 'const one = await Promise.resolve(1); export const f = () => one'],
  ])('are found: %s', async (_, source) => {
    await ask(javascript, { 'a.js': source }, async ({ call }) => {
      expect((await call(source.includes('gradient_step') ? 'gradientStep' : 'f')).ok).toBe(true)
    })
  })

  it('that are missing are answered with what there is', async () => {
    await ask(javascript, { 'a.js': 'export const sofmax = () => 1; export const n = 3' }, async ({ call }) => {
      expect(told(await call('softmax'))).toEqual({ kind: 'missing-entry', entry: 'softmax', available: ['sofmax'] })
    })
  })
})
