import { describe, expect, it } from 'vitest'
import { readDeclarations } from './declarations.ts'

const KNOWN = [
  { key: 'weights', value: 'in-out' },
  { key: 'cost', value: 'mean' },
  { key: 'cost', value: 'squared-norm' },
  { key: 'drop_last', value: 'true' },
]
const read = (pairs: Readonly<Record<string, string>>) => {
  const { declared, remarks } = readDeclarations(new Map(Object.entries(pairs)), [{ id: 'unit/one', conventions: KNOWN }])
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

  const SHEET = [
    { id: 'unit/linear-network', sheet: '2c', conventions: KNOWN },
    { id: 'unit/odd-neuron', sheet: '2a', conventions: [{ key: 'cost', value: 'mean' }] },
  ]

  it.each(['2c', 'unit/linear-network', 'linear-network', 'linearNetwork', 'linear_network'])(
    'may be those of one exercise alone: %s',
    (name) => {
      const written = new Map<string, string | Map<string, string>>([
        ['cost', 'mean'],
        [name, new Map([['Weights', 'in_out']])],
      ])
      const { declared, declaredFor, remarks } = readDeclarations(written, SHEET)
      expect([...declared]).toEqual([['cost', 'mean']])
      expect([...declaredFor]).toEqual([['unit/linear-network', new Map([['weights', 'in-out']])]])
      expect(remarks).toEqual([])
    },
  )

  it('of an exercise are those that it knows, and of an exercise that exists', () => {
    const own = new Map([['weights', 'in-out']])
    const { declaredFor, remarks } = readDeclarations(
      new Map([
        ['2a', own],
        ['2z', own],
      ]),
      SHEET,
    )
    expect([...declaredFor]).toEqual([['unit/odd-neuron', new Map()]])
    expect(remarks).toEqual([
      'declare for `2a`: `weights` is unknown; expected one of: cost. It was ignored.',
      'declare: there is no exercise `2z` (did you mean `2c`?). It was ignored.',
    ])
  })
})
