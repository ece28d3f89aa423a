import { fromBrain, fromHalf } from './small-floats.ts'
import { type DType, emptyData, sizeOf, type Tensor, type TensorData } from './tensor.ts'

/** A file that is not what the format says, or that we refuse to read. The message completes "the file …". */
export class SafetensorsError extends Error {
  override name = 'SafetensorsError'
}

export interface StoredTensors {
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: ReadonlyMap<string, string>
}

interface Stored {
  readonly bytes: number
  readonly dtype: DType
  read(view: DataView, at: number): number
}

const MAX_HEADER_BYTES = 1024 * 1024
const MAX_RANK = 16
const MAX_TENSORS = 4096
const METADATA = '__metadata__'
const LITTLE = true

const STORED: Readonly<Record<string, Stored>> = {
  F64: { bytes: 8, dtype: 'float64', read: (view, at) => view.getFloat64(at, LITTLE) },
  F32: { bytes: 4, dtype: 'float32', read: (view, at) => view.getFloat32(at, LITTLE) },
  F16: { bytes: 2, dtype: 'float32', read: (view, at) => fromHalf(view.getUint16(at, LITTLE)) },
  BF16: { bytes: 2, dtype: 'float32', read: (view, at) => fromBrain(view.getUint16(at, LITTLE)) },
  I64: { bytes: 8, dtype: 'int64', read: (view, at) => Number(view.getBigInt64(at, LITTLE)) },
  I32: { bytes: 4, dtype: 'int32', read: (view, at) => view.getInt32(at, LITTLE) },
  I16: { bytes: 2, dtype: 'int32', read: (view, at) => view.getInt16(at, LITTLE) },
  I8: { bytes: 1, dtype: 'int32', read: (view, at) => view.getInt8(at) },
  U8: { bytes: 1, dtype: 'uint8', read: (view, at) => view.getUint8(at) },
  BOOL: { bytes: 1, dtype: 'bool', read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
}

/**
 * Reads a safetensors file whose bytes nobody vouches for: every byte of the body belongs to exactly one tensor, every shape fits its
 * bytes, and every number is finite. Half and brain floats become float32, small integers int32.
 *
 * @throws SafetensorsError otherwise, before anything of the claimed size is allocated.
 * @see https://github.com/huggingface/safetensors, section "Format"
 */
export function readSafetensors(file: Uint8Array): StoredTensors {
  if (file.length < 8) throw new SafetensorsError(`is ${file.length} bytes long, shorter than the length of its header`)
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const headerBytes = view.getBigUint64(0, LITTLE)
  if (headerBytes > BigInt(MAX_HEADER_BYTES))
    throw new SafetensorsError(`says that its header has ${headerBytes} bytes; at most 1 MiB is read`)
  const start = 8 + Number(headerBytes)
  if (start > file.length) throw new SafetensorsError(`ends within its header: ${start} bytes announced, ${file.length} there`)
  const { [METADATA]: metadata, ...described } = headerOf(file.subarray(8, start))
  const entries = Object.entries(described)
  if (entries.length > MAX_TENSORS) throw new SafetensorsError(`lists ${entries.length} tensors; at most ${MAX_TENSORS} are read`)

  const placed = entries.map(([name, one]) => place(name, one))
  let end = 0
  for (const { name, from, to } of [...placed].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      throw new SafetensorsError(`has ${from > end ? 'a hole' : 'an overlap'} before ${name}: it begins at ${from}, expected ${end}`)
    end = to
  }
  if (start + end !== file.length) throw new SafetensorsError(`has ${file.length - start} bytes of numbers; its header describes ${end}`)
  const tensors = new Map(placed.map(({ name, shape, stored, from }) => [name, numbers(view, name, shape, stored, start + from)]))
  return { tensors, metadata: metadataOf(metadata) }
}

function headerOf(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new SafetensorsError('has a header that is not JSON')
  }
  if (!isRecord(header)) throw new SafetensorsError('has a header that is not a record')
  return header
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface Placed {
  readonly name: string
  readonly shape: readonly number[]
  readonly stored: Stored
  readonly from: number
  readonly to: number
}

function place(name: string, described: unknown): Placed {
  const shown = JSON.stringify(name.slice(0, 80))
  const { dtype, shape, data_offsets: offsets } = (described ?? {}) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown }
  const stored = typeof dtype === 'string' && Object.hasOwn(STORED, dtype) ? STORED[dtype] : undefined
  if (stored === undefined) {
    const type = typeof dtype === 'string' ? dtype.slice(0, 20) : typeof dtype
    throw new SafetensorsError(`has ${shown} of a type that is not read: ${type}`)
  }
  if (!isCounts(shape) || shape.length > MAX_RANK) throw new SafetensorsError(`has no usable shape for ${shown}`)
  if (!isCounts(offsets) || offsets.length !== 2) throw new SafetensorsError(`has no usable offsets for ${shown}`)
  const [from, to] = offsets as [number, number]
  if (sizeOf(shape) * stored.bytes !== to - from) {
    throw new SafetensorsError(
      `has ${to - from} bytes for ${shown} of shape [${shape.join(', ')}], expected ${sizeOf(shape) * stored.bytes}`,
    )
  }
  return { name, shape, stored, from, to }
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}

