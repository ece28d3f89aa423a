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

/** The field of a batch that sessions remember answers by: checks of one set of inputs share it, in a run and in a kit. */
const SHARED = 'argsList'

/** As JSON, whatever numbers, arrays, tensors and maps it holds. Lists of arguments that are equal are written once. */
export function writeRecording(recording: Recording): string {
  const lists: string[] = []
  const written = JSON.stringify(
    encoded(recording, (list) => {
      const text = JSON.stringify(list)
      const place = lists.indexOf(text)
      return { $list: place < 0 ? lists.push(text) - 1 : place }
    }),
  )
  return `{"lists":[${lists.join(',')}],"recording":${written}}`
}

/** Lists of arguments that are equal are one object, so that a submission is asked once. */
export function readRecording(text: string): Recording {
  const { lists, recording } = JSON.parse(text) as { readonly lists: readonly unknown[]; readonly recording: unknown }
  const known = lists.map((list) => decoded(list, []))
  return decoded(recording, known) as Recording
}

type Share = (list: unknown) => unknown

function encoded(value: unknown, share: Share): unknown {
  if (value === undefined) return { $none: 0 }
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { $number: numberName(value) }
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint' || value instanceof Promise)
    throw new TypeError(`a recording holds data only, got a ${typeof value}`)
  if (value === null || typeof value !== 'object') return value
  const inside = (item: unknown): unknown => encoded(item, share)
  if (Array.isArray(value)) return value.map(inside)
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [key, inside(item)]) }
  if (isTensor(value)) return { $tensor: [value.dtype, value.shape, Array.from(value.data, inside)] }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key.startsWith(MARK)) throw new TypeError(`a recording cannot hold the name ${key}`)
      return [key, key === SHARED ? share(inside(item)) : inside(item)]
    }),
  )
}

function decoded(json: unknown, lists: readonly unknown[]): unknown {
  if (json === null || typeof json !== 'object') return json
  const inside = (item: unknown): unknown => decoded(item, lists)
  if (Array.isArray(json)) return json.map(inside)
  const fields = json as Record<string, unknown>
  if ('$none' in fields) return undefined
  if ('$list' in fields) return lists[fields.$list as number]
  if ('$number' in fields) return Number(fields.$number)
  if ('$map' in fields) return new Map((fields.$map as [string, unknown][]).map(([key, item]) => [key, inside(item)]))
  if ('$tensor' in fields) return tensorOf(fields.$tensor as [Tensor['dtype'], number[], unknown[]])
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, inside(item)]))
}

function tensorOf([dtype, shape, numbers]: readonly [Tensor['dtype'], readonly number[], readonly unknown[]]): Tensor {
  const data = emptyData(dtype, numbers.length)
  for (const [i, number] of numbers.entries()) data[i] = decoded(number, []) as number
  return { dtype, shape, data }
}

function numberName(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}
