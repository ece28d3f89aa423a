import { describe, expect, it } from 'vitest'
import { readDeclarations } from './declarations.ts'

const KNOWN = [
  { key: 'weights', value: 'in-out' },
  { key: 'cost', value: 'mean' },
  { key: 'cost', value: 'squared-norm' },
  { key: 'drop_last', value: 'true' },
]
const read = (pairs: Readonly<Record<string, string>>) => {
  const { declared, remarks } = readDeclarations(new Map(Object.entries(pairs)), KNOWN)
  return { declared: Object.fromEntries(declared), remarks }
}

describe('declarations', () => {
  it.each([
    [{ weights: 'in-out' }, { weights: 'in-out' }],
    [{ Weights: 'In-Out' }, { weights: 'in-out' }],
    [{ weights: 'inout' }, { weights: 'in-out' }],
    [{ cost: 'squared norm' }, { cost: 'squared-norm' }],
    [{ dropLast: 'True' }, { drop_last: 'true' }],
  ])('are read whatever their case and separators: %j', (written, declared) => {
    expect(read(written)).toEqual({ declared, remarks: [] })
  })

  it('that are not known are left out, and the nearest is named', () => {
    expect(read({ weigths: 'in-out', cost: 'meen', other: 'thing' })).toEqual({
      declared: {},
      remarks: [
        'declare: `weigths` is unknown (did you mean `weights`?). It was ignored.',
        'declare: `meen` is unknown for `cost` (did you mean `mean`?). It was ignored.',
        'declare: `other` is unknown; expected one of: weights, cost, drop_last. It was ignored.',
      ],
    })
  })

  it('are kept as they are where a sheet knows none', () => {
    expect(readDeclarations(new Map([['a', 'b']]), []).declared).toEqual(new Map([['a', 'b']]))
  })
})
