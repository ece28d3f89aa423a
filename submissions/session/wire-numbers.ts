import { type DType, emptyData, type TensorData } from '#grading/model/tensor'

/** How the numbers of each dtype lie in the binary part of a frame. */
const WIRE = { float64: Float64Array, float32: Float32Array, int32: Int32Array, int64: BigInt64Array, uint8: Uint8Array, bool: Uint8Array }

export const ITEM_BYTES: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, int64: 8, uint8: 1, bool: 1 }

const FIRST_BYTES = 1024

// Taken before a submission is loaded, which may replace them in the child.
const { apply } = Reflect
const { max } = Math
const { set, slice } = Object.getPrototypeOf(Uint8Array.prototype)

/** Where the bytes of tensors are gathered while the values of a frame are written. Setting `length` back forgets what came after it. */
export interface BinSink {
  /** As many as it happened to need so far. */
  bytes: Uint8Array
  /** How many of them count. */
  length: number
}

export function createSink(): BinSink {
  return { bytes: new Uint8Array(FIRST_BYTES), length: 0 }
}

/** What was gathered: a view, valid until more is. */
export function gathered({ bytes, length }: BinSink): Uint8Array {
  return new Uint8Array(bytes.buffer, 0, length)
}

/**
 * Copies numbers to the end of a sink. Never asks a short array for its bytes: it has no buffer of its own until then, and making one
 * costs more than the copy.
 *
 * @returns where they begin: at a multiple of the item's size.
 * @throws RangeError for an int64 number that is not a whole one.
 */
export function writeNumbers(sink: BinSink, dtype: DType, data: TensorData): number {
  const itemBytes = ITEM_BYTES[dtype]
  const off = sink.length + ((itemBytes - (sink.length % itemBytes)) % itemBytes)
  const end = off + data.length * itemBytes
  if (end > sink.bytes.length) {
    const more = new Uint8Array(max(end, 2 * sink.bytes.length))
    apply(set, more, [sink.bytes])
    sink.bytes = more
  }
  const room = new WIRE[dtype](sink.bytes.buffer as ArrayBuffer, off, data.length)
  if (room instanceof BigInt64Array) for (let i = 0; i < data.length; i++) room[i] = BigInt(data[i] as number)
  else apply(set, room, [data])
  sink.length = end
  return off
}

/** A copy of `size` numbers from `off` on, which must lie within the bytes. Beyond 2^53 an int64 is rounded. */
export function readNumbers(bin: Uint8Array, off: number, dtype: DType, size: number): TensorData {
  const Wire = WIRE[dtype]
  const itemBytes = ITEM_BYTES[dtype]
  const at = bin.byteOffset + off
  const source =
    at % itemBytes === 0
      ? new Wire(bin.buffer as ArrayBuffer, at, size)
      : new Wire((apply(slice, bin, [off, off + size * itemBytes]) as Uint8Array<ArrayBuffer>).buffer)
  const data = emptyData(dtype, size)
  if (source instanceof BigInt64Array) for (let i = 0; i < size; i++) data[i] = Number(source[i])
  else apply(set, data, [source])
  return data
}
