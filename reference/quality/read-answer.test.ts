import type { Finding } from 'assay'
import type { Tensor } from 'assay/math'
import { describe, expect, it } from 'vitest'
import { Unusable } from '../../checks/quality/unusable.ts'
import { readCodes, readImages, reorderedRows } from './read-answer.ts'

function zeros(...shape: number[]): Tensor {
  return { dtype: 'float32', shape, data: new Float32Array(shape.reduce((size, extent) => size * extent, 1)) }
}

function findingOf(read: () => unknown): Finding | undefined {
  try {
    read()
  } catch (thrown) {
    if (thrown instanceof Unusable) return thrown.outcome.findings[0]
    throw thrown
  }
  return undefined
}

function codeOf(read: () => unknown): string {
  return findingOf(read)?.code ?? 'read'
}

describe('images in an answer', () => {
  it.each([[[3, 28, 28]], [[3, 1, 28, 28]], [[3, 28, 28, 1]], [[3, 784]], [[3, 784, 1]]])('are read as %j', (shape) => {
    expect(readImages('decode', zeros(...shape), 3)).toHaveLength(3 * 784)
  })

  it('are read one by one where they came as a list', () => {
    expect(readImages('decode', [zeros(28, 28), zeros(28, 28), zeros(28, 28)], 3)).toHaveLength(3 * 784)
  })

  it('of another number or size are refused by their shape', () => {
    expect(codeOf(() => readImages('decode', zeros(2, 28, 28), 3))).toBe('shape-mismatch')
    expect(codeOf(() => readImages('decode', zeros(3, 32, 32), 3))).toBe('shape-mismatch')
    expect(codeOf(() => readImages('decode', zeros(28, 28, 3), 3))).toBe('shape-mismatch')
    expect(findingOf(() => readImages('decode', zeros(2, 784), 3))).toMatchObject({ actual: [2, 784], expected: [3, 28, 28] })
  })

  it('that are no numbers, or not finite, are refused', () => {
    const broken = zeros(3, 784)
    broken.data[1000] = Number.NaN
    const found = { code: 'not-finite', label: 'decode', actual: Number.NaN, count: 1, total: 2352 }
    expect(findingOf(() => readImages('decode', broken, 3))).toMatchObject({ ...found, index: [1, 216] })
    expect(findingOf(() => readImages('decode', { ...broken, shape: [3, 28, 28] }, 3))).toMatchObject({ ...found, index: [1, 7, 20] })
    expect(codeOf(() => readImages('decode', 'none', 3))).toBe('type-mismatch')
    expect(codeOf(() => readImages('decode', [], 3))).toBe('type-mismatch')
  })
})

describe('codes in an answer', () => {
  it('count further axes as one', () => {
    expect(readCodes('encode', zeros(4, 5), 4).width).toBe(5)
    expect(readCodes('encode', zeros(4, 2, 3, 1), 4).width).toBe(6)
    expect(readCodes('encode', zeros(4), 4).width).toBe(1)
  })

  it('need one row per image', () => {
    expect(codeOf(() => readCodes('encode', zeros(5, 4), 4))).toBe('type-mismatch')
    expect(codeOf(() => readCodes('encode', zeros(4, 0), 4))).toBe('type-mismatch')
  })

  it('can be put in another order without changing the given ones', () => {
    const codes: Tensor = { dtype: 'float64', shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) }
    expect([...reorderedRows(codes, [2, 0, 1]).data]).toEqual([5, 6, 1, 2, 3, 4])
    expect([...codes.data]).toEqual([1, 2, 3, 4, 5, 6])
  })
})
