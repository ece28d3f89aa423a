import * as fc from 'fast-check'
import { sizeOf, squeeze, type Tensor } from '#grading/model/tensor'
import { isRecord, isTensor, type Value } from '#grading/model/value'
import { allowedError, type Tolerance } from '../compare/tolerance.ts'

/** A right answer, and one that must not pass for it. */
export interface Lie {
  readonly kind: string
  readonly right: Value
  readonly lie: Value
}

/** Distinct and far from 0 and from one another: no permutation of them is near another. */
const numbers = (length: number): fc.Arbitrary<number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: length, maxLength: length })
    .map((list) => list.map((n, i) => (i % 2 === 0 ? n : -n) / 7))

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })
const tensor: fc.Arbitrary<Tensor> = shape.chain((extents) => numbers(sizeOf(extents)).map((list) => of(extents, list)))

function of(extents: readonly number[], list: readonly number[]): Tensor {
  return { dtype: 'float64', shape: extents, data: Float64Array.from(list) }
}

/** What may be told instead of an array, by kind; `undefined` where the kind does not apply. `at` picks the place. */
type Teller = (right: Tensor, at: number, tolerance: Tolerance) => Value | undefined

const TELLERS: Readonly<Record<string, Teller>> = {
  NaN: changed(() => Number.NaN),
  infinite: changed(() => Number.POSITIVE_INFINITY),
  'minus infinite': changed(() => Number.NEGATIVE_INFINITY),
  huge: changed(() => Number.MAX_VALUE),
  negated: changed((r) => -r),
  zero: changed(() => -0),
  'ten tolerances off': changed((r, tolerance) => r + 10 * allowedError(r, tolerance)),
  'all NaN': ({ shape, data }) =>
    of(
      shape,
      Array.from(data, () => Number.NaN),
    ),
  'one more': resized(1),
  'one less': resized(-1),
  empty: () => of([0], []),
  'an empty row': () => of([1, 0], []),
  'an empty list': () => [],
  'a row without end': () => of([4, 0], []),
  transposed: ({ shape, data }) => {
    const [rows, columns] = squeeze(shape)
    if (squeeze(shape).length !== 2 || rows === undefined || columns === undefined) return undefined
    return of(
      [columns, rows],
      Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] as number),
    )
  },
  flattened: ({ shape, data }) => (squeeze(shape).length < 2 ? undefined : of([data.length], [...data])),
  text: ({ data }) => [...data].map(String),
  'one text': ({ data }) => `[${[...data]}]`,
  truths: ({ data }) => [...data].map(() => true),
  null: () => null,
  nulls: ({ data }) => [...data].map(() => null),
  'a record': ({ data }) => new Map<string, Value>([['data', of([data.length], [...data])]]),
  'a record of positions': ({ data }) => new Map<string, Value>([...data].map((value, i) => [`${i}`, value])),
  ragged: ({ data }) => [of([data.length], [...data]), of([data.length + 1], [...data, 0])],
  'half text': ({ data }) => [...data].map((value, i) => (i === 0 ? String(value) : value)),
  rounded: ({ shape, data }) => ({ dtype: 'int32', shape, data: Int32Array.from(data, (value) => Math.round(value) + 1) }),
  twice: ({ shape, data }) => of([2, ...shape], [...data, ...data]),
}

function changed(change: (right: number, tolerance: Tolerance) => number): Teller {
  return ({ shape, data }, at, tolerance) => {
    const list = [...data]
    const position = at % list.length
    list[position] = change(list[position] as number, tolerance)
    return of(shape, list)
  }
}

/** One slice more or less along an axis, with numbers that begin like the right ones. */
function resized(by: 1 | -1): Teller {
  return ({ shape, data }, at) => {
    if (shape.length === 0) return by === 1 ? of([2], [data[0] as number, data[0] as number]) : undefined
    const extents = shape.map((extent, axis) => (axis === at % shape.length ? extent + by : extent))
    return of(
      extents,
      Array.from({ length: sizeOf(extents) }, (_, i) => data[i % data.length] as number),
    )
  }
}

