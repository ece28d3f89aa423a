import { describe, expect, it } from 'vitest'
import type { CheckContext, Outcome } from '#grading/model/check'
import { essay } from '../index.ts'
import { answering } from '../testing/answering.ts'

const rubric = [
  { says: 'Names it.', points: 0.5 },
  { says: 'Says why.', points: 1 },
]
const made = () => essay({ id: 'text', title: 'Text', points: 1.5, rubric })
const run = (given: Partial<CheckContext>): Promise<Outcome> =>
  made().run(answering({}), { reference: answering({}), seed: 1, declared: new Map(), memo: (_key, make) => make(), ...given })

describe('essay', () => {
  it('waits for a person where there is an answer, whatever it says', async () => {
    expect(await run({ answer: 'no idea' })).toMatchObject({
      verdict: 'pending-manual',
      fraction: 0,
      findings: [{ code: 'awaits-person', severity: 'note', criteria: 2 }],
    })
  })

  it('is not attempted without one', async () => {
    expect(await run({})).toEqual({ verdict: 'not-attempted', fraction: 0, findings: [] })
  })

  it('cannot be judged where a fault of the machine kept the hand-in from being read', async () => {
    expect((await run({ refused: { kind: 'infrastructure', reason: 'the disk is full' } })).verdict).toBe('judging-error')
  })

  it('shows its rubric, and calls no function', () => {
    expect(made()).toMatchObject({ rubric, entries: [] })
  })

  it('refuses a rubric whose points do not sum to its own', () => {
    expect(() => essay({ id: 'text', title: 'Text', points: 2, rubric })).toThrow('its rubric has 1.5 points, expected 2')
  })

  it('sums points by the hundredth', () => {
    const tenths = [0.1, 0.2].map((points) => ({ says: 'Names it.', points }))
    expect(essay({ id: 'text', title: 'Text', points: 0.3, rubric: tenths }).points).toBe(0.3)
  })
})
