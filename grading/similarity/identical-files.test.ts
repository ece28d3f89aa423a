import { expect, it } from 'vitest'
import { identicalFiles } from './identical-files.ts'

const file = (submission: string, hash: string) => ({ submission, file: `${hash}.py`, hash })
const apart = (left: string, right: string): boolean => left[0] !== right[0]

it('names the files that two people have, and no starter and no second attempt', () => {
  const files = [file('ada', 'x'), file('ben', 'x'), file('ada', 'starter'), file('ben', 'starter'), file('cy-1', 'y'), file('cy-2', 'y')]
  const { identical, common } = identicalFiles(files, 20, new Set(['starter']), apart)
  expect(identical.map(({ copies }) => copies.map(({ submission }) => submission))).toEqual([['ada', 'ben']])
  expect(common).toEqual([])
})

it('takes what more than a third of the class has for given', () => {
  const files = ['a', 'b', 'c', 'd', 'e'].map((id) => file(id, 'x'))
  expect(identicalFiles(files, 12, new Set(), apart)).toEqual({ identical: [], common: [{ file: 'x.py', submissions: 5 }] })
  expect(identicalFiles(files, 24, new Set(), apart).identical).toHaveLength(1)
})