/** Shapes that numpy stretches to the right one, with the numbers for which nothing but the shape differs. */
const broadcast: fc.Arbitrary<Lie> = fc
  .record({ n: fc.integer({ min: 2, max: 5 }), m: fc.integer({ min: 2, max: 5 }), row: numbers(5), form: fc.nat({ max: 5 }) })
  .map(({ n, m, row, form }) => {
    const [x] = row as [number]
    const rows = row.slice(0, m)
    const same = { vector: of([n], Array(n).fill(x)), matrix: of([n, m], Array(n).fill(rows).flat()) }
    const columns = of(
      [n, m],
      Array.from({ length: n * m }, (_, i) => row[Math.floor(i / m)] as number),
    )
    const forms: readonly Lie[] = [
      { kind: 'a number for (n,)', right: same.vector, lie: x },
      { kind: '(1,) for (n,)', right: same.vector, lie: of([1], [x]) },
      { kind: '(1, 1) for (n,)', right: same.vector, lie: of([1, 1], [x]) },
      { kind: '(m,) for (n, m)', right: same.matrix, lie: of([m], rows) },
      { kind: '(1, m) for (n, m)', right: same.matrix, lie: of([1, m], rows) },
      { kind: '(n, 1) for (n, m)', right: columns, lie: of([n, 1], row.slice(0, n)) },
    ]
    return forms[form] as Lie
  })

function tensorLie(tolerance: Tolerance): fc.Arbitrary<Lie> {
  return fc.record({ right: tensor, kind: fc.constantFrom(...Object.keys(TELLERS)), at: fc.nat() }).map(({ right, kind, at }) => {
    const lie = TELLERS[kind]?.(right, at, tolerance)
    // Where a kind does not apply, nothing comes.
    return lie === undefined ? { kind: `${kind}, not there`, right, lie: null } : { kind, right, lie }
  })
}

/** The same inside a list or a record, beside parts that are told truly; and answers that are no numbers. */
export function lies(tolerance: Tolerance): fc.Arbitrary<Lie> {
  const leaf = fc.oneof({ weight: 4, arbitrary: tensorLie(tolerance) }, { weight: 1, arbitrary: broadcast })
  const other = of([2, 3], [1, 2, 3, 4, 5, 6])
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    leaf.map(({ kind, right, lie }) => ({ kind: `${kind} in a list`, right: [other, 'x', right], lie: [other, 'x', lie] })),
    leaf.map(({ kind, right, lie }) => ({ kind: `${kind} in a record`, right: fields(other, right), lie: fields(other, lie) })),
    leaf.map(({ right }) => ({ kind: 'a field that is missing', right: fields(other, right), lie: new Map([['dW1', other]]) })),
    leaf.map(({ right }) => ({ kind: 'fields of another', right: fields(other, right), lie: [other, right] })),
    leaf.map(({ right }) => ({ kind: 'a list that is shorter', right: [other, 'x', right], lie: [other, 'x'] })),
    fc
      .constantFrom<Value>(0, -0, '', false, true, [], Number.NaN, 'null', new Map())
      .map((lie) => ({ kind: 'for null', right: null, lie })),
    fc.constantFrom<Value>(null, 0, ['49x49'], '49X49', '49x49 ', true).map((lie) => ({ kind: 'for text', right: '49x49', lie })),
  )
}

function fields(first: Value, second: Value): Value {
  return new Map([
    ['dW1', first],
    ['dW2', second],
  ])
}

/** Any value at all that a frame can hold, far from every answer that is asked for. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom<Value>(null, true, false, Number.NaN, Number.NEGATIVE_INFINITY, -0, 5e-324, Number.MAX_VALUE, '', '1', '__proto__'),
    fc.double(),
    fc.string({ unit: 'binary' }),
    tensor,
    fc.constantFrom<Value>(of([0], []), of([0, 3], []), of([3, 0], []), of([1, 1, 1, 1, 1, 1, 1, 1], [1]), of([], [Number.NaN])),
    fc.constantFrom<Value>(
      { dtype: 'bool', shape: [2], data: Uint8Array.of(0, 1) },
      { dtype: 'int64', shape: [1], data: Float64Array.of(2 ** 53) },
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom('dW1', 'd_w2', '__proto__', 'length', 'shape', 'toString', ''), tie('value')), { maxLength: 4 })
      .map((list) => new Map(list)),
  ),
})).value

/** For messages of failed properties. */
export function tell(value: Value): string {
  if (isTensor(value)) return `${value.dtype}[${value.shape}](${[...value.data]})`
  if (isRecord(value)) return `{${[...value].map(([name, item]) => `${name}: ${tell(item)}`).join(', ')}}`
  return Array.isArray(value)
    ? `[${value.map(tell).join(', ')}]`
    : Object.is(value, -0)
      ? '-0'
      : `${typeof value === 'string' ? JSON.stringify(value) : value}`
}
