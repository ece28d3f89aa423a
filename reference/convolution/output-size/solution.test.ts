import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../../fixtures/golden/convolution/output-size/golden.json' with { type: 'json' }
import { convOutputSize, poolOutputSize } from './solution.ts'

type Layer = readonly [n: number, kernel: number, stride: number, padding: number, dilation: number]

const grid: Layer[] = []
for (let n = 1; n <= 12; n++)
  for (let k = 1; k <= 5; k++)
    for (let s = 1; s <= 4; s++) for (let p = 0; p <= 3; p++) for (let d = 1; d <= 3; d++) grid.push([n, k, s, p, d])

/** Window starts, counted one by one; position 0 is the first cell of the input. */
function countWindows([n, k, s, p, d]: Layer): number {
  let windows = 0
  for (let start = -p; start <= n + p; start += s) {
    const taps = Array.from({ length: k }, (_, i) => start + i * d)
    if (taps.every((tap) => tap >= -p && tap < n + p)) windows++
  }
  return windows
}

/** The windows that fit, and one more if they leave cells over and it starts before the right padding. */
function countWithOverhang(layer: Layer): number {
  const [n, k, s, p, d] = layer
  const fitting = countWindows(layer)
  if (fitting === 0) return 0
  const nextStart = -p + fitting * s
  const covered = -p + (fitting - 1) * s + d * (k - 1)
  return covered < n + p - 1 && nextStart < n ? fitting + 1 : fitting
}

const layer = fc.tuple(
  fc.integer({ min: 1, max: 200 }),
  fc.integer({ min: 1, max: 15 }),
  fc.integer({ min: 1, max: 8 }),
  fc.integer({ min: 0, max: 7 }),
  fc.integer({ min: 1, max: 4 }),
)

describe('convOutputSize', () => {
  it('counts the window starts on 2880 layers', () => {
    for (const one of grid) expect(convOutputSize(...one) ?? 0, String(one)).toBe(countWindows(one))
    expect(grid).toHaveLength(2880)
  })

  it('gives the golden sizes', () => {
    for (const { kind, n, kernel, stride, padding, size } of golden.sheet) {
      if (kind === 'conv') expect(convOutputSize(n, kernel, stride, padding, 1)).toBe(size)
    }
    for (const one of golden.rectangular) {
      expect(convOutputSize(one.n, one.kernel, one.stride, one.padding, one.dilation)).toBe(one.size)
    }
  })

  it('never grows with kernel, stride or dilation', () =>
    fc.assert(
      fc.property(layer, ([n, k, s, p, d]) => {
        const size = convOutputSize(n, k, s, p, d) ?? 0
        expect(convOutputSize(n, k + 1, s, p, d) ?? 0).toBeLessThanOrEqual(size)
        expect(convOutputSize(n, k, s + 1, p, d) ?? 0).toBeLessThanOrEqual(size)
        expect(convOutputSize(n, k, s, p, d + 1) ?? 0).toBeLessThanOrEqual(size)
      }),
    ))

  it('keeps the size for an odd kernel padded by half of it', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 9 }), (n, half) => {
        expect(convOutputSize(n, 2 * half + 1, 1, half, 1)).toBe(n)
      }),
    ))
})

describe('poolOutputSize', () => {
  it('counts the window starts on 5760 layers, and refuses padding beyond half of the kernel', () => {
    for (const one of grid) {
      const allowed = one[3] <= one[1] / 2
      expect(poolOutputSize(...one, false) ?? 0, String(one)).toBe(allowed ? countWindows(one) : 0)
      expect(poolOutputSize(...one, true) ?? 0, `${one} with ceil_mode`).toBe(allowed ? countWithOverhang(one) : 0)
    }
  })

  it('gives the golden sizes', () => {
    for (const [i, { kind, n, kernel, stride, padding, size }] of golden.sheet.entries()) {
      if (kind === 'pool') expect(poolOutputSize(n, kernel, stride, padding, 1, false)).toBe(size)
      expect(poolOutputSize(n, kernel, stride, padding, 1, true)).toBe(golden.ceilMode[i])
    }
  })
})
