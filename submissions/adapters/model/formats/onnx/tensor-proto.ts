import { emptyData, sizeOf, type Tensor } from '#grading/model/tensor'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { type ExternalData, locationOf } from './external-data.ts'
import type { Message } from './protobuf.ts'
import { dtypeOf, type ElementType } from './value.ts'

// Numbers of the fields of TensorProto in onnx.proto.
const DIMS = 1
const DATA_TYPE = 2
const FLOAT_DATA = 4
const INT32_DATA = 5
const INT64_DATA = 7
export const TENSOR_NAME = 8
const RAW_DATA = 9
const DOUBLE_DATA = 10
const EXTERNAL_DATA = 13
const DATA_LOCATION = 14

/** A constant of the file with the type that the file gives it. */
export interface TypedTensor extends Tensor {
  readonly type: ElementType
}

interface Kind {
  readonly type: ElementType
  readonly bytes: number
  read(view: DataView, at: number): number
  field(message: Message): readonly number[]
}

const int32s = (message: Message): readonly number[] => message.integers(INT32_DATA)

const KINDS: ReadonlyMap<number, Kind> = new Map([
  [1, { type: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true), field: (message) => message.floats(FLOAT_DATA) }],
  [2, { type: 'uint8', bytes: 1, read: (view, at) => view.getUint8(at), field: int32s }],
  [3, { type: 'int8', bytes: 1, read: (view, at) => view.getInt8(at), field: int32s }],
  [4, { type: 'uint16', bytes: 2, read: (view, at) => view.getUint16(at, true), field: int32s }],
  [5, { type: 'int16', bytes: 2, read: (view, at) => view.getInt16(at, true), field: int32s }],
  [6, { type: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true), field: int32s }],
  [
    7,
    { type: 'int64', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)), field: (message) => message.integers(INT64_DATA) },
  ],
  [9, { type: 'bool', bytes: 1, read: (view, at) => view.getUint8(at), field: int32s }],
  [11, { type: 'float64', bytes: 8, read: (view, at) => view.getFloat64(at, true), field: (message) => message.doubles(DOUBLE_DATA) }],
] satisfies [number, Kind][])

/** Of the types that are not read: how the standard calls them. */
const UNREAD: Readonly<Record<number, string>> = {
  8: 'string',
  10: 'float16',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8',
  18: 'float8',
  19: 'float8',
  20: 'float8',
  21: 'uint4',
  22: 'int4',
  23: 'float4',
}

export function typeNamed(number: number | undefined): string {
  return KINDS.get(number ?? 0)?.type ?? UNREAD[number ?? 0] ?? String(number ?? 0)
}

/**
 * A tensor out of an ONNX file.
 *
 * @param message - a TensorProto.
 * @param name - how messages call it.
 * @param external - the files beside it, where it may keep its numbers there.
 * @throws ModelRefusal if its numbers are of a type that is not read, or are not as many as its shape says.
 */
export function readTensor(message: Message, name: string, external?: ExternalData): TypedTensor {
  const shape = message.integers(DIMS)
  const kind = KINDS.get(message.integer(DATA_TYPE) ?? 0)
  if (kind === undefined) {
    const type = typeNamed(message.integer(DATA_TYPE))
    throw new ModelRefusal(
      `has ${quoted(name)} of the type ${type}; expected one of: ${[...KINDS.values()].map((one) => one.type).join(', ')}`,
    )
  }
  const size = sizeOf(shape)
  if (shape.length > 8 || !shape.every((side) => Number.isSafeInteger(side) && side >= 0) || !Number.isSafeInteger(size))
    throw new ModelRefusal(`has no usable shape for ${quoted(name)}`)
  const elsewhere = message.integer(DATA_LOCATION) === 1 || message.all(EXTERNAL_DATA).length > 0
  const raw = elsewhere ? locationOf(message.all(EXTERNAL_DATA), name, size * kind.bytes, external) : message.bytes(RAW_DATA)
  const listed = raw === undefined ? kind.field(message) : []
  const there = raw === undefined ? listed.length : raw.length / kind.bytes
  if (there !== size) throw new ModelRefusal(`has ${there} numbers for ${quoted(name)} of shape [${shape.join(', ')}]`)
  const dtype = dtypeOf(kind.type)
  const data = emptyData(dtype, size)
  if (raw === undefined) data.set(listed)
  else {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    for (let i = 0; i < size; i++) data[i] = kind.read(view, i * kind.bytes)
  }
  return { dtype, type: kind.type, shape, data }
}
