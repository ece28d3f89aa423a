import { readdirSync, realpathSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A folder that no submission may see, though what it runs in be mounted. */
export interface KeptOut {
  readonly path: string
  /** Completes "which holds". */
  readonly what: string
}

const SYSTEM = /^\/(?:usr|lib\w*|s?bin|proc|sys|dev)?(?:\/|$)/
const MOST_WITNESSES = 8

const named: KeptOut[] = []

/** Adds folders of a run, such as the class and the reports. They need not exist yet. */
export function keepOut(...folders: readonly KeptOut[]): void {
  named.push(...folders)
}

/** Those of the run, and what is on every machine. Without links. */
export function keptOut(): readonly KeptOut[] {
  const common = [
    { path: process.cwd(), what: 'the folder that Assay was started in' },
    { path: homedir(), what: 'your home' },
    { path: tmpdir(), what: 'the temporary files' },
    { path: fileURLToPath(new URL('../..', import.meta.url)), what: 'Assay itself' },
  ]
  return [...named, ...common].map(({ path, what }) => ({ path: real(path), what }))
}

/** The first folder that would be seen through a mount. */
export function seenThrough(mounts: readonly string[]): (KeptOut & { readonly mount: string }) | undefined {
  for (const kept of keptOut()) {
    const mount = mounts.find((path) => kept.path === path || kept.path.startsWith(path.endsWith(sep) ? path : path + sep))
    if (mount !== undefined) return { ...kept, mount }
  }
  return undefined
}

/** Files in such folders: one that can be seen in a sandbox shows that it does not hold. */
export function witnesses(): readonly string[] {
  const own = new Set(named.map(({ path }) => real(path)))
  const found = keptOut()
    .filter(({ path }) => !SYSTEM.test(path))
    .flatMap(({ path }) => [path, ...(own.has(path) ? foldersIn(path) : [])].flatMap(filesIn))
  return [...new Set(found)].filter((path) => path !== process.execPath)
}

function filesIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isFile())
    .slice(0, MOST_WITNESSES)
    .map((entry) => join(folder, entry.name))
}

function foldersIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory())
    .slice(0, MOST_WITNESSES)
    .map((entry) => join(folder, entry.name))
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(real(parent), basename(path))
  }
}
