import { describe, expect, it } from 'vitest'
import { createSink, gathered, readNumbers, writeNumbers } from './wire-numbers.ts'

const counted = (size: number): Float64Array => Float64Array.from({ length: size }, (_, i) => i + 0.5)

describe('numbers on the wire', () => {
  it('stay what they were when the sink has to grow, by little or by much', () => {
    const sink = createSink()
    const parts = [counted(100), counted(28), counted(1), counted(5000), counted(3)]
    const places = parts.map((data) => writeNumbers(sink, 'float64', data))
    expect(gathered(sink)).toHaveLength(8 * 5132)
    for (const [i, data] of parts.entries()) expect(readNumbers(gathered(sink), places[i] as number, 'float64', data.length)).toEqual(data)
  })

  it('need no other buffer while there is room, to the last byte', () => {
    const sink = createSink()
    const { bytes } = sink
    writeNumbers(sink, 'float64', counted(bytes.length / 8))
    expect(sink.bytes).toBe(bytes)
    writeNumbers(sink, 'uint8', Uint8Array.of(1))
    expect(sink.bytes).toHaveLength(2 * bytes.length)
  })

  it('begin at a multiple of their size', () => {
    const sink = createSink()
    writeNumbers(sink, 'uint8', Uint8Array.of(7))
    expect(writeNumbers(sink, 'float32', Float32Array.of(1.5))).toBe(4)
    expect(writeNumbers(sink, 'float64', Float64Array.of(2.5))).toBe(8)
  })

  it('are forgotten when the length is set back', () => {
    const sink = createSink()
    writeNumbers(sink, 'uint8', Uint8Array.of(1, 2))
    sink.length = 0
    writeNumbers(sink, 'uint8', Uint8Array.of(3))
    expect([...gathered(sink)]).toEqual([3])
  })

  it.each([0, 1, 4, 8])('are read from bytes that begin %i bytes into their buffer', (shift) => {
    const sink = createSink()
    const off = writeNumbers(sink, 'float64', Float64Array.of(1, -0, Number.NaN))
    const bin = new Uint8Array(shift + sink.length).subarray(shift)
    bin.set(gathered(sink))
    expect(readNumbers(bin, off, 'float64', 3)).toEqual(Float64Array.of(1, -0, Number.NaN))
    expect(readNumbers(bin, 8, 'float64', 1)).toEqual(Float64Array.of(-0))
  })

  it('are copies', () => {
    const sink = createSink()
    writeNumbers(sink, 'int64', Float64Array.of(-3, 2 ** 53))
    const read = readNumbers(gathered(sink), 0, 'int64', 2)
    sink.bytes.fill(0)
    expect(read).toEqual(Float64Array.of(-3, 2 ** 53))
  })

  it('of int64 must be whole', () => {
    expect(() => writeNumbers(createSink(), 'int64', Float64Array.of(0.5))).toThrow(RangeError)
  })
})
