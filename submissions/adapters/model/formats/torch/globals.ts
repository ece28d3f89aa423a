import { fromBrain, fromHalf } from '#grading/model/small-floats'
import { sizeOf } from '#grading/model/tensor'
import { ModelRefusal } from '../../refusal.ts'
import type { Pickled, PickledObject, StorageKind, TensorView } from './pickled.ts'

const MOST_AXES = 8

/** The classes of storages whose numbers are read. */
const STORAGES: Readonly<Record<string, StorageKind>> = {
  'torch.FloatStorage': { bytes: 4, dtype: 'float32', read: (view, at, little) => view.getFloat32(at, little) },
  'torch.DoubleStorage': { bytes: 8, dtype: 'float64', read: (view, at, little) => view.getFloat64(at, little) },
  'torch.HalfStorage': { bytes: 2, dtype: 'float32', read: (view, at, little) => fromHalf(view.getUint16(at, little)) },
  'torch.BFloat16Storage': { bytes: 2, dtype: 'float32', read: (view, at, little) => fromBrain(view.getUint16(at, little)) },
  'torch.LongStorage': { bytes: 8, dtype: 'int64', read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  'torch.IntStorage': { bytes: 4, dtype: 'int64', read: (view, at, little) => view.getInt32(at, little) },
  'torch.ShortStorage': { bytes: 2, dtype: 'int64', read: (view, at, little) => view.getInt16(at, little) },
  'torch.CharStorage': { bytes: 1, dtype: 'int64', read: (view, at) => view.getInt8(at) },
  'torch.ByteStorage': { bytes: 1, dtype: 'int64', read: (view, at) => view.getUint8(at) },
  'torch.BoolStorage': { bytes: 1, dtype: 'int64', read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
}

type Make = (args: readonly Pickled[]) => Pickled

const INERT: PickledObject = { kind: 'inert' }
const inert: Make = () => INERT

/** What may be called, and what comes of it here: the names stand for themselves, and nothing of that name is run. */
const CALLED: Readonly<Record<string, Make>> = {
  // Its entries are put into it one by one.
  'collections.OrderedDict': (args) =>
    args.length === 0 ? { kind: 'mapping', entries: new Map() } : refuse('an ordered dictionary that is not filled entry by entry'),
  'collections.defaultdict': () => ({ kind: 'mapping', entries: new Map() }),
  'torch._utils._rebuild_tensor_v2': ([storage, offset, shape, strides]) => tensorOf(storage, offset, shape, strides),
  'torch._utils._rebuild_parameter': ([tensor]) => (isA(tensor, 'tensor') ? tensor : refuse('a parameter of what is no tensor')),
  'torch.Size': ([sizes]) => (isA(sizes, 'tuple') ? sizes : refuse('a size that is no tuple')),
  // They stand beside the weights in checkpoints.
  'torch.device': inert,
  '_codecs.encode': inert,
  'numpy.dtype': inert,
  'numpy.core.multiarray.scalar': inert,
  'numpy._core.multiarray.scalar': inert,
  'numpy.core.multiarray._reconstruct': inert,
  'numpy._core.multiarray._reconstruct': inert,
}

const DTYPES = ['float32', 'float64', 'float16', 'bfloat16', 'int64', 'int32', 'int16', 'int8', 'uint8', 'bool']

/** Names that are only handed on. */
const NAMED: ReadonlySet<string> = new Set([
  ...DTYPES.map((name) => `torch.${name}`),
  ...['numpy.ndarray', '__builtin__.list', '__builtin__.dict', '__builtin__.int', '__builtin__.float'],
  ...['builtins.list', 'builtins.dict', 'builtins.int', 'builtins.float'],
])

/** Whether a pickle may name it. */
export function isKnownGlobal(name: string): boolean {
  return Object.hasOwn(STORAGES, name) || Object.hasOwn(CALLED, name) || NAMED.has(name)
}

/** @throws ModelRefusal for what cannot be called, or not with this. */
export function called(name: string, args: readonly Pickled[]): Pickled {
  const make = Object.hasOwn(CALLED, name) ? CALLED[name] : undefined
  return make === undefined ? refuse(`a call of ${name}`) : make(args)
}

/** `('storage', class, key, device, count)`. @throws ModelRefusal for anything else. */
export function storageOf(id: Pickled): PickledObject {
  const [word, type, key, device, count] = isA(id, 'tuple') ? id.items : []
  if (word !== 'storage' || !isA(type, 'global') || typeof key !== 'string' || typeof device !== 'string' || !isCount(count))
    return refuse('a reference to numbers in a form that torch.save does not write')
  const numbers = Object.hasOwn(STORAGES, type.name) ? STORAGES[type.name] : undefined
  return numbers === undefined ? refuse(`numbers as ${type.name}`) : { kind: 'storage', key, type: type.name, numbers, count }
}

function tensorOf(storage: Pickled | undefined, offset: Pickled | undefined, shape: Pickled | undefined, strides: Pickled | undefined) {
  if (!isA(storage, 'storage') || !isCount(offset) || !isCounts(shape) || !isCounts(strides))
    return refuse(`a tensor without its numbers, or with more than ${MOST_AXES} axes`)
  const [sides, steps] = [shape.items as readonly number[], strides.items as readonly number[]]
  if (sides.length !== steps.length) return refuse(`a tensor with ${sides.length} axes and ${steps.length} strides`)
  const last = sides.reduce((at, side, axis) => at + (side - 1) * (steps[axis] as number), offset)
  if (!Number.isSafeInteger(sizeOf(sides)) || (sizeOf(sides) > 0 && !(last < storage.count)))
    return refuse(`a tensor of shape [${sides.join(', ')}] that reaches beyond its ${storage.count} numbers`)
  const view: TensorView = { kind: 'tensor', storage, offset, shape: sides, strides: steps }
  return view
}

export function isA<K extends PickledObject['kind']>(value: Pickled | undefined, kind: K): value is Extract<PickledObject, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

function isCount(value: Pickled | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isCounts(value: Pickled | undefined): value is Extract<PickledObject, { kind: 'tuple' }> {
  return isA(value, 'tuple') && value.items.length <= MOST_AXES && value.items.every(isCount)
}

function refuse(what: string): never {
  throw new ModelRefusal(`holds ${what} in its data.pkl, which is not read`)
}
