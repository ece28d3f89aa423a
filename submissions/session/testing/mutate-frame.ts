import { integers, toValue, type Value } from '#grading/model/value'
import { encodeHeader, HEADER_BYTES, LOAD_ERROR, MAX_BIN_BYTES, MAX_JSON_BYTES, NO_NONCE, READY, RESULT } from '../frame.ts'
import { encodeValue } from '../value-codec.ts'
import { createSink, gathered } from '../wire-numbers.ts'

/** An integer from 0 to `below` - 1, the same sequence for the same seed (mulberry32). */
export type Dice = (below: number) => number

export function dice(seed: number): Dice {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const MATRIX = toValue([
  [1, 2.5, -0],
  [Number.NaN, Number.POSITIVE_INFINITY, 1e-310],
])
const VALUES: readonly Value[] = [
  null,
  true,
  0.1,
  -0,
  'text "quoted" \u2028 \\',
  MATRIX,
  integers([3, 1, 2]),
  { dtype: 'bool', shape: [3], data: Uint8Array.of(1, 0, 1) },
  [MATRIX, 'x', [null, [1, [2, [3]]]]],
  new Map<string, Value>([
    ['dW1', MATRIX],
    ['__proto__', new Map<string, Value>([['toJSON', 1]])],
  ]),
]

/** Frames as honest children send them. */
export const HONEST: readonly Buffer[] = [
  ...VALUES.map((value) => result([value])),
  result(VALUES),
  bytesOf(RESULT, '{"answers":[{"e":{"kind":"exception","name":"TypeError","message":"m","file":"a.ts","line":3,"column":1}}]}'),
  bytesOf(RESULT, '{"answers":[{"e":{"kind":"bad-value","expected":"a","got":"b","at":"return value[1]"}}]}'),
  bytesOf(RESULT, '{"answers":[{"v":{"t":"num","v":"0.1"},"m":[0,2]}]}'),
  bytesOf(READY, '{"entries":["softmax","odd_neuron"],"runtime":"node 20"}'),
  bytesOf(LOAD_ERROR, '{"kind":"syntax-error","name":"SyntaxError","message":"unexpected","file":"a.ts","line":1,"column":9}'),
]

function result(values: readonly Value[]): Buffer {
  const sink = createSink()
  const answers = values.map((value) => `{"v":${encodeValue(value, sink, 'num')}}`)
  return bytesOf(RESULT, `{"answers":[${answers.join(',')}]}`, gathered(sink))
}

function bytesOf(type: number, json: string, bin: Uint8Array = new Uint8Array(0)): Buffer {
  const text = Buffer.from(json)
  return Buffer.concat([encodeHeader(type, text.length, bin.length, NO_NONCE), text, bin])
}

/** Texts that mean something somewhere: put in place of a number, a word or a bracket. */
const TOKENS = [
  ...['-1', '1e308', '4294967296', '9007199254740993', '1.5', '"-0"', '"1e400"', '"0x10"', '"NaN"', '" "', 'null', 'true', '[]', '{}'],
  ...['"tensor"', '"list"', '"dict"', '"int"', '"num"', '"str"', '"bool"', '"constructor"', '"__proto__"', '"hasOwnProperty"', '"length"'],
  ...[
    '"float64"',
    '"int64"',
    '"uint8"',
    '"shape"',
    '"off"',
    '"len"',
    '"answers"',
    '"e"',
    '[[[[[[[[[[[[[[[[',
    ']]',
    '\\',
    '"',
    '\u0000',
    '\ud800',
  ],
]
const PARTS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[[\]{},:]/g

/** A frame with one to four faults of different kinds. */
export function mutated(roll: Dice): Buffer {
  let bytes: Buffer = Buffer.from(HONEST[roll(HONEST.length)] as Buffer)
  for (let faults = 1 + roll(2) * roll(4); faults > 0; faults--) bytes = MUTATIONS[roll(MUTATIONS.length)]?.(bytes, roll) ?? bytes
  return bytes
}

type Mutation = (bytes: Buffer, roll: Dice) => Buffer

const jsonLength = (bytes: Buffer): number =>
  bytes.length < HEADER_BYTES ? 0 : Math.min(bytes.readUInt32LE(8), bytes.length - HEADER_BYTES)

const MUTATIONS: readonly Mutation[] = [
  replaceToken,
  replaceToken,
  replaceToken,
  repeatPart,
  flipBytes,
  flipBytes,
  cutOff,
  lieAboutLength,
  nest,
  splice,
]

/** Puts another token in place of one, and makes the header right again: what comes behind the header is to be reached. */
function replaceToken(bytes: Buffer, roll: Dice): Buffer {
  const tokens = [...textOf(bytes).matchAll(PARTS)]
  const chosen = tokens[roll(Math.max(1, tokens.length))]
  if (chosen === undefined) return bytes
  const other = roll(2) === 0 ? (TOKENS[roll(TOKENS.length)] as string) : (tokens[roll(tokens.length)]?.[0] ?? '')
  return withText(bytes, textOf(bytes).slice(0, chosen.index) + other + textOf(bytes).slice(chosen.index + chosen[0].length))
}

/** Repeats a piece of the JSON, up to as often as the cap lets it. */
function repeatPart(bytes: Buffer, roll: Dice): Buffer {
  const text = textOf(bytes)
  const start = roll(Math.max(1, text.length))
  const piece = text.slice(start, start + 1 + roll(80))
  const times = Math.floor((roll(20) === 0 ? MAX_JSON_BYTES - text.length : roll(300)) / Math.max(1, piece.length))
  return withText(bytes, text.slice(0, start) + piece.repeat(Math.max(0, times)) + text.slice(start))
}

function flipBytes(bytes: Buffer, roll: Dice): Buffer {
  const copy = Buffer.from(bytes)
  for (let i = 1 + roll(5); i > 0 && copy.length > 0; i--) {
    const at = roll(copy.length)
    // The two lengths have a mutation of their own, which does not make every second frame an allocation.
    if (at < 8 || at >= 16) copy[at] = roll(256)
  }
  return copy
}

function cutOff(bytes: Buffer, roll: Dice): Buffer {
  return bytes.subarray(0, roll(bytes.length + 1))
}

function lieAboutLength(bytes: Buffer, roll: Dice): Buffer {
  if (bytes.length < HEADER_BYTES) return bytes
  const copy = Buffer.from(bytes)
  const field = roll(2) === 0 ? 8 : 12
  const cap = field === 8 ? MAX_JSON_BYTES : MAX_BIN_BYTES
  const lies = [0, 1, (copy.readUInt32LE(field) + 1) >>> 0, cap + 1, 0x7fffffff, 0xffffffff]
  copy.writeUInt32LE(roll(40) === 0 ? cap : (lies[roll(lies.length)] as number), field)
  return copy
}

function nest(bytes: Buffer, roll: Dice): Buffer {
  const depth = 1 + roll(60)
  return withText(bytes, textOf(bytes).replace(/\{"t":/, () => `${'{"t":"list","v":['.repeat(depth)}{"t":`) + ']}'.repeat(roll(2) * depth))
}

function splice(bytes: Buffer, roll: Dice): Buffer {
  const other = HONEST[roll(HONEST.length)] as Buffer
  return Buffer.concat([bytes.subarray(0, roll(bytes.length + 1)), other.subarray(roll(other.length))])
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8', HEADER_BYTES, HEADER_BYTES + jsonLength(bytes))
}

function withText(bytes: Buffer, text: string): Buffer {
  const head = Buffer.from(bytes.subarray(0, HEADER_BYTES))
  const json = Buffer.from(text)
  if (head.length < HEADER_BYTES) return bytes
  head.writeUInt32LE(json.length, 8)
  return Buffer.concat([head, json, bytes.subarray(HEADER_BYTES + jsonLength(bytes))])
}
