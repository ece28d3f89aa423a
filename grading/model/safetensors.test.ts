import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSafetensors, SafetensorsError, writeSafetensors } from './safetensors.ts'
import type { Tensor } from './tensor.ts'

const f32 = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'float32', shape, data: Float32Array.from(data) })

/** A file with any header, however wrong, and a body of `bytes` zeros. */
function file(header: unknown, bytes: number, announced?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const whole = new Uint8Array(8 + json.length + bytes)
  new DataView(whole.buffer).setBigUint64(0, announced ?? BigInt(json.length), true)
  whole.set(json, 8)
  return whole
}

/** With a byte that no UTF-8 text has in place of each question mark. */
const broken = (header: string): Uint8Array => file(header, 0).map((byte) => (byte === 63 ? 0xff : byte))

const one = (changes: object = {}): object => ({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes } })

const empties = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, { dtype: 'F32', shape: [0], data_offsets: [0, 0] }]))

describe('safetensors', () => {
  it('come back as they were written, with their metadata', () => {
    const tensors = new Map([
      ['a', f32([2, 2], 1, -2, 0.5, -0)],
      ['scalar', f32([], 7)],
      ['empty', f32([0, 3])],
    ])
    const read = readSafetensors(writeSafetensors(tensors, { seed: '1' }, 'F32'))
    expect(read.tensors).toEqual(tensors)
    expect(read.metadata).toEqual(new Map([['seed', '1']]))
  })

  it('are the same bytes for the same tensors', () => {
    const write = (): Uint8Array => writeSafetensors(new Map([['a', f32([1], 1)]]), { b: 'c' }, 'F16')
    expect(write()).toEqual(write())
  })

  it('keep every half float', () => {
    const halves = Float64Array.from({ length: 0x7c00 }, (_, bits) => readHalf(bits))
    const stored = writeSafetensors(new Map([['h', { dtype: 'float64', shape: [halves.length], data: halves }]]), {}, 'F16')
    expect(readSafetensors(stored).tensors.get('h')?.data).toEqual(Float32Array.from(halves))
  })

  it('round to the nearest half float', () => {
    void fc.assert(
      fc.property(fc.double({ min: -60_000, max: 60_000, noNaN: true }), (value) => {
        const half = readSafetensors(
          writeSafetensors(new Map([['h', { dtype: 'float64', shape: [1], data: Float64Array.of(value) }]]), {}, 'F16'),
        ).tensors.get('h')?.data[0] as number
        const spacing = Math.max(2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), Math.abs(half)))) - 10), 2 ** -24)
        return Math.abs(half - value) <= spacing / 2
      }),
    )
  })

  it.each<[stored: string, bytes: number[], dtype: string, numbers: number[]]>([
    ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], 'float64', [-1.5]],
    ['F32', [0, 0, 0xc0, 0xbf], 'float32', [-1.5]],
    ['F16', [0, 0xbe], 'float32', [-1.5]],
    ['BF16', [0xc0, 0xbf], 'float32', [-1.5]],
    ['I64', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 'int64', [-2]],
    ['I32', [0xfe, 0xff, 0xff, 0xff], 'int32', [-2]],
    ['I16', [0xfe, 0xff, 1, 2], 'int32', [-2, 513]],
    ['I8', [0xfe, 2], 'int32', [-2, 2]],
    ['U8', [0xfe, 2], 'uint8', [254, 2]],
    ['BOOL', [0, 1, 2], 'bool', [0, 1, 1]],
  ])('of %s with the bytes %j are %s: %j', (stored, body, dtype, numbers) => {
    const bytes = file({ a: { dtype: stored, shape: [numbers.length], data_offsets: [0, body.length] } }, body.length)
    bytes.set(body, bytes.length - body.length)
    const { tensors, metadata } = readSafetensors(bytes)
    expect(tensors.get('a')).toMatchObject({ dtype, shape: [numbers.length] })
    expect([...(tensors.get('a')?.data ?? [])]).toEqual(numbers)
    expect(metadata).toEqual(new Map())
  })

  it('may lie in any order, empty ones anywhere', () => {
    const at = (from: number, to: number): object => ({ dtype: 'U8', shape: [to - from], data_offsets: [from, to] })
    const bytes = file({ late: at(2, 4), early: at(0, 2), none: at(2, 2) }, 4)
    bytes.set([1, 2, 3, 4], bytes.length - 4)
    expect([...readSafetensors(bytes).tensors].map(([name, { data }]) => [name, [...data]])).toEqual([
      ['late', [3, 4]],
      ['early', [1, 2]],
      ['none', []],
    ])
  })

  it('are read up to a header of 1 MiB, 4096 tensors beside the metadata and 16 axes', () => {
    expect(readSafetensors(file('{}'.padEnd(1024 * 1024), 0)).tensors.size).toBe(0)
    const many = { ...empties(4096), __metadata__: { a: 'b' } }
    expect(readSafetensors(file(many, 0)).tensors.size).toBe(4096)
    expect(readSafetensors(file(one({ shape: [2, ...new Array(15).fill(1)] }), 8)).tensors.get('a')?.shape).toHaveLength(16)
  })

  it('of double precision come back as they were', () => {
    const a: Tensor = { dtype: 'float64', shape: [2], data: Float64Array.of(0.1, -1e300) }
    expect(readSafetensors(writeSafetensors(new Map([['a', a]]), {}, 'F64')).tensors.get('a')).toEqual(a)
  })

  it('are written with numbers that begin at a multiple of 8 bytes, and no more than it takes', () => {
    for (let length = 0; length < 9; length++) {
      const bytes = writeSafetensors(new Map([['a', f32([1], 2)]]), { é: 'x'.repeat(length) }, 'F32')
      const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true))
      const header = new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes))
      expect([headerBytes % 8, bytes.length - headerBytes]).toEqual([0, 12])
      expect(header.length - header.trimEnd().length).toBeLessThan(8)
    }
  })

  it('are written of floats alone', () => {
    const whole: Tensor = { dtype: 'int32', shape: [1], data: Int32Array.of(1) }
    expect(() => writeSafetensors(new Map([['labels', whole]]), {}, 'F32')).toThrow(
      new RangeError('labels is int32; only floats are written'),
    )
  })
})

