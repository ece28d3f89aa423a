import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasNativeLibrary } from '#grading/networks/backend/native-library'

const ROOTS = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-cpu']

let folders: readonly string[] | undefined

/** The folders that TensorFlow.js is loaded from: its packages and what they depend on, without type declarations. Looked for once. */
export function tensorPackages(): readonly string[] {
  folders ??= packageFolders(hasNativeLibrary() ? [...ROOTS, '@tensorflow/tfjs-node'] : ROOTS)
  return folders
}

/** The folders of packages and of what they depend on, without type declarations. */
export function packageFolders(names: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const visit = (name: string, from: string): void => {
    const folder = folderOf(name, from)
    if (folder === undefined || found.has(folder)) return
    found.add(folder)
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const dependency of Object.keys(dependencies)) if (!dependency.startsWith('@types/')) visit(dependency, folder)
  }
  for (const name of names) visit(name, dirname(fileURLToPath(import.meta.url)))
  return [...found]
}

/** A package need not let its package.json be resolved, so the folders are walked up as Node does. */
function folderOf(name: string, from: string): string | undefined {
  const paths = createRequire(join(from, 'x.js')).resolve.paths(name) ?? []
  return paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')))
}