function numbers(view: DataView, name: string, shape: readonly number[], stored: Stored, start: number): Tensor {
  const data: TensorData = emptyData(stored.dtype, sizeOf(shape))
  for (let i = 0; i < data.length; i++) {
    const value = stored.read(view, start + i * stored.bytes)
    if (!Number.isFinite(value))
      throw new SafetensorsError(`has a number that is not finite: ${JSON.stringify(name)}, element ${i} is ${value}`)
    data[i] = value
  }
  return { dtype: stored.dtype, shape, data }
}

function metadataOf(described: unknown = {}): ReadonlyMap<string, string> {
  if (!isRecord(described) || !Object.values(described).every((value) => typeof value === 'string'))
    throw new SafetensorsError('has metadata that is not a record of texts')
  return new Map(Object.entries(described) as [string, string][])
}

/**
 * The bytes of a safetensors file, the same for the same tensors in the same order.
 *
 * @param as - how float32 and float64 are stored; F16 rounds to the nearest half.
 * @throws RangeError for a tensor of integers, which nothing here needs to write.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
  as: 'F32' | 'F16' | 'F64',
): Uint8Array {
  const stored = STORED[as] as Stored
  const header: Record<string, unknown> = { [METADATA]: metadata }
  let bytes = 0
  for (const [name, { dtype, shape, data }] of tensors) {
    if (dtype !== 'float32' && dtype !== 'float64') throw new RangeError(`${name} is ${dtype}; only floats are written`)
    header[name] = { dtype: as, shape, data_offsets: [bytes, bytes + data.length * stored.bytes] }
    bytes += data.length * stored.bytes
  }
  const text = JSON.stringify(header)
  // The body begins at a multiple of 8 bytes.
  const json = new TextEncoder().encode(text + ' '.repeat((8 - (new TextEncoder().encode(text).length % 8)) % 8))
  const file = new Uint8Array(8 + json.length + bytes)
  const view = new DataView(file.buffer)
  view.setBigUint64(0, BigInt(json.length), LITTLE)
  file.set(json, 8)
  let at = 8 + json.length
  for (const { data } of tensors.values()) {
    for (const value of data) {
      if (as === 'F64') view.setFloat64(at, value, LITTLE)
      else if (as === 'F32') view.setFloat32(at, value, LITTLE)
      else view.setUint16(at, toHalf(value), LITTLE)
      at += stored.bytes
    }
  }
  return file
}

/** Nearest half, ties to even. */
function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (!(size < 65_520)) throw new RangeError(`${value} does not fit a half float`)
  const exponent = Math.max(Math.floor(Math.log2(size)), -14)
  const steps = roundToEven(size / 2 ** (exponent - 10))
  // The 1024 steps of a whole power of two, by nature or by carry, run over into the exponent by themselves.
  return sign | (((exponent + 14) << 10) + steps)
}

function roundToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}
