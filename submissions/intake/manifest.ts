import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import { closest } from '#grading/model/closest'

const MOST_REMARKS = 20

// Maps throughout, so that a convention may be called anything.
const VALUES = {
  student: z.string(),
  email: z.string(),
  entry: z.string(),
  declare: z.map(z.string(), z.union([z.string(), z.map(z.string(), z.string())])),
  models: z.map(z.string(), z.map(z.string(), z.unknown())),
}
type Key = keyof typeof VALUES
const KEYS = Object.keys(VALUES) as Key[]
const FORMS: Readonly<Partial<Record<Key, string>>> = {
  declare: 'a list of `name: value` lines, or of `exercise: {name: value}` for one exercise alone',
  models: 'a list of `role: {class: …, weights: …}` lines',
}

/** What stands in `models:`, as text: for each name the fields of its network; lists and maps in a field are JSON. */
export type WrittenModels = readonly (readonly [name: string, fields: readonly (readonly [field: string, text: string])[]])[]

/** What stands in `declare:`: conventions of all exercises by name, and those of one exercise alone below its name. */
export type WrittenDeclarations = ReadonlyMap<string, string | ReadonlyMap<string, string>>

export interface Manifest {
  readonly student?: string
  readonly email?: string
  readonly entry?: string
  readonly declared: WrittenDeclarations
  readonly models: WrittenModels
  /** Whole sentences about what was not understood. */
  readonly remarks: readonly string[]
}

/**
 * Reads submission.yaml, in the reader. What it does not understand it leaves out and says so, with the line: a slip there costs no points.
 *
 * @param name - how the file is called in sentences.
 */
export function readManifest(text: string, name = 'submission.yaml'): Manifest {
  const lines = new LineCounter()
  // Failsafe: every value is the text that it is, also `no` and `1.50`.
  // Keys are compared below: the parser's own comparison of each with each is quadratic.
  const options = { lineCounter: lines, prettyErrors: false, logLevel: 'silent', schema: 'failsafe', uniqueKeys: false } as const
  const document = parseDocument(text, options)
  const [error] = document.errors
  const fault = error === undefined ? secondKey(document.contents) : { at: error.pos[0], says: firstSentence(error.message) }
  if (fault !== undefined) {
    return nothing(`${name} line ${lines.linePos(fault.at).line} cannot be read: ${fault.says}. The file was ignored.`)
  }
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === '')) return nothing()
  if (!isMap(contents)) return nothing(`${name} contains no \`key: value\` lines. The file was ignored.`)
  const values = valuesOf(document)
  if (values === undefined) return nothing(`${name} uses aliases (\`*name\`). The file was ignored.`)

  const remarks: string[] = []
  const kept = new Map<unknown, unknown>()
  for (const { key } of contents.items) {
    const written = isScalar(key) ? key.value : undefined
    const { line } = lines.linePos(isScalar(key) ? (key.range?.[0] ?? 0) : 0)
    const known = KEYS.find((candidate) => candidate === String(written).toLowerCase())
    const value = known === 'declare' ? asPairs(values.get(written)) : values.get(written)
    if (known === undefined) {
      const near = closest(String(written).slice(0, 60).toLowerCase(), KEYS)
      const meant = near === undefined ? `; expected one of: ${KEYS.join(', ')}` : ` (did you mean \`${near}\`?)`
      remarks.push(`${name} line ${line}: \`${String(written).slice(0, 60)}\` is unknown${meant}. It was ignored.`)
    } else if (kept.has(known)) {
      remarks.push(`${name} line ${line}: \`${known}\` stands here a second time. It was ignored.`)
    } else if (VALUES[known].safeParse(value).success) kept.set(known, value)
    else remarks.push(`${name} line ${line}: \`${known}\` must be ${FORMS[known] ?? 'a text'}. It was ignored.`)
  }
  const field = (key: 'student' | 'email' | 'entry'): object => (kept.has(key) ? { [key]: VALUES[key].parse(kept.get(key)) } : {})
  const declared = kept.has('declare') ? VALUES.declare.parse(kept.get('declare')) : new Map()
  const models = kept.has('models') ? writtenModels(VALUES.models.parse(kept.get('models'))) : []
  return { ...field('student'), ...field('email'), ...field('entry'), declared, models, remarks: remarks.slice(0, MOST_REMARKS) }
}

/** Declarations as lists, for the way out of the reader. */
export function writtenPairs(
  declared: WrittenDeclarations,
): readonly (readonly [string, string | readonly (readonly [string, string])[]])[] {
  return [...declared].map(([name, value]) => [name, typeof value === 'string' ? value : [...value]] as const)
}

/** What is declared, where it is written as a list of `- name: value` or as one text `name: value`, which YAML reads as other things. */
function asPairs(value: unknown): unknown {
  const items = Array.isArray(value) ? value : [value]
  const pairs = items.map((item) => (typeof item === 'string' ? pairIn(item) : item))
  if (!pairs.every((item) => item instanceof Map)) return value
  return new Map(pairs.flatMap((item) => [...(item as Map<unknown, unknown>)]))
}

function pairIn(text: string): unknown {
  const at = text.indexOf(':')
  return at === -1 ? text : new Map([[text.slice(0, at).trim(), text.slice(at + 1).trim()]])
}

function writtenModels(models: ReadonlyMap<string, ReadonlyMap<string, unknown>>): WrittenModels {
  return [...models].map(([name, fields]) => [name, [...fields].map(([field, value]) => [field, textOf(value)] as const)] as const)
}

/** A text as it is; anything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, (_, inner) => (inner instanceof Map ? Object.fromEntries(inner) : inner))
}

/** The first key that stands in its map twice, at any depth. */
function secondKey(node: unknown): { readonly at: number; readonly says: string } | undefined {
  if (isSeq(node)) return firstOf(node.items.map((item) => () => secondKey(item)))
  if (!isMap(node)) return undefined
  const seen = new Set<unknown>()
  return firstOf(
    node.items.map(({ key, value }) => () => {
      const written = isScalar(key) ? key.value : key
      if (seen.has(written)) return { at: isScalar(key) ? (key.range?.[0] ?? 0) : 0, says: 'Map keys must be unique' }
      seen.add(written)
      return secondKey(value)
    }),
  )
}

function firstOf<T>(looks: readonly (() => T | undefined)[]): T | undefined {
  for (const look of looks) {
    const found = look()
    if (found !== undefined) return found
  }
  return undefined
}

function nothing(...remarks: string[]): Manifest {
  return { declared: new Map(), models: [], remarks }
}

/** `undefined` when it uses aliases: a few lines of them expand without end. */
function valuesOf(document: Document): ReadonlyMap<unknown, unknown> | undefined {
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: 0 })
  } catch {
    return undefined
  }
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200)
}
