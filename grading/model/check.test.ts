import { expect, it } from 'vitest'
import { isComputed } from './check.ts'

it.each([
  ['neither a person nor a picture', {}, true],
  ['a person', { rubric: [] }, false],
  ['a picture', { plots: ['loss'] }, false],
  ['both', { rubric: [], plots: [] }, false],
])('functions alone can earn the points of a check that needs %s: %j %s', (_what, check, computed) => {
  expect(isComputed(check)).toBe(computed)
})
