import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LONG } from './long-first.ts'

it('the tests that begin first are there', () => {
  expect(LONG.filter((file) => !existsSync(join(import.meta.dirname, '../..', file)))).toEqual([])
})
