import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml'

/** Keys and places in lists, from the top. */
export type Path = readonly (string | number)[]

/** Both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface YamlTree {
  /** Maps as objects without a prototype. */
  readonly value: unknown
  /** Where the value at a path stands; where there is none, the next one above it. */
  at(path: Path): Place
  /** Where the key of the last part of a path stands. */
  keyAt(path: Path): Place
  /** Whether something stands there. */
  has(path: Path): boolean
}

export interface YamlFlaw extends Place {
  /** Without a full stop. */
  readonly says: string
}

/**
 * YAML 1.2 with the place of each value. Keys are the text that stands there, so that `0042:` keeps its zeros. Aliases are refused.
 */
export function readYamlTree(text: string): YamlTree | { readonly flaw: YamlFlaw } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const [error] = document.errors
  if (error !== undefined) {
    const says = (error.message.split('\n')[0] ?? '').replace(/\.$/, '')
    return { flaw: { ...place(error.pos[0]), says: `cannot be read as YAML: ${says}` } }
  }
  const values = new Map<string, Place>()
  const keys = new Map<string, Place>()
  let alias: number | undefined
  const walk = (node: Node | null, path: Path): unknown => {
    values.set(JSON.stringify(path), place(node?.range?.[0] ?? 0))
    if (isAlias(node)) alias ??= node.range?.[0] ?? 0
    if (isScalar(node)) return node.value
    if (isSeq(node)) return node.items.map((item, index) => walk(item as ParsedNode, [...path, index]))
    if (!isMap(node)) return undefined
    const object = Object.create(null) as Record<string, unknown>
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key)
      const below = [...path, name]
      keys.set(JSON.stringify(below), place(isScalar(key) ? (key.range?.[0] ?? 0) : 0))
      object[name] = walk(value as Node | null, below)
      // An empty value has no place of its own.
      if (value === null) values.set(JSON.stringify(below), keys.get(JSON.stringify(below)) as Place)
    }
    return object
  }
  const value = walk(document.contents, [])
  if (alias !== undefined) return { flaw: { ...place(alias), says: 'uses an alias (`*name`); write the value out' } }
  const above = (path: Path): Place => values.get(JSON.stringify(path)) ?? (path.length === 0 ? place(0) : above(path.slice(0, -1)))
  return {
    value,
    at: above,
    keyAt: (path) => keys.get(JSON.stringify(path)) ?? above(path),
    has: (path) => values.has(JSON.stringify(path)),
  }
}
