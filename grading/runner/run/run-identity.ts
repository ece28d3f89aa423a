import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunIdentity } from '../../engine/journal.ts'
import type { Outline } from '../outline.ts'
import { version } from '../version.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
/** What runs and judges; how results are written is not among it. */
export const HARNESS = [
  'grading/engine',
  'grading/math',
  'grading/messages',
  'grading/model',
  'grading/networks',
  'checks',
  'submissions',
].map((folder) => join(HERE, '../../..', folder))

/** Everything that a result depends on besides the submission. */
export function runIdentity(exercises: readonly Pick<Outline, 'id' | 'folder'>[], seed: number): RunIdentity {
  // An exercise shares files with the others of its unit.
  const units = new Set(exercises.map(({ folder }) => dirname(folder)))
  const [sheet] = [...new Set([...units].map((unit) => dirname(unit)))]
  return {
    assay: version(),
    seed,
    ...(sheet === undefined ? {} : { sheet: basename(sheet) }),
    exercises: exercises.map(({ id }) => id),
    assignment: digest([...units, ...(sheet === undefined ? [] : sharedIn(sheet))].sort()),
    harness: digest(HARNESS),
  }
}

/** Of a sheet, the folders that are no units: units may share what lies there. */
function sharedIn(sheet: string): readonly string[] {
  return foldersIn(sheet).filter((folder) => !foldersIn(folder).some((exercise) => existsSync(join(exercise, 'statement.md'))))
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isCode(entry.name))
    .map((entry) => join(folder, entry.name))
}

const NO_CODE = new Set(['node_modules', 'fixtures', 'samples', 'testing'])

/** Whether a folder of that name may hold what decides a grade. */
function isCode(name: string): boolean {
  return !name.startsWith('.') && !name.startsWith('__') && !NO_CODE.has(name)
}

/** What differs between two runs, in words; empty if their results can stand beside each other. */
export function differences(earlier: RunIdentity, now: RunIdentity): readonly string[] {
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)
  return [
    ...(differs(earlier.assay, now.assay) ? [`the version of Assay (${earlier.assay}, now ${now.assay})`] : []),
    ...(earlier.assay === now.assay && differs(earlier.harness, now.harness) ? ['the code of Assay'] : []),
    ...(differs(earlier.seed, now.seed) ? [`the seed (${earlier.seed}, now ${now.seed})`] : []),
    ...(earlier.sheet !== undefined && differs(earlier.sheet, now.sheet)
      ? [`the sheet (${earlier.sheet}, now ${now.sheet ?? 'none'})`]
      : []),
    ...(differs(earlier.exercises, now.exercises) ? ['the choice of exercises'] : []),
    ...(differs(earlier.assignment, now.assignment) ? ['the exercises themselves'] : []),
    ...(differs(earlier.limits, now.limits) ? ['the limits of submissions'] : []),
    ...(differs(earlier.engine, now.engine) ? [`the compute backend (${earlier.engine ?? 'none'}, now ${now.engine ?? 'none'})`] : []),
    ...(differs(earlier.sandbox, now.sandbox) ? [`the sandbox (${earlier.sandbox ?? 'none'}, now ${now.sandbox ?? 'none'})`] : []),
  ]
}

/**
 * sha256 over names and contents of the code in some folders.
 * @param counts - for the path of a file in a folder, whether it counts.
 */
export function digest(folders: readonly string[], counts: (name: string) => boolean = () => true): string {
  const hash = createHash('sha256')
  for (const folder of folders) addFiles(hash, folder, codeBelow(folder).filter(counts))
  return hash.digest('hex')
}

/** @param names - relative to the folder, in an order that is always the same. */
export function addFiles(hash: Hash, folder: string, names: readonly string[]): void {
  for (const name of names) {
    const content = readFileSync(join(folder, name))
    hash.update(`${name.length}:${name}${content.length}:`).update(content)
  }
}

/** Relative names, sorted. Tests, declarations and texts decide no grade. */
function codeBelow(folder: string, inside = ''): readonly string[] {
  const entries = readdirSync(join(folder, inside), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`
    if (entry.isDirectory()) return isCode(entry.name) ? codeBelow(folder, name) : []
    const counts = !/(\.test|\.d)\.[jt]s$|\.md$|^starter\./.test(entry.name)
    return entry.isFile() && counts ? [name] : []
  })
}
