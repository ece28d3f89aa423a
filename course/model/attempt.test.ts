import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Attempt, type AttemptSource, inOrder } from './attempt.ts'

const source: AttemptSource = { kind: 'folder', path: 'ada' }
const at = (submission: string, submittedAt?: string): Omit<Attempt, 'number'> => ({
  student: 'u77',
  submission,
  source,
  ...(submittedAt === undefined ? {} : { submittedAt }),
})

describe('attempts', () => {
  it('are numbered by the time of submission, those without one first', () => {
    const attempts = [at('c', '2026-12-02T10:00:00.000Z'), at('b', '2026-12-01T10:00:00.000Z'), at('a'), at('B')]
    expect(inOrder(attempts).map(({ submission, number }) => `${number} ${submission}`)).toEqual(['1 B', '2 a', '3 b', '4 c'])
  })

  it('have one order, whatever the order in which they come', () => {
    const one = fc.record({ submission: fc.string(), hour: fc.option(fc.integer({ min: 10, max: 12 }), { nil: undefined }) })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ submission }) => submission }), fc.infiniteStream(fc.nat()), (list, keys) => {
        const attempts = list.map(({ submission, hour }) =>
          at(submission, hour === undefined ? undefined : `2026-12-01T${hour}:00:00.000Z`),
        )
        const shuffled = attempts
          .map((attempt) => ({ attempt, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ attempt }) => attempt)
        expect(inOrder(shuffled)).toEqual(inOrder(attempts))
      }),
    )
  })
})
