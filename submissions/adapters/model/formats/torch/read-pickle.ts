import { ModelRefusal } from '../../refusal.ts'
import { called, isA, isKnownGlobal, storageOf } from './globals.ts'
import type { Pickled, PickledObject } from './pickled.ts'

/** The pickle of a network of 4000 tensors has 600 KB. */
const MOST_BYTES = 8 * 1024 * 1024
/** Dictionaries, lists, tuples and tensors: ten times those of such a network with its optimiser. */
const MOST_OBJECTS = 500_000
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true })
const NEWEST_PROTOCOL = 5
const LONGEST_NUMBER = 255

/** Where the pickle names what may not be named. */
export class UnknownGlobal extends Error {
  /** Whether the whole pickle is one object of this class, not a dictionary that holds one. */
  readonly outermost: boolean
  constructor(name: string, outermost: boolean) {
    super(name)
    this.outermost = outermost
  }
}

interface Machine {
  readonly stack: Pickled[]
  readonly marks: number[]
  readonly memo: Map<number, Pickled>
  readonly reader: Reader
  objects: number
}

type Step = (machine: Machine) => void

/**
 * What a pickle of torch.save holds. The machine knows the instructions that such a file is written with and no others; nothing is
 * imported and nothing is run, so that a name is either one of a closed list or ends the reading.
 *
 * @throws UnknownGlobal for a name that is not in the list, ModelRefusal for what is damaged or not read.
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export function readPickle(bytes: Uint8Array): Pickled {
  if (bytes.length > MOST_BYTES) throw new ModelRefusal(`has ${bytes.length} bytes in its data.pkl; at most ${MOST_BYTES} are read`)
  const machine: Machine = { stack: [], marks: [], memo: new Map(), reader: createReader(bytes), objects: 0 }
  for (;;) {
    const code = machine.reader.whole(1)
    if (code === STOP) break
    const step = STEPS.get(code)
    if (step === undefined)
      throw new ModelRefusal(
        `has an instruction in its data.pkl that no state dict is written with (0x${code.toString(16).padStart(2, '0')})`,
      )
    step(machine)
  }
  if (machine.stack.length !== 1) throw damaged('it does not end with one value')
  return machine.stack[0] as Pickled
}

function damaged(why: string): ModelRefusal {
  return new ModelRefusal(`has a damaged data.pkl: ${why}`)
}

interface Reader {
  /** Little-endian. */
  whole(length: number): number
  bytes(length: number): Uint8Array
  view(length: number): DataView
  line(): string
}

function createReader(file: Uint8Array): Reader {
  let at = 0
  const bytes = (length: number): Uint8Array => {
    if (!(length <= file.length - at)) throw damaged('it ends too early')
    at += length
    return file.subarray(at - length, at)
  }
  const view = (length: number): DataView => {
    const part = bytes(length)
    return new DataView(part.buffer, part.byteOffset, length)
  }
  return {
    bytes,
    view,
    whole: (length) => bytes(length).reduceRight((sum, byte) => sum * 256 + byte, 0),
    line: () => {
      const end = file.indexOf(10, at)
      if (end === -1) throw damaged('it ends within a name')
      const text = TEXT.decode(file.subarray(at, end))
      at = end + 1
      return text
    },
  }
}

/** An object that was made: a byte of the file makes a hundred of memory. */
function made(machine: Machine, object: Pickled): void {
  machine.objects++
  if (machine.objects > MOST_OBJECTS) throw new ModelRefusal(`holds more than ${MOST_OBJECTS} objects in its data.pkl`)
  machine.stack.push(object)
}

function pop({ stack, marks }: Machine): Pickled {
  if (stack.length <= (marks.at(-1) ?? 0)) throw damaged('a value is missing')
  return stack.pop() as Pickled
}

function top(machine: Machine): Pickled {
  const value = pop(machine)
  machine.stack.push(value)
  return value
}

function sinceMark({ stack, marks }: Machine): Pickled[] {
  const mark = marks.pop()
  if (mark === undefined) throw damaged('a mark is missing')
  return stack.splice(mark)
}

function remembered({ memo, stack }: Machine, key: number): void {
  const value = memo.get(key)
  if (value === undefined) throw damaged('it takes what was not kept')
  stack.push(value)
}

function named(machine: Machine, module: Pickled, name: Pickled): void {
  const whole = `${String(module)}.${String(name)}`
  if (typeof module !== 'string' || typeof name !== 'string' || !isKnownGlobal(whole))
    throw new UnknownGlobal(whole.slice(0, 120), machine.stack.length === 0)
  made(machine, { kind: 'global', name: whole })
}

function put(machine: Machine, items: readonly Pickled[]): void {
  const into = top(machine)
  if (isA(into, 'inert')) return
  if (!isA(into, 'mapping') || items.length % 2 !== 0) throw damaged('it puts entries into what is no dictionary')
  for (let i = 0; i < items.length; i += 2) into.entries.set(items[i] as Pickled, items[i + 1] as Pickled)
}

