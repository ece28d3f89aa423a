import { ModelRefusal } from '../../refusal.ts'

/** The fields of one message by number, each with all its values in order. Numbers are bigint, everything else is bytes. */
export interface Message {
  /** The last value, as protobuf defines it. */
  bytes(field: number): Uint8Array | undefined
  all(field: number): readonly Uint8Array[]
  text(field: number): string
  /** Of a field that holds integers, packed or one by one. */
  integers(field: number): readonly number[]
  integer(field: number): number | undefined
  floats(field: number): readonly number[]
  doubles(field: number): readonly number[]
}

/**
 * Reads one level of a protobuf message: nothing is followed, so nothing can nest without end.
 *
 * @throws ModelRefusal if the bytes are none.
 */
export function readMessage(bytes: Uint8Array): Message {
  const fields = new Map<number, (bigint | Uint8Array)[]>()
  let at = 0

  const take = (length: number): Uint8Array => {
    if (!(at + length <= bytes.length)) throw damaged()
    at += length
    return bytes.subarray(at - length, at)
  }
  const varint = (): bigint => {
    const [value, end] = varintAt(bytes, at)
    at = end
    return value
  }

  while (at < bytes.length) {
    const key = Number(varint())
    const field = Math.floor(key / 8)
    const values = fields.get(field) ?? []
    fields.set(field, values)
    switch (key % 8) {
      case 0:
        values.push(varint())
        break
      case 1:
        values.push(take(8))
        break
      case 2:
        values.push(take(Number(varint())))
        break
      case 5:
        values.push(take(4))
        break
      default:
        throw damaged()
    }
  }
  const of = (field: number): readonly (bigint | Uint8Array)[] => fields.get(field) ?? []
  const all = (field: number): readonly Uint8Array[] => of(field).filter((value) => typeof value !== 'bigint')
  const integers = (field: number): readonly number[] =>
    of(field).flatMap((value) => (typeof value === 'bigint' ? [signed(value)] : packed(value)))
  return {
    all,
    bytes: (field) => all(field).at(-1),
    text: (field) => new TextDecoder().decode(all(field).at(-1)),
    integers,
    integer: (field) => integers(field).at(-1),
    floats: (field) => all(field).flatMap(floatsOf),
    doubles: (field) => all(field).flatMap(doublesOf),
  }
}

function varintAt(bytes: Uint8Array, from: number): readonly [value: bigint, end: number] {
  let value = 0n
  for (let i = 0; i < 10; i++) {
    const byte = bytes[from + i]
    if (byte === undefined) throw damaged()
    value |= BigInt(byte & 127) << BigInt(7 * i)
    if (byte < 128) return [value, from + i + 1]
  }
  throw damaged()
}

function packed(bytes: Uint8Array): readonly number[] {
  const values: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const [value, end] = varintAt(bytes, at)
    values.push(signed(value))
    at = end
  }
  return values
}

/** Beyond 2⁵³ a number is not exact, and larger than any size that is read. */
function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value))
}

function floatsOf(value: Uint8Array): readonly number[] {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  return Array.from({ length: Math.floor(value.length / 4) }, (_, i) => view.getFloat32(4 * i, true))
}

function doublesOf(value: Uint8Array): readonly number[] {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  return Array.from({ length: Math.floor(value.length / 8) }, (_, i) => view.getFloat64(8 * i, true))
}

function damaged(): ModelRefusal {
  return new ModelRefusal('is damaged: it is not a protobuf message')
}
