import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const CODE = /\.(?:[cm]?[jt]s|json)$/
const NO_CODE = new Set(['node_modules', 'samples', 'fixtures'])

/** The code of a sheet, relative to its folder with `/` between parts, sorted. */
export function codeFiles(root: string, inside = ''): readonly string[] {
  return readdirSync(join(root, inside), { withFileTypes: true })
    .flatMap((entry) => {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory()) return NO_CODE.has(entry.name) || entry.name.startsWith('.') ? [] : codeFiles(root, name)
      return entry.isFile() && CODE.test(entry.name) && !/\.test\.[jt]s$/.test(entry.name) ? [name] : []
    })
    .sort()
}

/** Those that are loaded by name: the sheet, its exercises and their solutions. Of two that differ in the ending, the one in TypeScript. */
export function loadedFiles(files: readonly string[]): readonly string[] {
  const loaded = files.filter((name) => /^(?:sheet|[^/]+\/[^/]+\/(?:exercise|solution))\.[jt]s$/.test(name))
  return loaded.filter((name) => name.endsWith('.ts') || !loaded.includes(name.replace(/\.js$/, '.ts')))
}

/** Where the compiled form of a file lies, relative to that of the sheet. */
export function compiledName(name: string): string {
  return name.replace(/\.ts$/, '.js')
}