function append(machine: Machine, items: readonly Pickled[]): void {
  const into = top(machine)
  if (!isA(into, 'list')) throw damaged('it adds to what is no list')
  for (const item of items) into.items.push(item)
}

function tuple(items: readonly Pickled[]): PickledObject {
  return { kind: 'tuple', items }
}

/** A signed number of any length; one beyond the safe integers stays a big one. */
function long({ reader, stack }: Machine): void {
  const bytes = reader.bytes(reader.whole(1))
  if (bytes.length > LONGEST_NUMBER) throw damaged('a number is too long')
  const value = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const signed = BigInt.asIntN(8 * bytes.length, value)
  const plain = Number(signed)
  stack.push(Number.isSafeInteger(plain) ? plain : signed)
}

const text =
  (length: number): Step =>
  ({ reader, stack }) =>
    stack.push(TEXT.decode(reader.bytes(reader.whole(length))))
const inertBytes =
  (length: number): Step =>
  (machine) => {
    machine.reader.bytes(machine.reader.whole(length))
    made(machine, { kind: 'inert' })
  }
const value =
  (make: () => Pickled): Step =>
  (machine) =>
    made(machine, make())
const keep =
  (key: (machine: Machine) => number): Step =>
  (machine) =>
    machine.memo.set(key(machine), top(machine))
const ofLast =
  (count: number): Step =>
  (machine) => {
    const items = Array.from({ length: count }, () => pop(machine)).reverse()
    made(machine, tuple(items))
  }

function reduce(machine: Machine): void {
  const [args, callable] = [pop(machine), pop(machine)]
  if (!isA(args, 'tuple') || !isA(callable, 'global')) throw damaged('it calls what is no name')
  made(machine, called(callable.name, args.items))
}

/** What is set on a dictionary or beside it, such as the versions of its layers, changes no weights. */
function build(machine: Machine): void {
  pop(machine)
  const object = top(machine)
  if (!isA(object, 'mapping') && !isA(object, 'inert')) throw damaged('it sets fields of what has none')
}

const STOP = 0x2e
const INSTRUCTIONS: readonly (readonly [code: string, step: Step])[] = [
  ['\x80', ({ reader }) => requireProtocol(reader.whole(1))],
  ['\x95', ({ reader }) => void reader.bytes(8)],
  ['(', ({ stack, marks }) => marks.push(stack.length)],
  ['N', ({ stack }) => stack.push(null)],
  ['\x88', ({ stack }) => stack.push(true)],
  ['\x89', ({ stack }) => stack.push(false)],
  ['J', ({ reader, stack }) => stack.push(reader.view(4).getInt32(0, true))],
  ['K', ({ reader, stack }) => stack.push(reader.whole(1))],
  ['M', ({ reader, stack }) => stack.push(reader.whole(2))],
  ['G', ({ reader, stack }) => stack.push(reader.view(8).getFloat64(0))],
  ['\x8a', long],
  ['X', text(4)],
  ['\x8c', text(1)],
  ['\x8d', text(8)],
  ['B', inertBytes(4)],
  ['C', inertBytes(1)],
  ['\x8e', inertBytes(8)],
  [')', value(() => tuple([]))],
  ['\x85', ofLast(1)],
  ['\x86', ofLast(2)],
  ['\x87', ofLast(3)],
  ['t', (machine) => made(machine, tuple(sinceMark(machine)))],
  [']', value(() => ({ kind: 'list', items: [] }))],
  ['a', (machine) => append(machine, [pop(machine)])],
  ['e', (machine) => append(machine, sinceMark(machine))],
  ['}', value(() => ({ kind: 'mapping', entries: new Map() }))],
  ['s', (machine) => put(machine, [pop(machine), pop(machine)].reverse())],
  ['u', (machine) => put(machine, sinceMark(machine))],
  ['q', keep(({ reader }) => reader.whole(1))],
  ['r', keep(({ reader }) => reader.whole(4))],
  ['\x94', keep(({ memo }) => memo.size)],
  ['h', (machine) => remembered(machine, machine.reader.whole(1))],
  ['j', (machine) => remembered(machine, machine.reader.whole(4))],
  ['c', (machine) => named(machine, machine.reader.line(), machine.reader.line())],
  [
    '\x93',
    (machine) => {
      const [name, module] = [pop(machine), pop(machine)]
      named(machine, module, name)
    },
  ],
  ['R', reduce],
  ['b', build],
  ['Q', (machine) => made(machine, storageOf(pop(machine)))],
]
const STEPS: ReadonlyMap<number, Step> = new Map(INSTRUCTIONS.map(([code, step]) => [code.charCodeAt(0), step]))

function requireProtocol(version: number): void {
  if (version > NEWEST_PROTOCOL) throw damaged(`it says protocol ${version}`)
}
