import { type DType, emptyData, sizeOf, type Tensor } from '../../../../../grading/model/tensor.ts'
import { ModelRefusal, quoted } from '../../refusal.ts'
import type { Message } from './protobuf.ts'

// Numbers of the fields of TensorProto in onnx.proto.
const DIMS = 1
const DATA_TYPE = 2
const FLOAT_DATA = 4
const INT32_DATA = 5
const INT64_DATA = 7
export const TENSOR_NAME = 8
const RAW_DATA = 9
const EXTERNAL_DATA = 13
const DATA_LOCATION = 14

interface Kind {
  readonly dtype: DType
  readonly bytes: number
  read(view: DataView, at: number): number
  field(message: Message): readonly number[]
}

const KINDS: ReadonlyMap<number, Kind> = new Map([
  [1, { dtype: 'float32', bytes: 4, read: (view, at) => view.getFloat32(at, true), field: (message) => message.floats(FLOAT_DATA) }],
  [6, { dtype: 'int32', bytes: 4, read: (view, at) => view.getInt32(at, true), field: (message) => message.integers(INT32_DATA) }],
  [
    7,
    { dtype: 'int64', bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)), field: (message) => message.integers(INT64_DATA) },
  ],
] satisfies [number, Kind][])

/**
 * A tensor out of an ONNX file.
 *
 * @param message - a TensorProto.
 * @param name - how messages call it.
 * @throws ModelRefusal if its numbers lie in another file, are of a type that is not read, or are not as many as its shape says.
 */
export function readTensor(message: Message, name: string): Tensor {
  if (message.integer(DATA_LOCATION) === 1 || message.all(EXTERNAL_DATA).length > 0)
    throw new ModelRefusal(`keeps the numbers of ${quoted(name)} in another file (external data); save the model as one file`)
  const shape = message.integers(DIMS)
  const kind = KINDS.get(message.integer(DATA_TYPE) ?? 0)
  if (kind === undefined)
    throw new ModelRefusal(`has ${quoted(name)} of the type ${message.integer(DATA_TYPE) ?? 0}; float32, int32 and int64 are read`)
  const size = sizeOf(shape)
  if (shape.length > 8 || !shape.every((side) => Number.isSafeInteger(side) && side >= 0) || !Number.isSafeInteger(size))
    throw new ModelRefusal(`has no usable shape for ${quoted(name)}`)
  const raw = message.bytes(RAW_DATA)
  const listed = raw === undefined ? kind.field(message) : []
  const there = raw === undefined ? listed.length : raw.length / kind.bytes
  if (there !== size) throw new ModelRefusal(`has ${there} numbers for ${quoted(name)} of shape [${shape.join(', ')}]`)
  const data = emptyData(kind.dtype, size)
  if (raw === undefined) data.set(listed)
  else {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    for (let i = 0; i < size; i++) data[i] = kind.read(view, i * kind.bytes)
  }
  return { dtype: kind.dtype, shape, data }
}
