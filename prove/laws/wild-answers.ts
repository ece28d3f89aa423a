import type { Random } from '#grading/math/random'
import { emptyData, sizeOf, type Tensor } from '#grading/model/tensor'
import { isList, isRecord, isTensor, type Value } from '#grading/model/value'

/** What comes in the place of a right answer, or of a part of it. `undefined` where the kind does not apply. */
export type Wild = (right: Value, random: Random) => Value | undefined

/** As many numbers as the engine just lets through for arguments of several sizes, and far more. */
const LENGTHS = [900, 3000, 8000, 16_000, 60_000, 1_000_000] as const
const LONG = 60_000
const HUGE = 1_000_000

export const WILD: Readonly<Record<string, Wild>> = {
  null: () => null,
  true: () => true,
  false: () => false,
  'empty text': () => '',
  'text that is a number': () => '0.5',
  'a long text': () => 'x'.repeat(60_000),
  'a name of a prototype': () => '__proto__',
  'not a number': () => Number.NaN,
  'minus zero': () => -0,
  'a half': () => 0.5,
  'the largest number': () => Number.MAX_VALUE,
  'minus infinity': () => Number.NEGATIVE_INFINITY,
  'a huge integer': () => 2 ** 53,
  'a negative integer': () => -7,
  'NaN everywhere': filled(() => Number.NaN),
  'infinities everywhere': filled(() => Number.POSITIVE_INFINITY),
  '1e308 everywhere': filled(() => 1e308),
  '1e308 of both signs': filled((_, i) => (i % 2 === 0 ? 1e308 : -1e308)),
  '1e160 times the right ones': filled((x) => 1e160 * x),
  'denormals everywhere': filled((_, i) => (i + 1) * Number.MIN_VALUE),
  'minus zeros everywhere': filled(() => -0),
  'ones everywhere': filled(() => 1),
  'huge integers everywhere': filled((_, i) => 2 ** 53 - i),
  'negative integers everywhere': filled((_, i) => -i - 1),
  'growing powers': filled((_, i) => 10 ** ((i % 600) - 300)),
  'random numbers': filled((_x, _i, random) => 3 * random.normal()),
  'random integers': filled((_x, _i, random) => random.integer(-3, 30)),
  'NaN in one place': inOnePlace(Number.NaN),
  'infinity in one place': inOnePlace(Number.NEGATIVE_INFINITY),
  '1e308 in one place': inOnePlace(1e308),
  'another number in one place': inOnePlace(0.375),
  'single precision': typed('float32'),
  'integers of 32 bits': typed('int32'),
  'integers of 64 bits': typed('int64'),
  bytes: typed('uint8'),
  truths: typed('bool'),
  transposed: ofTensor(transposed),
  flat: ofTensor(({ dtype, data }) => ({ dtype, shape: [data.length], data })),
  'an axis in front': ofTensor((tensor) => ({ ...tensor, shape: [1, ...tensor.shape] })),
  'an axis behind': ofTensor((tensor) => ({ ...tensor, shape: [...tensor.shape, 1] })),
  'sixteen axes': ofTensor(({ dtype, data }) => ({ dtype, shape: [...Array(15).fill(1), data.length], data })),
  twice: ofTensor((tensor) => resized(tensor, [2, ...tensor.shape])),
  'one more along an axis': alongAxis((extent) => extent + 1),
  'one less along an axis': alongAxis((extent) => Math.max(0, extent - 1)),
  'an empty axis': alongAxis(() => 0),
  'an axis of one': alongAxis(() => 1),
  'all axes empty': ofTensor((tensor) => resized(tensor, tensor.shape.length === 0 ? [0] : tensor.shape.map(() => 0))),
  'an empty vector': () => vector(0),
  'empty rows': () => ({ dtype: 'float64', shape: [4, 0], data: new Float64Array() }),
  'no rows': () => ({ dtype: 'float64', shape: [0, 4], data: new Float64Array() }),
  'many empty rows': () => ({ dtype: 'float64', shape: [LONG, 0], data: new Float64Array() }),
  'far too many empty rows': () => ({ dtype: 'float64', shape: [HUGE, 0], data: new Float64Array() }),
  'a long axis of integers': longAxis(LONG, (i) => i),
  ...Object.fromEntries(LENGTHS.flatMap(longOnes)),
  'numbers in a list': ofTensor(({ data }) => [...data.slice(0, 3000)]),
  'texts in a list': ofTensor(({ data }) => Array.from(data.slice(0, 3000), String)),
  'truths in a list': ofTensor(({ data }) => Array.from(data.slice(0, 3000), (x) => x > 0)),
  'null in one place': ofTensor(({ data }, random) => {
    const items: Value[] = [...data.slice(0, 3000)]
    if (items.length > 0) items[random.integer(0, items.length - 1)] = null
    return items
  }),
  ragged: ofTensor(ragged),
  'the same raggedness in a list': ofTensor((tensor) => [ragged(tensor), tensor]),
  'rows of numbers, lists and texts': ofTensor((tensor) => [tensor, 1, 'x', [tensor], null]),
  'ranks that differ': ofTensor((tensor) => [tensor, 0.5, { ...tensor, shape: [1, ...tensor.shape] }]),
  'an empty list': () => [],
  'a list of an empty list': () => [[]],
  'many empty lists': () => Array.from({ length: 2000 }, () => []),
  'many long vectors': () => Array.from({ length: 30 }, (_, i) => vector(1900 + i)),
  'deeply nested': (right) => nested(right, 10),
  'in a list': (right) => [right],
  'twice in a list': (right) => [right, right],
  'in a record': (right) => new Map([['value', right]]),
  'an empty record': () => new Map(),
  'a record for a number': (right) =>
    isRecord(right)
      ? undefined
      : new Map([
          ['data', right],
          ['shape', 1],
          ['dtype', 'float64'],
        ] as const),
  'a record of positions': ofTensor(({ data }) => new Map([...data.slice(0, 1000)].map((x, i) => [`${i}`, x]))),
  'a number for a record': (right) => (isRecord(right) ? 1 : undefined),
  'a list for a record': ofRecord((record) => [...record.values()]),
  'a list of fields': ofRecord((record) => [...record].map(([name, item]) => [name, item])),
  'a record of records': ofRecord((record) => new Map([...record].map(([name, item]) => [name, new Map([[name, item]])]))),
  'a field less': ofRecord((record, random) => {
    const left = random.pick([...record.keys()])
    return new Map([...record].filter(([name]) => name !== left))
  }),
  'one field alone': ofRecord((record, random) => new Map([random.pick([...record])])),
  'more fields': ofRecord((record) => new Map([...record, ['__proto__', null], ['length', 3], ['extra', vector(LONG / 2)]])),
  'fields in another case': ofRecord((record) => new Map([...record].flatMap(([name, item]) => [[name.toUpperCase(), item] as const]))),
  'each field twice': ofRecord(
    (record) => new Map([...record].flatMap(([name, item]) => [[`${name}_`, 0.5] as const, [name, item] as const])),
  ),
  'fields exchanged': ofRecord((record) => {
    const items = [...record.values()]
    return new Map([...record.keys()].map((name, i) => [name, items[(i + 1) % items.length] as Value]))
  }),
  'one item less': ofList((list) => list.slice(0, -1)),
  'one item more': ofList((list) => [...list, list[0] ?? null]),
  'items backwards': ofList((list) => list.toReversed()),
  'a record for a list': ofList((list) => new Map(list.map((item, i) => [`${i}`, item]))),
  'a list as one array': ofList((list) => (list.every(isTensor) ? vector(list.reduce((sum, one) => sum + one.data.length, 0)) : undefined)),
}

