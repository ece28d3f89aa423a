import { type Plain, toPlain } from 'assay'
import { describe, expect, it } from 'vitest'
import { readWeights } from './weights.ts'

const zeros = (rows: number, columns: number): Plain => Array.from({ length: rows }, () => new Array<number>(columns).fill(0))
const empty = (...shape: number[]): Plain => toPlain({ dtype: 'float64', shape, data: new Float64Array(0) })
const told = (wEnc: Plain, wDec: Plain) => readWeights({ W_enc: wEnc, b_enc: [0, 0], W_dec: wDec, b_dec: new Array(8).fill(0) }, 8, 2)

describe('weights of a linear autoencoder', () => {
  it.each([
    ['a matrix without rows', empty(0, 8), zeros(8, 2), { code: 'type-mismatch', label: 'W_enc', actual: 'a matrix without rows' }],
    ['an empty list', [], zeros(8, 2), { code: 'type-mismatch', label: 'W_enc', actual: 'a matrix without rows' }],
    ['rows without entries', empty(2, 0), zeros(8, 2), { code: 'shape-mismatch', label: 'W_enc', actual: [2, 0], expected: [2, 8] }],
    ['a decoder without columns', zeros(2, 8), empty(8, 0), { code: 'shape-mismatch', label: 'W_dec', actual: [8, 0], expected: [8, 2] }],
    ['a decoder without rows', zeros(2, 8), empty(0, 2), { code: 'type-mismatch', label: 'W_dec', actual: 'a matrix without rows' }],
  ])('of %s are told as they are', (_, wEnc, wDec, finding) => {
    expect(told(wEnc, wDec)).toMatchObject(finding)
  })
})
