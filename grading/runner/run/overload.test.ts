import { describe, expect, it, onTestFinished } from 'vitest'
import { watchLoad } from './overload.ts'

function watching(load: () => number) {
  const clock = { ms: 0 }
  const watch = watchLoad(load, () => clock.ms)
  onTestFinished(() => watch.stop())
  return { clock, watch }
}

describe('the machine', () => {
  it('is overloaded when more than one and a half processes per core want to run', () => {
    expect(watching(() => 1.6).watch.overloadedSince(0)).toBe(true)
    expect(watching(() => 1.5).watch.overloadedSince(0)).toBe(false)
  })

  it('was overloaded for what was under way then, not for what began later', () => {
    let load = 3
    const { clock, watch } = watching(() => load)
    watch.overloadedSince(0)
    load = 0
    clock.ms = 700
    expect(watch.overloadedSince(0)).toBe(true)
    expect(watch.overloadedSince(500)).toBe(false)
  })

  it('is overloaded when our own timers come late', () => {
    const { clock, watch } = watching(() => 0)
    clock.ms = 1600
    expect(watch.overloadedSince(0)).toBe(true)
  })
})