/** The right answer with something wild in the place of the whole of it, of one of its parts, or of every number and array in it. */
export function wildly(right: Value, wild: Wild, where: 'whole' | 'part' | 'everywhere', random: Random): Value | undefined {
  if (where === 'whole') return wild(right, random)
  if (where === 'everywhere') return mapLeaves(right, (leaf) => wild(leaf, random) ?? leaf)
  const leaves = countLeaves(right)
  if (leaves === 0) return undefined
  const chosen = random.integer(0, leaves - 1)
  let at = 0
  return mapLeaves(right, (leaf) => (at++ === chosen ? (wild(leaf, random) ?? leaf) : leaf))
}

function mapLeaves(value: Value, change: (leaf: Value) => Value): Value {
  if (isRecord(value)) return new Map([...value].map(([name, item]) => [name, mapLeaves(item, change)]))
  return isList(value) ? value.map((item) => mapLeaves(item, change)) : change(value)
}

function countLeaves(value: Value): number {
  if (isRecord(value)) return [...value.values()].reduce<number>((sum, item) => sum + countLeaves(item), 0)
  return isList(value) ? value.reduce<number>((sum, item) => sum + countLeaves(item), 0) : 1
}

/** Long arrays are shared: what costs is reading them. */
const vectors = new Map<number, Tensor>()

