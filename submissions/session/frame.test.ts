import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CALL,
  decodeHeader,
  encodeHeader,
  type Frame,
  frameReader,
  HEADER_BYTES,
  MAX_BIN_BYTES,
  MAX_JSON_BYTES,
  RESULT,
  START,
} from './frame.ts'

const nonce = Uint8Array.from({ length: 16 }, (_, i) => i + 1)

function bytesOf(type: number, json: string, bin: Uint8Array): Uint8Array {
  const text = Buffer.from(json)
  return Buffer.concat([encodeHeader(type, text.length, bin.length, nonce), text, bin])
}

function read(chunks: readonly Uint8Array[]): { readonly frames: readonly Frame[]; readonly refusals: readonly string[] } {
  const frames: Frame[] = []
  const refusals: string[] = []
  const feed = frameReader(
    (frame) => frames.push({ ...frame, json: frame.json.slice(), bin: frame.bin.slice() }),
    (reason) => refusals.push(reason),
  )
  for (const chunk of chunks) feed(chunk)
  return { frames, refusals }
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let position = 0
  for (const size of sizes) {
    chunks.push(bytes.slice(position, position + size))
    position += size
  }
  return [...chunks, bytes.slice(position)]
}

describe('frame reader', () => {
  it('reads the same frames however the bytes are cut', () => {
    const stream = Buffer.concat([
      bytesOf(RESULT, '{"a":1}', Uint8Array.of(1, 2, 3)),
      bytesOf(CALL, '', new Uint8Array(0)),
      bytesOf(RESULT, 'é', Uint8Array.of(9)),
    ])
    void fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), (sizes) => {
        const { frames, refusals } = read(cut(stream, sizes))
        expect(refusals).toEqual([])
        expect(frames.map(({ type, json, bin }) => [type, Buffer.from(json).toString(), [...bin]])).toEqual([
          [RESULT, '{"a":1}', [1, 2, 3]],
          [CALL, '', []],
          [RESULT, 'é', [9]],
        ])
        expect([...(frames[0]?.nonce ?? [])]).toEqual([...nonce])
      }),
    )
  })

  it('puts the numbers of a frame where they can be read as they are', () => {
    for (let size = 0; size < 9; size++) {
      const places: number[] = []
      frameReader(
        ({ bin }) => places.push(bin.byteOffset % 8),
        () => {},
      )(bytesOf(RESULT, 'x'.repeat(size), new Uint8Array(8)))
      expect(places, `${size}`).toEqual([0])
    }
  })

  it('takes every type there is, up to the caps', () => {
    for (let type = CALL; type <= START; type++) {
      const header = { type, jsonBytes: MAX_JSON_BYTES, binBytes: MAX_BIN_BYTES, nonce }
      expect(decodeHeader(encodeHeader(type, MAX_JSON_BYTES, MAX_BIN_BYTES, nonce))).toEqual(header)
    }
    for (const type of [CALL - 1, START + 1])
      expect(read([encodeHeader(type, 0, 0, nonce)]).refusals).toEqual([`frame type ${type} does not exist`])
  })

  it('refuses a frame above the caps by its header alone', () => {
    expect(read([encodeHeader(RESULT, MAX_JSON_BYTES + 1, 0, nonce)]).refusals).toEqual([
      'a frame announces 65537 bytes of JSON; 65536 are allowed',
    ])
    for (const size of [MAX_BIN_BYTES + 1, 0xffffffff])
      expect(read([encodeHeader(RESULT, 0, size, nonce)]).refusals).toEqual([
        `a frame announces ${size} bytes of data; ${MAX_BIN_BYTES} are allowed`,
      ])
  })

  it.each([
    ['another magic', 0, 'ASY1'],
    ['an unknown type', 4, 'frame type'],
    ['a flag', 5, 'reserved'],
    ['a reserved byte', 7, 'reserved'],
  ])('refuses %s', (_, position, words) => {
    const bytes = encodeHeader(RESULT, 0, 0, nonce)
    bytes[position] = 0x77
    expect(read([bytes]).refusals).toEqual([expect.stringContaining(words)])
  })

  it('never throws, and refuses at most once, whatever bytes come', () => {
    const good = bytesOf(RESULT, '{"answers":[]}', new Uint8Array(64))
    const edit = fc.record({ at: fc.nat({ max: good.length - 1 }), to: fc.nat({ max: 255 }) })
    void fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 6 }),
        fc.uint8Array({ maxLength: 80 }),
        fc.nat({ max: good.length }),
        (edits, noise, keep) => {
          const bytes = Uint8Array.from(good)
          for (const { at, to } of edits) {
            // Lengths below the cap are allocated: not a thousand times here.
            if (at < 8 || at >= HEADER_BYTES) bytes[at] = to
          }
          const { refusals } = read([bytes.subarray(0, keep), noise, bytes])
          expect(refusals.length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
