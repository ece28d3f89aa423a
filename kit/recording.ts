import { emptyData, type Tensor } from '#grading/model/tensor'
import { isTensor } from '#grading/model/value'
import type { RecordedAnswer } from '#submissions/session/replay'
import type { PlannedExercise } from './planned.ts'

/** What a kit holds of one exercise in place of its reference: all of it data. */
export interface Recording {
  /** By the key under which a check asks for its plan. */
  readonly plans: ReadonlyMap<string, Recorded>
  readonly answers: readonly RecordedAnswer[]
  /** The exercise as data, in a kit. */
  readonly exercise?: PlannedExercise
}

/** A plan as data. */
export interface Recorded {
  readonly now: Readonly<Record<string, unknown>>
  /** What only a wrong answer needs. */
  readonly later: Readonly<Record<string, unknown>>
}

/** As a check takes it. */
export function planOf({ now, later }: Recorded): object {
  return { ...now, ...Object.fromEntries(Object.entries(later).map(([name, value]) => [name, async () => value])) }
}

/** Begins the name of the only field of an object that stands for something JSON does not know. */
const MARK = '$'

/** As JSON, whatever numbers, arrays, tensors and maps it holds. */
export function writeRecording(recording: Recording): string {
  return JSON.stringify(encoded(recording))
}

export function readRecording(text: string): Recording {
  return decoded(JSON.parse(text)) as Recording
}

function encoded(value: unknown): unknown {
  if (value === undefined) return { $none: 0 }
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberName(value) }
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint' || value instanceof Promise)
    throw new TypeError(`a recording holds data only, got a ${typeof value}`)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(encoded)
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [key, encoded(item)]) }
  if (isTensor(value)) return { $tensor: [value.dtype, value.shape, Array.from(value.data, encoded)] }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key.startsWith(MARK)) throw new TypeError(`a recording cannot hold the name ${key}`)
      return [key, encoded(item)]
    }),
  )
}

function decoded(json: unknown): unknown {
  if (json === null || typeof json !== 'object') return json
  if (Array.isArray(json)) return json.map(decoded)
  const fields = json as Record<string, unknown>
  if ('$none' in fields) return undefined
  if ('$number' in fields) return Number(fields.$number)
  if ('$map' in fields) return new Map((fields.$map as [string, unknown][]).map(([key, item]) => [key, decoded(item)]))
  if ('$tensor' in fields) return tensorOf(fields.$tensor as [Tensor['dtype'], number[], unknown[]])
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, decoded(item)]))
}

function tensorOf([dtype, shape, numbers]: readonly [Tensor['dtype'], readonly number[], readonly unknown[]]): Tensor {
  const data = emptyData(dtype, numbers.length)
  for (const [i, number] of numbers.entries()) data[i] = decoded(number) as number
  return { dtype, shape, data }
}

function numberName(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
