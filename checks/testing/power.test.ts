import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plain } from '#grading/model/value'
import { caseSet } from '../case.ts'
import { distribution } from '../kinds/distribution.ts'
import { inputUnchanged } from '../kinds/input-unchanged.ts'
import { invariant } from '../kinds/invariant.ts'
import { LEAST_POWER, powerOf, powerPage } from './power.ts'

/** One statistic, of standard deviation 1 over the seeds, as far above the band as the function says. */
const shifted = distribution({
  id: 'shifted',
  title: 'A number below 0',
  points: 1,
  entries: ['shift'],
  calls: (random) => [{ entry: 'shift', args: [random.normal()] }],
  statistics: ([value]) => [{ name: 'value', value: value as number, low: Number.NEGATIVE_INFINITY, high: 0, draws: 1 }],
})
const by = (far: number) => ({ name: `by ${far}`, functions: () => ({ shift: (z: number): Plain => z + far }) })

describe('the power that is worked out', () => {
  it.each([
    [8, 0.999, 1],
    [1, 0.6, 0.85],
    [-4, 0, 0],
  ])('of a statistic %d standard deviations outside of its band lies from %d to %d', async (far, low, high) => {
    const { power } = await powerOf(shifted, by(far))
    expect(power).toBeGreaterThanOrEqual(low)
    expect(power).toBeLessThanOrEqual(high)
  })

  it('is a lower bound of the share of runs outside of the band', async () => {
    const { power, runs } = await powerOf(shifted, by(2))
    expect(runs).toBe(500)
    // Φ(2), by a table.
    expect(power).toBeLessThan(0.9772)
    expect(power).toBeGreaterThan(0.95)
  })

  it('of a law grows with its cases', async () => {
    const law = (runs: number) =>
      invariant({
        id: 'small',
        title: 'Small numbers stay',
        points: 1,
        entries: ['keep'],
        law: 'keep(x) = x',
        arbitrary: fc.noBias(fc.integer({ min: 0, max: 9 })),
        runs,
        calls: (x) => [{ entry: 'keep', args: [x] }],
        holds: (x, [kept]) => (kept === x ? undefined : 'it changed'),
      })
    const wrongForNine = { name: 'nine', functions: () => ({ keep: (x: number): Plain => (x === 9 ? 0 : x) }) }
    expect((await powerOf(law(10), wrongForNine)).power).toBeLessThan(0.7)
    expect((await powerOf(law(120), wrongForNine)).power).toBeGreaterThan(LEAST_POWER)
  })

  it('is not that of a check that draws nothing', async () => {
    const cases = caseSet('one', () => [{ args: [[1]] }])
    const check = inputUnchanged({ id: 'kept', title: 'Kept', points: 1, entry: 'shift', cases })
    await expect(powerOf(check, by(1))).rejects.toThrow('check "kept" draws nothing')
  })

  it('stands on the page rounded down', () => {
    const power = { check: 'c', name: 'n', numbers: 1, runs: 20, accepted: 0, by: 'x: 5.0', power: 0.99919, seconds: 0 }
    expect(powerPage('1b', [power])).toContain('| c | n | 1 | x: 5.0 | 20 | 0.9991 |')
  })
})
