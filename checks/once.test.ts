import { expect, it } from 'vitest'
import { once } from './once.ts'

it('what is made of an answer is made once per answer and name', () => {
  const answer = {}
  let made = 0
  const make = (): number => ++made
  expect([once(answer, 'a', make), once(answer, 'a', make), once(answer, 'b', make), once({}, 'a', make)]).toEqual([1, 1, 2, 3])
})

it.each([[7], ['text'], [null]])('what is made of %j, which is no one answer, is made every time', (answer) => {
  let made = 0
  const make = (): number => ++made
  expect([once(answer, 'a', make), once(answer, 'a', make)]).toEqual([1, 2])
})
