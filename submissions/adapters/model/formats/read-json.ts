import { ModelRefusal, quoted, textOf } from '../refusal.ts'

/** A JSON object of a file; its own fields only. */
export type Fields = ReadonlyMap<string, unknown>

const MOST_BYTES = 1024 * 1024

/** @throws ModelRefusal unless the bytes are a JSON object of at most 1 MiB. */
export function readJson(bytes: Uint8Array): Fields {
  if (bytes.length > MOST_BYTES) throw new ModelRefusal(`has ${bytes.length} bytes of JSON; at most ${MOST_BYTES} are read`)
  try {
    const fields = fieldsOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (fields !== undefined) return fields
  } catch {
    // Said below.
  }
  throw new ModelRefusal('is not a JSON object')
}

/** `undefined` for everything that is no object. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map(Object.entries(value))
}

/** A number; NaN for a list or an object. */
export function numberOf(value: unknown): number {
  return Number(textOf(value))
}

/** The list under a key, empty where there is none. */
export function listIn(fields: Fields, key: string): readonly unknown[] {
  const value = fields.get(key)
  return Array.isArray(value) ? value : []
}

/** The list under a key as numbers, NaN for what is none. */
export function numbersIn(fields: Fields, key: string): readonly number[] {
  return listIn(fields, key).map(numberOf)
}

/** An integer from 1 on, or a pair of them. @throws ModelRefusal for anything else. */
export function pairIn(fields: Fields, key: string, where: string, missing: number): readonly [number, number] {
  const value = fields.get(key) ?? missing
  const [a, b] = Array.isArray(value) ? value : [value, value]
  if (Array.isArray(value) && value.length !== 2) throw wrong(key, where, value, 'two integers')
  for (const one of [a, b]) {
    if (!Number.isSafeInteger(one) || (one as number) < 0 || (one as number) > 10_000) throw wrong(key, where, value, 'an integer')
  }
  return [a as number, b as number]
}

export function wrong(key: string, where: string, value: unknown, expected: string): ModelRefusal {
  return new ModelRefusal(`has ${key} ${quoted(JSON.stringify(value))} in the ${where}; expected ${expected}`)
}