describe('a half float', () => {
  const stored = (value: number): number | undefined => {
    const tensors = new Map<string, Tensor>([['h', { dtype: 'float64', shape: [1], data: Float64Array.of(value) }]])
    return readSafetensors(writeSafetensors(tensors, {}, 'F16')).tensors.get('h')?.data[0]
  }

  it.each([
    ['a tie to the even below', 1 + 2 ** -11, 1],
    ['a tie to the even above', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['what is past a tie', 1 + 2 ** -11 + 2 ** -30, 1 + 2 ** -10],
    ['a carry into the next power of two', 2 - 2 ** -12, 2],
    ['a carry out of the smallest ones', 2 ** -14 - 2 ** -26, 2 ** -14],
    ['the smallest there is', 2 ** -24, 2 ** -24],
    ['half of that', 2 ** -25, 0],
    ['minus zero', -0, -0],
    ['the largest there is', -65_504, -65_504],
    ['the last that rounds to it', 65_519.99, 65_504],
  ])('rounds %s: %d to %d', (_what, value, half) => {
    expect(stored(value)).toBe(half)
  })

  it.each([65_520, -65_520, Infinity, Number.NaN])('does not hold %d', (value) => {
    expect(() => stored(value)).toThrow(new RangeError(`${value} does not fit a half float`))
  })
})

describe('a safetensors file is refused', () => {
  it.each<[string, Uint8Array, string | RegExp]>([
    ['that is empty', new Uint8Array(0), 'shorter than the length of its header'],
    ['of 7 bytes', new Uint8Array(7), 'is 7 bytes long, shorter than the length of its header'],
    ['whose header has no bytes', new Uint8Array(8), 'not JSON'],
    ['whose header has a byte more than 1 MiB', file('{}'.padEnd(1024 * 1024 + 1), 0), 'at most 1 MiB'],
    ['whose header has 2^63 bytes', file({}, 0, 2n ** 63n), 'at most 1 MiB'],
    ['whose header has 100 MB', file({}, 0, 100_000_000n), 'at most 1 MiB'],
    ['that ends within its header', file({}, 0, 50n), 'ends within its header'],
    ['whose header is not JSON', file('{"a":', 0), 'not JSON'],
    ['whose header is not UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff), 'not JSON'],
    ['with a text that is not UTF-8', broken('{"__metadata__":{"a":"?"}}'), 'not JSON'],
    ['whose header is null', file('null', 0), 'not a record'],
    ['whose header is a text', file('"a"', 0), 'not a record'],
    ['whose header is a list', file([], 0), 'not a record'],
    ['with an unknown type', file(one({ dtype: 'F8' }), 8), 'of a type that is not read: F8'],
    ['with a type of any length', file(one({ dtype: 'F'.repeat(99) }), 8), /: F{20}$/],
    ['with a list of types', file(one({ dtype: ['F32'] }), 8), 'of a type that is not read: object'],
    ['with a type that cannot be made a text', file(one({ dtype: { toString: 1 } }), 8), 'of a type that is not read: object'],
    ['with a name of any length', file({ [`${'a'.repeat(80)}b`]: {} }, 0), /^has "a{80}" of a type that is not read: undefined$/],
    ['with a type called constructor', file(one({ dtype: 'constructor' }), 8), 'of a type that is not read'],
    ['with a description that is null', file({ a: null }, 0), 'of a type that is not read'],
    ['with a negative extent', file(one({ shape: [-2, -1] }), 8), 'no usable shape'],
    ['with half an extent', file(one({ shape: [0.5, 4] }), 8), 'no usable shape'],
    ['with a shape whose product overflows', file(one({ shape: [2 ** 40, 2 ** 40] }), 8), 'expected 4.8'],
    ['with a shape of a thousand axes', file(one({ shape: new Array(1000).fill(1) }), 4), 'no usable shape'],
    ['with 17 axes', file(one({ shape: [2, ...new Array(16).fill(1)] }), 8), 'no usable shape'],
    ['with 4097 tensors', file(empties(4097), 0), 'lists 4097 tensors; at most 4096 are read'],
    ['without offsets', file(one({ data_offsets: undefined }), 8), 'no usable offsets for "a"'],
    ['with one offset', file(one({ data_offsets: [0] }), 8), 'no usable offsets for "a"'],
    ['with three offsets', file(one({ data_offsets: [0, 8, 8] }), 8), 'no usable offsets for "a"'],
    ['with an offset below 0', file(one({ data_offsets: [-8, 0] }), 8), 'no usable offsets for "a"'],
    ['with more bytes than its shape needs', file(one({ data_offsets: [0, 12] }), 12), '12 bytes for "a" of shape [2], expected 8'],
    ['with offsets outside of it', file(one({ data_offsets: [8, 16] }), 8), 'a hole before a'],
    ['with offsets that run backwards', file(one({ data_offsets: [8, 0] }), 8), '-8 bytes'],
    ['with tensors that overlap', file({ ...one(), b: { dtype: 'F32', shape: [2], data_offsets: [4, 12] } }, 12), 'an overlap before b'],
    ['with a hole between tensors', file({ ...one(), b: { dtype: 'F32', shape: [1], data_offsets: [12, 16] } }, 16), 'a hole before b'],
    ['with bytes that belong to no tensor', file(one(), 9), 'has 9 bytes of numbers; its header describes 8'],
    ['with fewer bytes than described', file(one(), 4), 'has 4 bytes of numbers; its header describes 8'],
    ['with metadata that is no text', file({ ...one(), __metadata__: { a: 'b', c: 1 } }, 8), 'not a record of texts'],
    ['with null for metadata', file({ ...one(), __metadata__: null }, 8), 'not a record of texts'],
    ['with a number for metadata', file({ ...one(), __metadata__: 3 }, 8), 'not a record of texts'],
    ['with a text for metadata', file({ ...one(), __metadata__: 'pt' }, 8), 'not a record of texts'],
    ['with a list for metadata', file({ ...one(), __metadata__: ['pt'] }, 8), 'not a record of texts'],
  ])('%s', (_, bytes, says) => {
    expect(() => readSafetensors(bytes)).toThrow(SafetensorsError)
    expect(() => readSafetensors(bytes)).toThrow(says)
  })

  it.each([
    ['NaN', 0x7fc00000],
    ['-Infinity', 0xff800000],
  ])('with %s in it, and says where', (shown, bits) => {
    const bytes = file(one(), 8)
    new DataView(bytes.buffer).setUint32(bytes.length - 4, bits, true)
    expect(() => readSafetensors(bytes)).toThrow(`not finite: "a", element 1 is ${shown}`)
  })

  it.each([
    ['Infinity', 0x7c00],
    ['-Infinity', 0xfc00],
    ['NaN', 0x7c01],
    ['NaN', 0xfe00],
  ])('with %s as a half float, %i', (shown, bits) => {
    const bytes = file({ a: { dtype: 'F16', shape: [1], data_offsets: [0, 2] } }, 2)
    new DataView(bytes.buffer).setUint16(bytes.length - 2, bits, true)
    expect(() => readSafetensors(bytes)).toThrow(`not finite: "a", element 0 is ${shown}`)
  })

  it('at once, whatever is flipped, cut off or added: it never throws anything else', () => {
    const good = writeSafetensors(
      new Map([
        ['a', f32([2], 1, 2)],
        ['b', f32([1], 3)],
      ]),
      {},
      'F32',
    )
    void fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const changed = good.slice(0, length)
        if (at < changed.length) changed[at] = byte
        try {
          readSafetensors(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError)
        }
      }),
    )
  })
})

/** Independent of the code under test. */
function readHalf(bits: number): number {
  const exponent = bits >> 10
  const fraction = (bits & 1023) / 1024
  return exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15)
}
