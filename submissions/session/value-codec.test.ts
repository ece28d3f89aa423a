import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DType, emptyData, sizeOf } from '../../grading/model/tensor.ts'
import { integers, toValue, type Value } from '../../grading/model/value.ts'
import { parseControl, WireError } from './control-json.ts'
import { decodeValue, encodeValue, TooLarge } from './value-codec.ts'
import { createSink, gathered } from './wire-numbers.ts'

function encode(value: Value, whole: 'int' | 'num' = 'num'): { json: string; bin: Uint8Array } {
  const sink = createSink()
  const json = encodeValue(value, sink, whole)
  return { json, bin: gathered(sink) }
}

function decode({ json, bin }: { json: string; bin: Uint8Array }): Value {
  return decodeValue(parseControl(Buffer.from(json)), bin)
}

const dtype = fc.constantFrom<DType>('float64', 'float32', 'int32', 'int64', 'uint8', 'bool')
const tensor = fc
  .tuple(dtype, fc.array(fc.nat({ max: 4 }), { maxLength: 3 }), fc.array(fc.double(), { minLength: 64, maxLength: 64 }))
  .map(([type, shape, numbers]) => {
    const data = emptyData(type, sizeOf(shape))
    for (let i = 0; i < data.length; i++) {
      const number = numbers[i] as number
      data[i] = type.startsWith('float')
        ? number
        : type === 'bool'
          ? Number(number > 0)
          : Math.trunc(Number.isFinite(number) ? number % 2 ** 31 : 0) + 0
    }
    return { dtype: type, shape, data }
  })
const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    tensor,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).value

describe('value codec', () => {
  it('gives back every value, bit for bit', () => {
    void fc.assert(
      fc.property(value, fc.constantFrom('int' as const, 'num' as const), (original, whole) => {
        expect(decode(encode(original, whole))).toStrictEqual(original)
      }),
      { numRuns: 500 },
    )
  })

  it('marks whole numbers as int only where asked', () => {
    expect(encode(20, 'int').json).toBe('{"t":"int","v":"20"}')
    expect(encode(20, 'num').json).toBe('{"t":"num","v":"20"}')
    expect(encode(-0, 'int').json).toBe('{"t":"num","v":"-0"}')
    expect(encode(1e300, 'int').json).toBe('{"t":"num","v":"1e+300"}')
  })

  it('writes int64 as eight bytes each', () => {
    const { json, bin } = encode(integers([-1, 2]))
    expect(json).toBe('{"t":"tensor","dtype":"int64","shape":[2],"off":0,"len":16}')
    expect([...bin.subarray(0, 8)]).toEqual([255, 255, 255, 255, 255, 255, 255, 255])
  })

  it('puts tensors on multiples of their item size', () => {
    const bytes = { dtype: 'uint8' as const, shape: [3], data: Uint8Array.of(1, 2, 3) }
    expect(encode([bytes, toValue([1, 2])]).json).toContain('"off":8,"len":16')
  })

  it.each([
    ['a whole number', '{"t":"int","v":"9007199254740993"}', new Uint8Array(0)],
    ['an element', '{"t":"tensor","dtype":"int64","shape":[1],"off":0,"len":8}', new Uint8Array(new BigInt64Array([2n ** 60n]).buffer)],
  ])("refuses %s beyond 2^53 as the answer's fault", (_, json, bin) => {
    expect(() => decode({ json, bin })).toThrow(TooLarge)
  })

  const tensorOf = (change: string): string =>
    `{"t":"tensor","dtype":"float64","shape":[2],"off":0,"len":16}`.replace(/^(.*)$/, (json) =>
      JSON.stringify({ ...JSON.parse(json), ...JSON.parse(change) }),
    )
  it.each([
    ['an unknown tag', '{"t":"function","v":1}'],
    ['no tag', '{"v":1}'],
    ['a list as a value', '[1]'],
    ['a number as text of another kind', '{"t":"num","v":"0x10"}'],
    ['a number that is a number', '{"t":"num","v":1}'],
    ['white space for a number', '{"t":"num","v":" "}'],
    ['a whole number with a point', '{"t":"int","v":"1.5"}'],
    ['a boolean that is a word', '{"t":"bool","v":"true"}'],
    ['a field without a name', '{"t":"dict","v":[[1,{"t":"null"}]]}'],
    ['a field with three parts', '{"t":"dict","v":[["a",{"t":"null"},1]]}'],
    ['a record that is an object', '{"t":"dict","v":{"a":{"t":"null"}}}'],
    ['an unknown dtype', tensorOf('{"dtype":"object"}')],
    ['a dtype from a prototype', tensorOf('{"dtype":"constructor"}')],
    ['a negative extent', tensorOf('{"shape":[-2]}')],
    ['extents whose product is beyond 2^53', tensorOf('{"shape":[4294967296,4294967296]}')],
    ['a fractional extent', tensorOf('{"shape":[1.5]}')],
    ["a length that is not the shape's", tensorOf('{"len":8}')],
    ['an odd offset', tensorOf('{"off":4}')],
    ['an offset behind the end', tensorOf('{"off":8}')],
    ['a negative offset', tensorOf('{"off":-8}')],
    ['an offset that is a string', tensorOf('{"off":"0"}')],
  ])('refuses %s', (_, json) => {
    expect(() => decode({ json, bin: new Uint8Array(16) })).toThrow(WireError)
  })

  it('refuses a boolean that is neither', () => {
    expect(() => decode({ json: '{"t":"tensor","dtype":"bool","shape":[1],"off":0,"len":1}', bin: Uint8Array.of(2) })).toThrow(WireError)
  })

  it('keeps a field called __proto__ as a field', () => {
    expect(decode({ json: '{"t":"dict","v":[["__proto__",{"t":"bool","v":true}]]}', bin: new Uint8Array(0) })).toEqual(
      new Map([['__proto__', true]]),
    )
  })

  it('copies: what happens to the bytes later does not change the value', () => {
    const { json, bin } = encode(toValue([1, 2]))
    const bytes = Uint8Array.from(bin)
    const decoded = decode({ json, bin: bytes })
    bytes.fill(0)
    expect(decoded).toEqual(toValue([1, 2]))
  })

  it('throws nothing but its own errors for mutated descriptors', () => {
    const { json, bin } = encode(
      new Map<string, Value>([
        [
          'a',
          toValue([
            [1, 2],
            [3, 4],
          ]),
        ],
        ['b', [1, 'x', null]],
      ]),
    )
    void fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: json.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }), (edits) => {
        const bytes = Buffer.from(json)
        for (const [at, to] of edits) bytes[at] = to
        try {
          decodeValue(parseControl(bytes), bin)
        } catch (error) {
          if (!(error instanceof WireError) && !(error instanceof TooLarge)) throw error
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('control JSON', () => {
  it.each([
    ['brackets without end', '['.repeat(60_000)],
    ['deep but closed brackets', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['text that is no JSON', '{"a":}'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => parseControl(Buffer.from(text))).toThrow(WireError)
  })

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseControl(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(WireError)
  })

  it('does not count brackets inside strings', () => {
    expect(parseControl(Buffer.from(JSON.stringify('[\\"'.repeat(100))))).toBe('[\\"'.repeat(100))
  })
})
