import { type Examined, type Leak, type LeakKind, leakAt } from './leak.ts'

/** Numbers that belong together, in the order in which they would be written. */
export type Series = readonly number[]

export interface SecretNumbers {
  readonly kind: LeakKind
  readonly series: readonly Series[]
  /** So many in a row are no accident, however few digits are written. */
  readonly run: number
}

/** The same, ready to be looked for. */
export interface NumberIndex {
  readonly kind: LeakKind
  readonly run: number
  /** Telling by themselves. */
  readonly alone: ReadonlySet<number>
  /** By the first number of a row. */
  readonly rows: ReadonlyMap<string, readonly Series[]>
}

/** A number written with so many significant digits is no accident by itself: among 10⁵ secret numbers one literal in 10⁴ would be. */
const DIGITS_ALONE = 10
/** Of so many right values of other inputs one may be that of a secret input: formulas of small numbers have few values. */
const ONE_BY_ACCIDENT = 250
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

/** @param open - numbers of visible checks, which may stand anywhere, with either sign. */
export function numberIndex({ kind, series, run }: SecretNumbers, open: ReadonlySet<number>): NumberIndex {
  const isOpen = (number: number): boolean => open.has(number) || open.has(-number)
  const alone = new Set<number>()
  const rows = new Map<string, Series[]>()
  for (const numbers of series) {
    for (const number of numbers) if (telling(number) && !isOpen(number)) alone.add(number)
    for (let from = 0; from + run <= numbers.length; from++) {
      const row = numbers.slice(from, from + run)
      if (row.some(isOpen) || new Set(row).size < Math.min(run, 3)) continue
      const key = rounded(row[0] as number)
      const known = rows.get(key)
      if (known === undefined) rows.set(key, [row])
      else known.push(row)
    }
  }
  return { kind, run, alone, rows }
}

/** Only rows of numbers that tell by themselves: a value that comes of small numbers comes up under many seeds. */
export function rowIndex({ kind, series, run }: SecretNumbers, open: ReadonlySet<number>): NumberIndex {
  const drawn = series.flatMap((numbers) => (numbers.length >= run && numbers.every(telling) ? [numbers] : []))
  return { ...numberIndex({ kind, series: drawn, run }, open), alone: new Set() }
}

/** Looks for secret numbers as literals, as written by any program or rounded for people, and as the bytes of arrays. */
export function findNumbers(examined: Examined, secrets: readonly NumberIndex[]): readonly Leak[] {
  if (examined.bytes.includes(0)) return secrets.flatMap((secret) => asBytes(examined, secret))
  const literals = literalsIn(examined.text)
  return secrets.flatMap((secret) => [...inFull(examined, literals, secret), ...inRows(examined, literals, secret)])
}

function literalsIn(text: string): readonly Literal[] {
  return [...text.matchAll(NUMBER)].map((match) => {
    const [digits = ''] = match[0].toLowerCase().split('e')
    return { value: Number(match[0]), digits: digits.replaceAll(/[-.]/g, '').replace(/^0+/, '').length, at: match.index, text: match[0] }
  })
}

/** Written in full. */
function inFull(examined: Examined, literals: readonly Literal[], { kind, alone }: NumberIndex): Leak[] {
  const long = literals.filter(({ digits }) => digits >= DIGITS_ALONE)
  const found = long.filter(({ value }) => alone.has(value) || alone.has(-value))
  const accidents = Math.floor(new Set(long.map(({ value }) => Math.abs(value))).size / ONE_BY_ACCIDENT)
  if (new Set(found.map(({ value }) => Math.abs(value))).size <= accidents) return []
  return found.slice(0, 1).map(({ at, text }) => leakAt(examined, at, kind, text))
}

/** Rounded, several in a row. */
function inRows(examined: Examined, literals: readonly Literal[], { kind, rows, run }: NumberIndex): Leak[] {
  for (const [i, literal] of literals.entries()) {
    const candidates = rows.get(rounded(literal.value)) ?? []
    if (!candidates.some((row) => matches(literals.slice(i, i + run), row))) continue
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
function asBytes({ file, bytes }: Examined, { kind, rows }: NumberIndex): Leak[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const row of [...rows.values()].flat()) {
    const small = row.every((number) => number === (number & 255))
    if (!small && !row.some(telling)) continue
    for (const form of [Float64Array.from(row), Float32Array.from(row), ...(small ? [Uint8Array.from(row)] : [])]) {
      const at = haystack.indexOf(Buffer.from(form.buffer))
      if (at >= 0) return [{ file, line: 1, kind, excerpt: `${row.length} numbers as ${form.constructor.name}, from byte ${at}` }]
    }
  }
  return []
}

/** Whether a number can be told from one that anybody might write: of many digits, and no simple fraction. */
function telling(number: number): boolean {
  if (!Number.isFinite(number) || `${Math.abs(number)}`.replace(/e.*$/, '').replace('.', '').length < DIGITS_ALONE) return false
  for (let below = 1; below <= LARGEST_DENOMINATOR; below++) {
    const above = number * below
    if (Math.abs(above - Math.round(above)) < 1e-9 && Math.abs(above) < LARGEST_DENOMINATOR) return false
  }
  return true
}

const LARGEST_DENOMINATOR = 200

/** All series of numbers in data of any form. */
export function seriesIn(value: unknown): readonly Series[] {
  if (typeof value === 'number') return [[value]]
  if (value === null || typeof value !== 'object') return []
  if (ArrayBuffer.isView(value)) return [Array.from(value as unknown as ArrayLike<number>)]
  const items = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : Object.values(value)
  const numbers = items.every((item) => typeof item === 'number')
  return numbers && items.length > 0 ? [items as number[]] : items.flatMap((item) => seriesIn(item))
}
