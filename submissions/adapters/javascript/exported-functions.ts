import { nameKey } from '#grading/model/value'

export interface Entry {
  readonly run: (...args: unknown[]) => unknown
  /** What `this` is during the call. */
  readonly self: unknown
}

// Taken before a submission is loaded, which may replace them.
const { keys } = Object
const { apply } = Reflect
const { get, set, has } = Map.prototype

/**
 * The functions of a loaded module by name: its exports, the functions of a default export that is an object, and a default export
 * that is a function under its own name.
 */
export function exportedFunctions(module: unknown): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  collect(module, entries)
  collect(readProperty(module, 'default'), entries)
  return entries
}

function collect(container: unknown, entries: Map<string, Entry>): void {
  if (typeof container === 'function') {
    add(entries, container.name, container as Entry['run'], undefined)
  }
  if ((typeof container !== 'object' && typeof container !== 'function') || container === null) return
  const names = keys(container)
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    const value = name === 'default' ? undefined : readProperty(container, name)
    if (typeof value === 'function') add(entries, name, value as Entry['run'], container)
  }
}

function add(entries: Map<string, Entry>, name: string, run: Entry['run'], self: unknown): void {
  if (name !== '' && !apply(has, entries, [name])) apply(set, entries, [name, { run, self }])
}

export function entryNamed(entries: Map<string, Entry>, name: string): Entry | undefined {
  return apply(get, entries, [name]) as Entry | undefined
}

/** `undefined` also where reading throws, as an export does whose module stopped half-way. */
export function readProperty(container: unknown, name: string): unknown {
  if ((typeof container !== 'object' && typeof container !== 'function') || container === null) return undefined
  try {
    return (container as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
}

/** What is exported under this name, or one that differs in underscores and case only; `undefined` of functions. */
export function variableNamed(module: unknown, name: string): unknown {
  const exact = readProperty(module, name)
  if (exact !== undefined) return typeof exact === 'function' ? undefined : exact
  if (typeof module !== 'object' || module === null) return undefined
  const names = keys(module)
  for (let i = 0; i < names.length; i++) {
    const other = names[i] as string
    if (nameKey(other) !== nameKey(name)) continue
    const value = readProperty(module, other)
    if (typeof value !== 'function') return value
  }
  return undefined
}
