import { isRecord, isTensor, type Value } from '../model/value.ts'

/** Letters that count as much as a number. */
const LETTERS = 16

/**
 * How much there is to read in a value: its numbers, and the lists and fields that they lie in, which an array with an axis of length 0
 * has as well.
 *
 * @param most - not counted further than just past this.
 */
export function sizeOfValue(value: Value, most = Number.POSITIVE_INFINITY): number {
  if (typeof value === 'string') return 1 + value.length / LETTERS
  if (value === null || typeof value !== 'object') return 1
  if (isTensor(value)) return value.shape.reduce((size, _, axis) => size + rowsOf(value.shape, axis), 1)
  let size = 1
  for (const item of isRecord(value) ? value.values() : value) {
    size += sizeOfValue(item, most - size)
    if (size > most) break
  }
  return size
}

/** Lists along the axes before and with this one. */
function rowsOf(shape: readonly number[], axis: number): number {
  return shape.slice(0, axis + 1).reduce((product, extent) => product * extent, 1)
}

/** So much is read of any answer; right ones of functions of a few numbers have fewer than a hundred. */
const ALWAYS = 2 ** 10
/** Of a function without arguments: a table of losses. */
const UNASKED = 2 ** 14
/** The largest right answer is as large as its arguments; an honest slip, such as a row for every sample, a few times that where they are few. */
const TIMES = 16
const FEW = 2 ** 11
/** An integer can be the size that is asked for: twice as many numbers are right for points of a plane, each in a list of its own as a column. */
const TIMES_ASKED = 8

/**
 * The largest answer that is read. A check may take time that grows with its square.
 *
 * @param seed - position of the argument that is no size, if there is one.
 */
export function largestAnswer(args: readonly Value[], seed = -1): number {
  if (args.length === 0) return UNASKED
  const given = args.reduce<number>((sum, arg) => sum + sizeOfValue(arg), 0)
  const asked = args.reduce<number>((sum, arg, i) => sum + (i === seed || typeof arg !== 'number' ? 0 : Math.abs(arg)), 0)
  return Math.max(ALWAYS, given + TIMES * Math.min(given, FEW), Math.round(TIMES_ASKED * Math.min(asked, 2 ** 16)))
}

/** Where the most of a value lies, in words: `an array of shape [20000, 4]` at `components`. */
export function largestPart(value: Value): { readonly got: string; readonly at: string } {
  if (isTensor(value)) return { got: `an array of shape [${value.shape.join(', ')}]`, at: '' }
  if (value === null || typeof value !== 'object') return { got: `text of ${String(value).length} characters`, at: '' }
  let most: { readonly size: number; readonly name: string; readonly part: Value } | undefined
  for (const [name, part] of isRecord(value) ? value : value.entries()) {
    const size = sizeOfValue(part)
    if (most === undefined || size > most.size) most = { size, name: `${name}`, part }
  }
  const whole = isRecord(value) ? `a record of ${value.size} fields` : `a list of ${value.length}`
  if (most === undefined || most.size < sizeOfValue(value) / 2) return { got: whole, at: '' }
  const { got, at } = largestPart(most.part)
  return { got, at: at === '' ? most.name : `${most.name}.${at}` }
}