function vector(length: number): Tensor {
  const known = vectors.get(length) ?? { dtype: 'float64', shape: [length], data: Float64Array.from({ length }, (_, i) => Math.sin(i)) }
  vectors.set(length, known)
  return known
}

function ofTensor(change: (tensor: Tensor, random: Random) => Value): Wild {
  return (right, random) => {
    if (typeof right === 'number') return change({ dtype: 'float64', shape: [], data: Float64Array.of(right) }, random)
    return isTensor(right) ? change(right, random) : undefined
  }
}

function ofRecord(change: (record: ReadonlyMap<string, Value>, random: Random) => Value): Wild {
  return (right, random) => (isRecord(right) && right.size > 0 ? change(right, random) : undefined)
}

function ofList(change: (list: readonly Value[]) => Value | undefined): Wild {
  return (right) => (isList(right) ? change(right) : undefined)
}

function filled(element: (right: number, i: number, random: Random) => number): Wild {
  return ofTensor(({ shape, data }, random) => ({
    dtype: 'float64',
    shape,
    data: Float64Array.from(data, (x, i) => element(x, i, random)),
  }))
}

function inOnePlace(value: number): Wild {
  return ofTensor(({ shape, data }, random) => {
    const changed = Float64Array.from(data)
    if (changed.length > 0) changed[random.integer(0, changed.length - 1)] = value
    return { dtype: 'float64', shape, data: changed }
  })
}

function typed(dtype: Tensor['dtype']): Wild {
  return ofTensor(({ shape, data }) => {
    const changed = emptyData(dtype, data.length)
    for (const [i, x] of data.entries()) changed[i] = dtype === 'float32' ? x : dtype === 'bool' ? Number(x > 0) : Math.trunc(x) || 0
    return { dtype, shape, data: changed }
  })
}

function resized({ dtype, data }: Tensor, shape: readonly number[]): Tensor {
  const changed = emptyData(dtype, sizeOf(shape))
  for (let i = 0; i < changed.length; i++) changed[i] = data[i % data.length] ?? 0.5
  return { dtype, shape, data: changed }
}

function alongAxis(change: (extent: number) => number): Wild {
  return ofTensor((tensor, random) => {
    if (tensor.shape.length === 0) return resized(tensor, [change(1)])
    const axis = random.integer(0, tensor.shape.length - 1)
    return resized(
      tensor,
      tensor.shape.map((extent, one) => (one === axis ? change(extent) : extent)),
    )
  })
}

/** One axis so long that there are about so many numbers in all. */
function longAxis(total: number, element?: (i: number) => number): Wild {
  return ofTensor(({ shape }, random) => {
    if (shape.length === 0) return vector(total)
    const axis = random.integer(0, shape.length - 1)
    const others = Math.max(1, sizeOf(shape.filter((_, one) => one !== axis)))
    const extent = Math.max(1, Math.floor(total / others))
    const long = vector(extent * others)
    const extents = shape.map((length, one) => (one === axis ? extent : Math.max(1, length)))
    return element === undefined ? { ...long, shape: extents } : { ...long, shape: extents, data: long.data.map((_, i) => element(i)) }
  })
}

function longOnes(length: number): readonly (readonly [string, Wild])[] {
  const side = Math.floor(Math.sqrt(length))
  return [
    [`${length} numbers along an axis`, longAxis(length)],
    [`a vector of ${length}`, () => vector(length)],
    [`a column of ${length}`, () => ({ ...vector(length), shape: [length, 1] })],
    [`${length / 2} pairs`, () => ({ ...vector(length), shape: [length / 2, 2] })],
    [`a square of ${side}`, () => ({ ...vector(side ** 2), shape: [side, side] })],
  ]
}

function transposed({ dtype, shape, data }: Tensor): Tensor {
  if (shape.length < 2) return { dtype, shape: [data.length, 1], data }
  const [rows, columns] = [shape[0] as number, data.length / (shape[0] as number)]
  return { dtype, shape: shape.toReversed(), data: data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)] as number) }
}

/** Rows of which each is longer than the one before. */
function ragged({ data }: Tensor): Value {
  return [1, 2, 3, 4].map((length) => ({
    dtype: 'float64' as const,
    shape: [length],
    data: Float64Array.from({ length }, (_, i) => data[i] ?? 0),
  }))
}

function nested(value: Value, depth: number): Value {
  return depth === 0 ? value : [nested(value, depth - 1)]
}
