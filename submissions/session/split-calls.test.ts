import { describe, expect, it } from 'vitest'
import type { Args, Value } from '#grading/model/value'
import { parseControl, property } from './control-json.ts'
import { MAX_BIN_BYTES, MAX_JSON_BYTES } from './frame.ts'
import { splitCalls } from './split-calls.ts'
import { decodeValue } from './value-codec.ts'

const KIB = 1024
const MIB = 1024 * 1024
/** What the estimate of a frame's JSON begins with: its braces and the name `f`. */
const AROUND = 65
const LIMIT = 48 * KIB

/** Arguments that take so many bytes of JSON, with the comma behind them. */
function taking(bytes: number): Args {
  return ['x'.repeat(bytes - '[{"t":"str","v":""}],'.length)]
}

function bytesOf(size: number): Args {
  return [{ dtype: 'uint8', shape: [size], data: new Uint8Array(size) }]
}

function countsOf(argsList: readonly Args[]): readonly number[] {
  return splitCalls('f', argsList).map(({ calls }) => calls)
}

describe('the frames that calls are cut into', () => {
  it('name the function and hold the arguments of each call', () => {
    const argsList: readonly Args[] = [[1, 'é'], [], [{ dtype: 'float64', shape: [2], data: Float64Array.of(0.5, 2) }]]
    const requests = splitCalls('größe', argsList)
    expect(requests).toMatchObject([{ entry: 'größe', calls: 3 }])
    const [{ body, jsonBytes } = { body: new Uint8Array(0), jsonBytes: 0 }] = requests
    const json = parseControl(body.subarray(0, jsonBytes))
    const bin = body.subarray(jsonBytes)
    expect(property(json, 'fn')).toBe('größe')
    const calls = property(json, 'calls') as unknown[][]
    expect(calls.map((args) => args.map((arg): Value => decodeValue(arg, bin)))).toEqual(argsList)
    expect(bin).toHaveLength(16)
  })

  it('are none for no calls', () => expect(splitCalls('f', [])).toEqual([]))

  it.each([
    ['text up to 48 KiB', [taking(20 * KIB), taking(LIMIT - AROUND - 20 * KIB), taking(100)], [2, 1]],
    ['a byte more in two', [taking(20 * KIB), taking(LIMIT - AROUND - 20 * KIB + 1), taking(100)], [1, 2]],
    ['a long call alone', [taking(100), taking(MAX_JSON_BYTES - AROUND), taking(100)], [1, 1, 1]],
    ['numbers up to 16 MiB', [bytesOf(MIB), bytesOf(15 * MIB), bytesOf(1)], [2, 1]],
    ['a number more in two', [bytesOf(MIB), bytesOf(15 * MIB + 1), bytesOf(1)], [1, 2]],
    ['a large call alone', [bytesOf(MAX_BIN_BYTES), bytesOf(1)], [1, 1]],
  ])('hold %s', (_, argsList, counts) => {
    expect(countsOf(argsList)).toEqual(counts)
  })

  it('carry only the numbers of their own calls', () => {
    const requests = splitCalls('f', [bytesOf(10 * MIB), bytesOf(8 * MIB), bytesOf(3)])
    expect(requests.map(({ body, jsonBytes }) => body.length - jsonBytes)).toEqual([10 * MIB, 8 * MIB + 3])
  })

  it.each([
    ['text', [taking(MAX_JSON_BYTES - AROUND + 1)]],
    ['text, behind others', [[1], taking(MAX_JSON_BYTES - AROUND + 1), [2]]],
    ['numbers', [bytesOf(MAX_BIN_BYTES + 1)]],
  ])('are refused for one call with too much %s', (_, argsList) => {
    expect(() => splitCalls('f', argsList)).toThrow(new RangeError('the arguments of one call of f do not fit into a frame'))
  })

  it('are made once for each function and list of arguments', () => {
    const argsList = [[1], [2]]
    const first = splitCalls('f', argsList)
    expect(splitCalls('g', argsList)).toMatchObject([{ entry: 'g' }])
    expect(splitCalls('f', argsList)).toBe(first)
    expect(splitCalls('f', [[3], [4]])).not.toEqual(first)
  })
})
