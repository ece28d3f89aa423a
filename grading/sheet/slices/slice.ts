import { type Imported, type ModuleParts, type Part, type Reach, wider } from './parts.ts'
import { reachOfPackage } from './reach.ts'

/** Modules by their paths. */
export interface Modules {
  /** `undefined` for what is not there, or is no code. */
  parts(path: string): ModuleParts | undefined
  /** Where an import of a module leads; `undefined` for what belongs to the harness, `'outside'` for anything else that is not of the sheet. */
  resolve(path: string, specifier: string): string | 'outside' | undefined
}

/** What values depend on in the code of a sheet. */
export interface Slice {
  /** Each piece with the module that it is from, in a fixed order. */
  readonly texts: readonly string[]
  /** What it may depend on beside code of the sheet. */
  readonly reach: Reach
}

/** Where a slice begins: the names that a piece of a module reads. */
export interface Seed {
  readonly path: string
  readonly part: Part
}

/** Follows the names that pieces read to the statements that declare them, through all modules of the sheet. */
export function sliceOf(modules: Modules, seeds: readonly Seed[]): Slice {
  const texts = new Set<string>()
  const entered = new Set<string>()
  const read = new Set<string>()
  let reach: Reach = 'nothing'

  const take = (path: string, part: Part): void => {
    const text = `${path}\n${part.text}`
    if (texts.has(text)) return
    texts.add(text)
    follow(path, part)
  }
  const follow = (path: string, part: Part): void => {
    for (const name of part.names) readName(path, name)
  }
  const enter = (path: string): ModuleParts | undefined => {
    const parts = modules.parts(path)
    if (parts === undefined || entered.has(path)) return parts
    entered.add(path)
    reach = wider(reach, parts.reach)
    if (parts.changes) takeAll(path)
    return parts
  }
  const takeAll = (path: string): void => {
    const parts = modules.parts(path)
    for (const part of [...(parts?.declared.values() ?? []), ...(parts?.always ?? [])]) take(path, part)
    for (const one of parts?.imported.values() ?? []) readImport(path, one)
    for (const one of parts?.exported.values() ?? []) if (typeof one !== 'string') readImport(path, one)
    for (const from of parts?.stars ?? []) readImport(path, { from, name: '*' })
  }
  const readName = (path: string, name: string): void => {
    const parts = enter(path)
    const [own = name, member] = name.split('.')
    const declared = parts?.declared.get(own)
    if (declared !== undefined) take(path, declared)
    const imported = parts?.imported.get(own)
    if (imported === undefined) return
    readImport(path, imported.name === '*' && member !== undefined ? { ...imported, name: member } : imported)
  }
  const readImport = (path: string, { from, name }: Imported): void => {
    const to = modules.resolve(path, from)
    if (to === undefined) return
    const key = `${to} ${name}`
    if (to === 'outside') reach = wider(reach, reachOfPackage(from))
    else if (!read.has(key)) {
      read.add(key)
      if (enter(to) === undefined) reach = wider(reach, 'files')
      else if (name === '*') takeAll(to)
      else readExport(to, name)
    }
  }
  const readExport = (path: string, name: string): void => {
    const parts = modules.parts(path) as ModuleParts
    const found = parts.exported.get(name)
    if (found === undefined) for (const from of parts.stars) readImport(path, { from, name })
    else if (typeof found === 'string') readName(path, found)
    else readImport(path, found)
  }

  for (const { path, part } of seeds) {
    enter(path)
    take(path, part)
  }
  return { texts: [...texts].sort(), reach }
}

/** A module and all that it loads. */
export function loadedFrom(modules: Modules, entry: string): readonly string[] {
  const found = new Set<string>()
  const visit = (path: string): void => {
    const parts = modules.parts(path)
    if (parts === undefined || found.has(path)) return
    found.add(path)
    for (const specifier of parts.loads) {
      const to = modules.resolve(path, specifier)
      if (to !== undefined && to !== 'outside') visit(to)
    }
  }
  visit(entry)
  return [...found].sort()
}
