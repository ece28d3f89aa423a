import { emptyData, sizeOf, type Tensor } from '#grading/model/tensor'
import { ModelRefusal, quoted } from '../../refusal.ts'
import { createParameterCount, requireFewParameters } from '../numbers.ts'
import { findStateDict, type StateDict, withoutWrappers } from './find-state-dict.ts'
import type { TensorView } from './pickled.ts'
import { readPickle, UnknownGlobal } from './read-pickle.ts'
import { refuseOther } from './recognise.ts'
import { type Records, zipRecords } from './zip-records.ts'

/** What the layers beside a state dict say of it. */
export interface Wanted {
  /** The key of a checkpoint that holds it. */
  readonly stateDict?: string
  /** `weights` of the layers. */
  readonly weights: readonly string[]
}

/** A state dict that was found in a file, its numbers not read yet. */
export interface FoundStateDict {
  /** What was passed over or renamed; each completes "models/cnn.pt …". */
  readonly notes: readonly string[]
  /** @throws ModelRefusal for numbers that are damaged, too many or not finite. */
  tensors(): ReadonlyMap<string, Tensor>
}

/**
 * A state dict that torch.save wrote: a zip (PyTorch 1.6 or newer) of a pickle and of the numbers of each tensor, alone or within a
 * checkpoint. Nothing is imported and nothing is run.
 *
 * @param name - of the file, for the line of Python that a refusal ends with.
 * @throws ModelRefusal for what cannot be read: the sentence names what the file is and how to save one that can.
 * @see https://github.com/pytorch/pytorch/blob/main/torch/serialization.py
 */
export async function readStateDict(file: Uint8Array, name: string, wanted: Wanted): Promise<FoundStateDict> {
  const line = (saved: string): string => `save it so: torch.save(${saved}, ${quoted(name)})`
  refuseOther(file, name)
  const records = await zipRecords(file)
  const pickle = pickleOf(records, name)
  let found: ReturnType<typeof findStateDict>
  try {
    found = findStateDict(readPickle(pickle), { line, loaded: `torch.load(${quoted(name)})`, wanted: wanted.stateDict })
  } catch (error) {
    throw error instanceof UnknownGlobal ? unknown(error, name) : error
  }
  const { tensors, removed } = withoutWrappers(found.tensors, wanted.weights)
  const notes = removed.map((prefix) => `has ${quoted(prefix)} in front of its names, which was left out`)
  if (found.key !== undefined && wanted.stateDict === undefined)
    notes.unshift(`is a checkpoint: the weights under ${quoted(found.key)} are used, and nothing else of it`)
  const little = isLittle(records)
  return { notes, tensors: () => numbersOf(tensors, records, little) }
}

function pickleOf(records: Records, name: string): Uint8Array {
  if (records.has('constants.pkl') || [...records.keys()].some((one) => one.startsWith('code/')))
    throw new ModelRefusal(
      `is a TorchScript archive, which holds code; save its weights: torch.save(torch.jit.load(${quoted(name)}).state_dict(), ${quoted(name)})`,
    )
  const pickle = records.get('data.pkl')
  if (pickle !== undefined) return pickle
  throw new ModelRefusal(
    `is a zip without data.pkl, so torch.save did not write it; save it so: torch.save(model.state_dict(), ${quoted(name)})`,
  )
}

/** What the pickle names beside tensors is a class of the student's, or of PyTorch's. */
function unknown({ message, outermost }: UnknownGlobal, name: string): ModelRefusal {
  const shown = quoted(message).slice(1, -1)
  if (message === 'torch.storage.UntypedStorage')
    return new ModelRefusal(
      `holds numbers of an uncommon type; save it as float32: torch.save({k: v.float() for k, v in model.state_dict().items()}, ${quoted(name)})`,
    )
  if (outermost || message.startsWith('torch.nn.'))
    return new ModelRefusal(
      `holds a whole module (an object of the class ${shown}), which only its code can load; save its weights: torch.save(torch.load(${quoted(name)}, weights_only=False).state_dict(), ${quoted(name)})`,
    )
  return new ModelRefusal(
    `holds ${shown}, which is no tensor and is not read; save the weights alone: torch.save(model.state_dict(), ${quoted(name)})`,
  )
}

function isLittle(records: Records): boolean {
  const record = records.get('byteorder')
  if (record === undefined) return true
  const order = new TextDecoder().decode(record.subarray(0, 20))
  if (order !== 'little' && order !== 'big') throw new ModelRefusal(`says the byte order ${quoted(order)}; expected little or big`)
  return order === 'little'
}

function numbersOf(tensors: StateDict, records: Records, little: boolean): ReadonlyMap<string, Tensor> {
  // Before anything is allocated: a tensor may repeat one number without end.
  requireFewParameters([...tensors.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0))
  const count = createParameterCount()
  return new Map(
    [...tensors].map(([name, view]) => {
      const tensor = read(view, name, records, little)
      count(name, tensor)
      return [name, tensor]
    }),
  )
}

function read({ storage, offset, shape, strides }: TensorView, name: string, records: Records, little: boolean): Tensor {
  const { numbers, count, key } = storage
  const record = records.get(`data/${key}`)
  if (record === undefined) throw new ModelRefusal(`has no record ${quoted(`data/${key}`)} with the numbers of ${quoted(name)}`)
  if (record.length !== count * numbers.bytes)
    throw new ModelRefusal(`has ${record.length} bytes for ${count} numbers of ${quoted(name)}; expected ${count * numbers.bytes}`)
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  const data = emptyData(numbers.dtype, sizeOf(shape))
  const index = shape.map(() => 0)
  let from = offset
  for (let i = 0; i < data.length; i++) {
    data[i] = numbers.read(view, from * numbers.bytes, little)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1
      from += strides[axis] as number
      if ((index[axis] as number) < (shape[axis] as number)) break
      from -= (strides[axis] as number) * (shape[axis] as number)
      index[axis] = 0
    }
  }
  return { dtype: numbers.dtype, shape, data }
}
