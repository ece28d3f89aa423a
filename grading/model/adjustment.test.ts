import { describe, expect, it } from 'vitest'
import { type Adjustment, type AdjustmentKind, adjustmentFlaw } from './adjustment.ts'

const sound: Adjustment = {
  kind: 'override',
  exercise: 'losses/huber',
  points: 150,
  who: 'R. Lind',
  when: '2026-12-01T10:00:00.000Z',
  why: 'The file was readable after all.',
}

describe('an adjustment', () => {
  it.each<AdjustmentKind>(['override', 'manual', 'dropped', 'bonus'])('of the kind %s with a name and a reason may be counted', (kind) => {
    expect(adjustmentFlaw({ ...sound, kind })).toBeUndefined()
  })

  it.each<[Partial<Adjustment>, string]>([
    [{ who: ' ' }, 'names nobody'],
    [{ why: '' }, 'gives no reason'],
    [{ when: 'yesterday' }, 'has no time'],
    [{ points: 0.5 }, 'its points are not whole hundredths'],
    [{ kind: 'late' }, 'a late submission cannot gain points'],
  ])('with %j is refused', (change, says) => {
    expect(adjustmentFlaw({ ...sound, ...change })).toBe(says)
  })
})
