import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FACES } from '../../grading/sheet/faces.ts'
import { isThorough } from './thorough.ts'

const ROOT = join(import.meta.dirname, '../..')
const STARTS = /from 'node:(child_process|worker_threads)'|require\('node:child_process'\)/
const IMPORTS = /(?:from|import)\s*\(?\s*'([^']+)'/g
/** Modules that a test puts in place of others stay for the files after it, where files share a process. */
const MOCKS = /\bvi\.(mock|doMock)\(/
const TENSORS = /^@tensorflow\/|^#grading\/networks\/backend\//

/**
 * What tests need, from little to much: `unit` nothing but this process and little of its time; `thorough` seconds of it; `models` computes
 * with tensors; `processes` starts children; `commands` runs whole commands of the command line.
 */
export const PROJECTS = ['unit', 'thorough', 'models', 'processes', 'commands'] as const
export type ProjectName = (typeof PROJECTS)[number]

/**
 * The project of a file of tests, by what it and the files that it imports bring along.
 *
 * @param file - relative to the root, `/` between parts.
 */
export function projectOf(file: string): ProjectName {
  const path = join(ROOT, file)
  if (starts(path)) return /^(?:cli|kit|prove|tools)\//.test(file) ? 'commands' : 'processes'
  if (brings(path, (source) => [...source.matchAll(IMPORTS)].some(([, name]) => TENSORS.test(name as string)))) return 'models'
  return isThorough(file) || MOCKS.test(readFileSync(path, 'utf8')) ? 'thorough' : 'unit'
}

/** Whether a file, or one that it imports, can start a process. */
export function starts(file: string): boolean {
  return brings(file, (source) => STARTS.test(source))
}

/** Whether something is true of the text of a file, or of one that it imports. */
function brings(file: string, holds: (source: string) => boolean, seen = new Set<string>()): boolean {
  if (seen.has(file) || !existsSync(file)) return false
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  if (holds(source)) return true
  return [...source.matchAll(IMPORTS)].some(([, path]) => brings(imported(file, path as string), holds, seen))
}

/** The file behind a specifier; of a package, none. */
function imported(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier)
  const face = FACES[specifier]
  const path = join(ROOT, face ?? specifier.slice(1))
  return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts')
}
