import { expect, it } from 'vitest'
import { groupsOf } from './groups.ts'

const pair = (left: string, right: string) => ({ left, right })

it('three and more that pairs connect are a group, the largest first', () => {
  const pairs = [pair('a', 'b'), pair('x', 'y'), pair('y', 'z'), pair('p', 'q'), pair('c', 'd'), pair('b', 'c')]
  expect(groupsOf(pairs)).toEqual([
    ['a', 'b', 'c', 'd'],
    ['x', 'y', 'z'],
  ])
})

it('a pair alone is no group', () => {
  expect(groupsOf([pair('a', 'b'), pair('c', 'd')])).toEqual([])
})
