import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Elf } from './elf.ts'

/** Where loaders look when nothing else says so: Debian, Fedora, Arch, Alpine. */
const DEFAULT_FOLDERS = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'].flatMap((folder) =>
  folder.endsWith('64') ? [folder] : [`${folder}/x86_64-linux-gnu`, `${folder}/aarch64-linux-gnu`, folder],
)
const CACHE = '/etc/ld.so.cache'
const CACHE_MAGIC = 'glibc-ld.so.cache1.1'
const CACHE_HEADER_BYTES = 48
const CACHE_ENTRY_BYTES = 24

/** Finds the file behind the name of a library. */
export type FindLibrary = (name: string, wantedBy: { readonly path: string; readonly elf: Elf }) => string | undefined

/** Looks where the loader would: the wanting file's own search path, the loader's cache, its default folders. */
export function findLibrary(cache: ReadonlyMap<string, string> = loaderCache()): FindLibrary {
  // Hundreds of libraries want the same few.
  const shared = new Map<string, string | undefined>()
  const sharedOne = (name: string): string | undefined => {
    if (shared.has(name)) return shared.get(name)
    const cached = cache.get(name)
    const paths = [...(cached === undefined ? [] : [cached]), ...DEFAULT_FOLDERS.map((folder) => join(folder, name))]
    const found = paths.find((path) => existsSync(path))
    shared.set(name, found)
    return found
  }
  return (name, { path, elf }) => {
    if (name.includes('/')) return existsSync(name) ? name : undefined
    const own = elf.searchPath.map((folder) => folder.replace(/\$\{?ORIGIN\}?/, dirname(path)))
    return own.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? sharedOne(name)
  }
}

/** Inside there is no cache: libraries of other folders than these need `LD_LIBRARY_PATH`. */
export function isDefaultFolder(folder: string): boolean {
  return DEFAULT_FOLDERS.includes(folder)
}

/** Name → path out of `ld.so.cache`; empty where there is none (musl) or it has another form. */
function loaderCache(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  let bytes: Buffer
  try {
    bytes = readFileSync(CACHE)
  } catch {
    return found
  }
  const start = bytes.indexOf(CACHE_MAGIC)
  if (start === -1) return found
  const count = bytes.readUInt32LE(start + CACHE_MAGIC.length)
  const word = (at: number): string => bytes.toString('latin1', start + at, bytes.indexOf(0, start + at))
  for (let i = 0; i < count; i++) {
    const at = start + CACHE_HEADER_BYTES + i * CACHE_ENTRY_BYTES
    if (at + CACHE_ENTRY_BYTES > bytes.length) break
    const name = word(bytes.readUInt32LE(at + 4))
    const path = word(bytes.readUInt32LE(at + 8))
    // The first one wins, and a 32-bit twin in another folder must not.
    if (!found.has(name) && !/\/(lib32|libx32|i386-linux-gnu)\//.test(path)) found.set(name, path)
  }
  return found
}
