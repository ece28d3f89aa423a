import { type Examined, type Leak, type LeakKind, leakAt } from './leak.ts'

/** Numbers that belong together, in the order in which they would be written. */
export type Series = readonly number[]

export interface SecretNumbers {
  readonly kind: LeakKind
  readonly series: readonly Series[]
  /** So many in a row are no accident, however few digits are written. */
  readonly run: number
}

/** A number written with so many significant digits is no accident by itself: among 10⁵ secret numbers one literal in 10⁴ would be. */
const DIGITS_ALONE = 10
/** Below this a literal says too little even in a row. */
const DIGITS_IN_RUN = 4

interface Literal {
  readonly value: number
  readonly digits: number
  readonly at: number
  readonly text: string
}

/** Not inside of words or of longer numbers such as versions. */
const NUMBER = /(?<![\w.#])-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]*\w)/g

/** Looks for secret numbers as literals, as written by any program or rounded for people, and as the bytes of arrays. */
export function findNumbers(examined: Examined, secrets: readonly SecretNumbers[], open: ReadonlySet<number>): readonly Leak[] {
  const literals = literalsIn(examined.text)
  return secrets.flatMap((secret) => [
    ...alone(examined, literals, secret, open),
    ...inRuns(examined, literals, secret, open),
    ...asBytes(examined, secret, open),
  ])
}

function literalsIn(text: string): readonly Literal[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const [digits = ''] = match[0].toLowerCase().split('e')
    return { value: Number(match[0]), digits: digits.replaceAll(/[-.]/g, '').replace(/^0+/, '').length, at: match.index, text: match[0] }
  })
}

/** Written in full. */
function alone(examined: Examined, literals: readonly Literal[], { kind, series }: SecretNumbers, open: ReadonlySet<number>): Leak[] {
  const known = new Set(series.flat().filter((number) => telling(number) && !open.has(number)))
  return literals
    .filter(({ value, digits }) => digits >= DIGITS_ALONE && (known.has(value) || known.has(-value)))
    .slice(0, 1)
    .map(({ at, text }) => leakAt(examined, at, kind, text))
}

/** Rounded, several in a row. */
function inRuns(examined: Examined, literals: readonly Literal[], { kind, series, run }: SecretNumbers, open: ReadonlySet<number>): Leak[] {
  const starts = new Map<string, { readonly of: Series; readonly from: number }[]>()
  for (const of of series) {
    for (let from = 0; from + run <= of.length; from++) {
      if (of.slice(from, from + run).every((number) => open.has(number))) continue
      const key = rounded(of[from] as number)
      starts.set(key, [...(starts.get(key) ?? []), { of, from }])
    }
  }
  for (const [i, literal] of literals.entries()) {
    const places = starts.get(rounded(literal.value)) ?? []
    const found = places.find(({ of, from }) => matches(literals.slice(i, i + run), of.slice(from, from + run)))
    if (found === undefined) continue
    const last = literals[i + run - 1] as Literal
    return [leakAt(examined, literal.at, kind, examined.text.slice(literal.at, last.at + last.text.length))]
  }
  return []
}

function matches(literals: readonly Literal[], numbers: Series): boolean {
  if (literals.length < numbers.length) return false
  const whole = numbers.every(Number.isInteger)
  return literals.every(({ value, digits }, i) => {
    const number = numbers[i] as number
    if (whole) return value === number
    return digits >= DIGITS_IN_RUN && Number(number.toPrecision(Math.min(digits, 17))) === value
  })
}

function rounded(number: number): string {
  return number.toPrecision(DIGITS_IN_RUN - 1)
}

/** Arrays of doubles, of singles and of bytes, as files of weights and images hold them. */
function asBytes(examined: Examined, { kind, series, run }: SecretNumbers, open: ReadonlySet<number>): Leak[] {
  const haystack = Buffer.from(examined.bytes.buffer, examined.bytes.byteOffset, examined.bytes.byteLength)
  for (const numbers of series) {
    const part = numbers.slice(0, run)
    if (part.length < run || part.every((number) => open.has(number) || !(telling(number) || run > 8))) continue
    const forms = [Float64Array.from(part), Float32Array.from(part), ...(part.every((one) => one === (one & 255)) ? [Uint8Array.from(part)] : [])]
    for (const form of forms) {
      const at = haystack.indexOf(Buffer.from(form.buffer))
      if (at >= 0) return [{ file: examined.file, line: 1, kind, excerpt: `${part.length} numbers as ${form.constructor.name}, from byte ${at}` }]
    }
  }
  return []
}

/** Whether a number can be told from one that anybody might write. */
function telling(number: number): boolean {
  return Number.isFinite(number) && !Number.isInteger(number) && `${Math.abs(number)}`.replace(/e.*$/, '').replace('.', '').length >= DIGITS_ALONE
}

/** All series of numbers in data of any form. */
export function seriesIn(value: unknown): readonly Series[] {
  if (typeof value === 'number') return [[value]]
  if (value === null || typeof value !== 'object') return []
  if (ArrayBuffer.isView(value)) return [Array.from(value as unknown as ArrayLike<number>)]
  const items = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : Object.values(value)
  const numbers = items.every((item) => typeof item === 'number')
  return numbers && items.length > 0 ? [items as number[]] : items.flatMap((item) => seriesIn(item))
}
