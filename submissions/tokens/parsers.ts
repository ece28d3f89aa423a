import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** Where the parsers of code lie; absent what npm could not install. The reader loads them by path, so that nothing else of it needs them. */
export interface Parsers {
  readonly typescript?: string
  readonly treeSitter?: string
  /** The grammar of Python, as WebAssembly. */
  readonly python?: string
}

let found: Parsers | undefined

export function parsers(): Parsers {
  found ??= {
    ...named('typescript', 'typescript'),
    ...named('treeSitter', 'web-tree-sitter'),
    ...named('python', 'tree-sitter-python/tree-sitter-python.wasm'),
  }
  return found
}

/** What the reader has to see for it: the folders of two packages, and one file. */
export function parserPaths(): readonly string[] {
  const { typescript, treeSitter, python } = parsers()
  return [
    ...(typescript === undefined ? [] : [dirname(dirname(typescript))]),
    ...(treeSitter === undefined ? [] : [dirname(treeSitter)]),
    ...(python === undefined ? [] : [python]),
  ]
}

function named(name: keyof Parsers, path: string): Parsers {
  try {
    return { [name]: createRequire(import.meta.url).resolve(path) }
  } catch {
    return {}
  }
}
