import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DType, emptyData, sizeOf } from '#grading/model/tensor'
import { integers, toValue, type Value } from '#grading/model/value'
import { parseControl, WireError } from './control-json.ts'
import { answerBudget, decodeValue, encodeValue, TooLarge } from './value-codec.ts'
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

  it('marks integers as int only where asked', () => {
    expect(encode(20, 'int').json).toBe('{"t":"int","v":"20"}')
    expect(encode(20, 'num').json).toBe('{"t":"num","v":"20"}')
    expect([0, -0].map((zero) => encode(zero, 'int').json)).toEqual(['{"t":"int","v":"0"}', '{"t":"num","v":"-0"}'])
    expect([0, -0].map((zero) => encode(zero, 'num').json)).toEqual(['{"t":"num","v":"0"}', '{"t":"num","v":"-0"}'])
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
    ['an integer', '{"t":"int","v":"9007199254740993"}', new Uint8Array(0), '9007199254740993'],
    [
      'an element',
      '{"t":"tensor","dtype":"int64","shape":[2],"off":0,"len":16}',
      new Uint8Array(new BigInt64Array([1n, 2n ** 53n]).buffer),
      '9007199254740992',
    ],
  ])("refuses %s beyond 2^53 as the answer's fault", (_, json, bin, got) => {
    expect(() => decode({ json, bin })).toThrow(new TooLarge('integers up to 2^53', got))
  })

  it('reads integers up to 2^53', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect([decode(encode(most, 'int')), decode(encode(integers([-most, most])))]).toEqual([most, integers([-most, most])])
    expect(encode(most + 1, 'int').json).toBe('{"t":"num","v":"9007199254740992"}')
  })

  const long = ['9'.repeat(400), `0.${'1'.repeat(400)}`]
  it.each(['NaN', 'Infinity', '-Infinity', '1e+300', '-0.5', '12E-3', '-12.25e1234', ...long])('reads %.20s as a number', (text) => {
    expect(decode({ json: `{"t":"num","v":"${text}"}`, bin: new Uint8Array(0) })).toBe(Number(text))
  })

  it('nests values twelve deep, both ways, and no deeper', () => {
    const nested = (depth: number): Value => (depth === 0 ? 1 : depth % 2 === 0 ? [nested(depth - 1)] : new Map([['a', nested(depth - 1)]]))
    expect(decode(encode(nested(12)))).toEqual(nested(12))
    expect(() => encode(nested(13))).toThrow(new RangeError('a value is nested more than 12 deep'))
    const { json, bin } = encode(nested(12))
    const deeper = new WireError('sent a value nested more than 12 deep')
    expect(() => decode({ json: `{"t":"list","v":[${json}]}`, bin })).toThrow(deeper)
    expect(() => decode({ json: `{"t":"dict","v":[["a",${json}]]}`, bin })).toThrow(deeper)
  })

  it('reads tensors of any size among arguments, and of the size of an answer among answers', () => {
    const bytes = (...shape: number[]): Value => ({ dtype: 'uint8', shape, data: new Uint8Array(sizeOf(shape)) })
    const many = encode(bytes(2 ** 23 + 1))
    expect(decode(many)).toMatchObject({ shape: [2 ** 23 + 1] })
    const answer = ({ json, bin }: typeof many) => decodeValue(parseControl(Buffer.from(json)), bin, answerBudget(bin))
    expect(() => answer(many)).toThrow(new TooLarge('at most 8388608 numbers', '8388609'))
    const rows = encode(bytes(2 ** 21, 0))
    expect(decode(rows)).toMatchObject({ shape: [2 ** 21, 0] })
    expect(() => answer(rows)).toThrow(new TooLarge('at most 2097152 rows', 'an array of shape [2097152,0]'))
    expect(answer(encode(bytes(2 ** 23)))).toMatchObject({ shape: [2 ** 23] })
    expect(answer(encode(bytes(2 ** 21 - 1, 0)))).toMatchObject({ shape: [2 ** 21 - 1, 0] })
  })

  const tensorOf = (change: object): string => JSON.stringify({ t: 'tensor', dtype: 'float64', shape: [2], off: 0, len: 16, ...change })
  const numberOf = (text: string): string => `{"t":"num","v":${JSON.stringify(text)}}`
  const nested = (type: string, item: string): string => `{"t":"${type}","v":${item}}`
  it.each([
    ['of an unknown kind', 'a value of an unknown kind', ['{"t":"function","v":1}', '{"v":1}', '[1]', '{"t":["null"]}']],
    [
      'that is no number',
      'an invalid number',
      [
        ...['0x10', ' ', '', '1.', '.5', '1 ', ' 1', 'a1', '1a', '--1', '+1', '1e', '1e5.5', '1e12345', 'nan', 'infinity', '-NaN'].map(
          numberOf,
        ),
        ...[numberOf('1'.repeat(401)), numberOf(`1.${'1'.repeat(401)}`), '{"t":"num","v":1}', '{"t":"num"}'],
      ],
    ],
    [
      'that is no integer',
      'an invalid integer',
      [
        ...['1.5', '1e3', '', ' 1', '1 ', 'a1', '1a', '+1', '1'.repeat(401)].map((text) => `{"t":"int","v":"${text}"}`),
        '{"t":"int","v":1}',
      ],
    ],
    ['that is no boolean', 'a boolean without its value', ['{"t":"bool","v":"true"}', '{"t":"bool"}']],
    ['that is no text', 'a string without its text', ['{"t":"str","v":1}', '{"t":"str"}']],
    ['that is no list', 'a list without its items', [nested('list', '{"length":1}'), nested('list', '"ab"'), '{"t":"list"}']],
    ['that is no record', 'a record without its fields', ['{"t":"dict","v":{"a":{"t":"null"}}}', '{"t":"dict"}']],
    [
      'with a field that is none',
      'a field without a name',
      ['[1,{"t":"null"}]', '["a",{"t":"null"},1]', '["a"]', '"ab"', '{"0":"a","1":{"t":"null"},"length":2}'].map((field) =>
        nested('dict', `[${field}]`),
      ),
    ],
    ['of an unknown dtype', 'a tensor of an unknown dtype', ['object', 'constructor', 'float16'].map((dtype) => tensorOf({ dtype }))],
    ['of a list of one dtype', 'a tensor of an unknown dtype', [tensorOf({ dtype: ['float64'] })]],
    [
      'without a shape',
      'a tensor without a shape',
      [[-2], [1.5], ['2'], [2, null], [2 ** 53], 2, '2', null, { length: 0 }, [2, ...Array(16).fill(1)]].map((shape) =>
        tensorOf({ shape }),
      ),
    ],
    [
      'whose shape does not fit its bytes',
      'a tensor whose shape does not fit its bytes',
      [
        ...[[4294967296, 4294967296], [2, 2], [1], [], [0]].map((shape) => tensorOf({ shape })),
        ...[{ len: 8 }, { len: 24 }, { len: '16' }, { len: 16.5 }, { len: null }, { len: -16, shape: [2] }].map(tensorOf),
        ...[{ off: 4 }, { off: 8 }, { off: -8 }, { off: 0.5 }, { off: '0' }, { off: null }, { off: 2 ** 53 }].map(tensorOf),
        tensorOf({ off: 24, len: 0, shape: [0] }),
        tensorOf({ off: 4, len: 8, shape: [1] }),
        JSON.stringify({ t: 'tensor', dtype: 'uint8', shape: [16], off: 1, len: 16 }),
        JSON.stringify({ t: 'tensor', dtype: 'uint8', shape: [1], off: 0.5, len: 1 }),
      ],
    ],
  ])('refuses a value %s', (_, words, descriptors) => {
    for (const json of descriptors) expect(() => decode({ json, bin: new Uint8Array(16) }), json).toThrow(new WireError(`sent ${words}`))
  })

  it.each([
    ['from its first byte to its last', {}, 2],
    ['that are none, behind the last byte', { off: 16, len: 0, shape: [3, 0] }, 0],
    ['of a scalar', { len: 8, shape: [] }, 1],
    ['on sixteen axes', { shape: [2, ...Array(15).fill(1)] }, 2],
  ])('reads numbers %s', (_, change, size) => {
    const decoded = decode({ json: tensorOf(change), bin: new Uint8Array(16) })
    expect(decoded).toMatchObject({ dtype: 'float64', data: new Float64Array(size) })
  })

  it('refuses a boolean that is neither', () => {
    const json = '{"t":"tensor","dtype":"bool","shape":[3],"off":0,"len":3}'
    expect(decode({ json, bin: Uint8Array.of(0, 1, 1) })).toMatchObject({ data: Uint8Array.of(0, 1, 1) })
    const neither = new WireError('sent a boolean that is neither true nor false')
    expect(() => decode({ json, bin: Uint8Array.of(0, 2, 1) })).toThrow(neither)
  })

  it('reads several tensors of one frame, as long as they share no bytes', () => {
    const list = (...shapes: number[]): string =>
      `{"t":"list","v":[${shapes.map((size) => tensorOf({ shape: [size], len: 8 * size })).join(',')}]}`
    const bin = new Uint8Array(16)
    expect(decode({ json: list(1, 1), bin })).toHaveLength(2)
    expect(() => decode({ json: list(1, 1, 1), bin })).toThrow(new WireError('sent tensors that share their bytes'))
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
