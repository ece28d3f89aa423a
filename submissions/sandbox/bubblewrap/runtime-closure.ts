import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readElf } from './elf.ts'
import { type FindLibrary, findLibrary, isDefaultFolder } from './find-library.ts'
import { type MountList, mountList } from './mount-list.ts'

/** All that programs need in order to run, wherever it lies on this machine. */
export interface RuntimeClosure extends MountList {
  /** Folders with libraries that a loader without its cache would not find. */
  readonly libraryPath: readonly string[]
}

/** glibc opens the one when a thread ends and the other, up to 2.33, to find the name of a user; no file says that it needs them. */
const OPENED_LATER = ['libgcc_s.so.1', 'libnss_files.so.2']
/** Where Python packages that coursework imports keep shared libraries of their own. */
const PACKAGES = ['lib-dynload', 'numpy', 'scipy', 'pandas', 'matplotlib', 'PIL', 'sklearn', 'torch', 'torchvision']
/** Windows on a screen and old databases: dozens of libraries that no answer needs. */
const LEFT_OUT = /^(_tkinter|nis|_g?dbm)\./

/**
 * @param programs - absolute paths.
 * @param folders - folders (or files) that a program reads, such as Python's standard library and site-packages; shared libraries
 * in them are looked into as well.
 */
export function runtimeClosure(programs: readonly string[], folders: readonly string[], find: FindLibrary = findLibrary()): RuntimeClosure {
  const mounts = mountList()
  const libraryPath = new Set<string>()
  const seen = new Set<string>()

  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const elf = readElf(path)
    if (elf === undefined) return
    if (elf.interpreter !== undefined) library(elf.interpreter)
    for (const name of [...elf.needed, ...OPENED_LATER]) {
      const found = find(name, { path, elf })
      if (found === undefined || seen.has(found)) continue
      library(found)
      const own = elf.searchPath.length > 0 || isDefaultFolder(dirname(found))
      if (!own) libraryPath.add(dirname(found))
    }
  }
  const library = (path: string): void => {
    mounts.add(path)
    visit(path)
  }

  for (const folder of folders) mounts.add(folder)
  for (const program of programs) library(program)
  for (const folder of folders) {
    for (const { path, isLink } of sharedObjects(folder)) {
      // What a link leads to may lie outside of the folder, and is opened by the name of the link.
      if (isLink) library(path)
      else visit(path)
    }
  }
  return { ...mounts.list(), libraryPath: [...libraryPath] }
}

function sharedObjects(folder: string): { readonly path: string; readonly isLink: boolean }[] {
  return PACKAGES.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.so(\.|$)/.test(entry.name) && !LEFT_OUT.test(entry.name))
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isLink: entry.isSymbolicLink() }))
    .filter(({ path, isLink }) => !isLink || existsSync(path))
}
