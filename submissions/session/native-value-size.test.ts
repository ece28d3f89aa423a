import { expect, it } from 'vitest'
import { BadValue, fromNative } from './native-value.ts'

const MOST = 2 ** 26
const row = new Uint8Array(1024)
it.each([
  ['a typed array', (more: number) => new Uint8Array(MOST + more), '67108865 numbers'],
  ['a list', (more: number) => Array(MOST / 8 / 1024 + more).fill(row), '8389632 numbers'],
  ['a tensor', (more: number) => ({ shape: [MOST + more], data: new Uint8Array(MOST + more) }), '67108865 numbers'],
])('a returned value may be %s of 64 MiB, and no more', (_, returned, got) => {
  expect(fromNative(returned(0))).toHaveProperty('data')
  expect(() => fromNative(returned(1))).toThrow(new BadValue('at most 64 MiB', got, 'return value'))
})
