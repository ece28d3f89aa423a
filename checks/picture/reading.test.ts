import { expect, it } from 'vitest'
import { other } from './reading.ts'

it('something else comes with a hint, or without one', () => {
  const elsewhere = { seen: 'other', mistake: 'upside-down', says: 'is upside down' }
  expect(other('upside-down', 'is upside down', 'Which way does y run?')).toStrictEqual({ ...elsewhere, hint: 'Which way does y run?' })
  expect(other('upside-down', 'is upside down')).toStrictEqual(elsewhere)
})
