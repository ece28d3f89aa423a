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

const one = (changes: object = {}): object => ({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes } })

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

  it('of PyTorch are read: brain floats, whole numbers and truth values', () => {
    const header = {
      __metadata__: { format: 'pt' },
      brain: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] },
      small: { dtype: 'I8', shape: [1], data_offsets: [2, 3] },
      truth: { dtype: 'BOOL', shape: [1], data_offsets: [3, 4] },
      long: { dtype: 'I64', shape: [1], data_offsets: [4, 12] },
    }
    const bytes = file(header, 12)
    bytes.set([0x80, 0xbf, 0xff, 2, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], bytes.length - 12)
    const { tensors } = readSafetensors(bytes)
    expect([...tensors.values()].map(({ dtype, data }) => [dtype, data[0]])).toEqual([
      ['float32', -1],
      ['int32', -1],
      ['bool', 1],
      ['int64', -2],
    ])
  })
})

describe('a safetensors file is refused', () => {
  it.each([
    ['that is empty', new Uint8Array(0), 'shorter than the length of its header'],
    ['whose header has 2^63 bytes', file({}, 0, 2n ** 63n), 'at most 1 MiB'],
    ['whose header has 100 MB', file({}, 0, 100_000_000n), 'at most 1 MiB'],
    ['that ends within its header', file({}, 0, 50n), 'ends within its header'],
    ['whose header is not JSON', file('{"a":', 0), 'not JSON'],
    ['whose header is not UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff), 'not JSON'],
    ['whose header is a list', file([], 0), 'not a record'],
    ['with an unknown type', file(one({ dtype: 'F8' }), 8), 'of a type that is not read: F8'],
    ['with a type called constructor', file(one({ dtype: 'constructor' }), 8), 'of a type that is not read'],
    ['with a description that is null', file({ a: null }, 0), 'of a type that is not read'],
    ['with a negative extent', file(one({ shape: [-2, -1] }), 8), 'no usable shape'],
    ['with half an extent', file(one({ shape: [0.5, 4] }), 8), 'no usable shape'],
    ['with a shape whose product overflows', file(one({ shape: [2 ** 40, 2 ** 40] }), 8), 'expected 4.8'],
    ['with a shape of a thousand axes', file(one({ shape: new Array(1000).fill(1) }), 4), 'no usable shape'],
    ['with more bytes than its shape needs', file(one({ data_offsets: [0, 12] }), 12), '12 bytes for "a" of shape [2], expected 8'],
    ['with offsets outside of it', file(one({ data_offsets: [8, 16] }), 8), 'a hole before a'],
    ['with offsets that run backwards', file(one({ data_offsets: [8, 0] }), 8), '-8 bytes'],
    ['with tensors that overlap', file({ ...one(), b: { dtype: 'F32', shape: [2], data_offsets: [4, 12] } }, 12), 'an overlap before b'],
    ['with a hole between tensors', file({ ...one(), b: { dtype: 'F32', shape: [1], data_offsets: [12, 16] } }, 16), 'a hole before b'],
    ['with bytes that belong to no tensor', file(one(), 9), 'has 9 bytes of numbers; its header describes 8'],
    ['with fewer bytes than described', file(one(), 4), 'has 4 bytes of numbers; its header describes 8'],
    ['with metadata that is no text', file({ ...one(), __metadata__: { a: 1 } }, 8), 'not a record of texts'],
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
