import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from '../sheet/compile/cache-folder.ts'
import { defaultSheet } from '../sheet/default-sheet.ts'
import { SheetError } from '../sheet/find-sheet.ts'
import { jsonDigest } from './json-digest.ts'
import { formOf, type Outline, outlineOf } from './outline.ts'
import { addFiles, digest, HARNESS } from './run/run-identity.ts'
import { namedIn } from './select-exercises.ts'
import { ownPackage } from './version.ts'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
/** What loads a sheet. */
const LOADERS: readonly string[] = [...HARNESS, join(ROOT, 'grading/sheet'), join(ROOT, 'grading/runner')]

/**
 * The outlines of all exercises of a sheet, in its order. To load a sheet takes longer than to look whether anything in it has changed, so that they are
 * kept for its state in the user's cache.
 *
 * @param catalogue - folder of the sheet; without it the one that comes with Assay.
 * @throws UsageError for a definition that is not well formed.
 */
export async function sheetOutlines(catalogue: string | undefined): Promise<readonly Outline[]> {
  const known = keptOutlines(catalogue)
  if (known !== undefined) return known
  const { selectExercises } = await import('./select-exercises.ts')
  const { selected, sheet } = await selectExercises([], catalogue)
  const form = formOf(sheet)
  const outlines = selected.map((entry) => outlineOf(entry, form))
  keepOutlines(catalogue, outlines)
  return outlines
}

/**
 * The outlines that are kept of a sheet as it is now, of which some may be chosen.
 *
 * @param only - empty for all of them.
 * @throws UsageError for a name that fits none.
 */
export function keptOutlines(catalogue: string | undefined, only: readonly string[] = []): readonly Outline[] | undefined {
  const file = fileOf(catalogue)
  const all = file === undefined || !existsSync(file) ? undefined : readKept(file)
  return all === undefined || only.length === 0 ? all : namedIn(all, only)
}

/** @param outlines - of all exercises of the sheet. */
export function keepOutlines(catalogue: string | undefined, outlines: readonly Outline[]): void {
  const file = fileOf(catalogue)
  if (file === undefined) return
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(outlines))
  renameSync(`${file}.${process.pid}`, file)
}

/** `undefined` where there is no sheet: whoever loads it says so. */
function fileOf(catalogue: string | undefined): string | undefined {
  try {
    const root = catalogue ?? defaultSheet()
    const state = [root, stateOf(root), digest(LOADERS), ownPackage(), process.versions]
    return join(cacheFolder(), `outlines-${jsonDigest(state)}.json`)
  } catch (error) {
    if (error instanceof SheetError || (error as NodeJS.ErrnoException).code !== undefined) return undefined
    throw error
  }
}

function readKept(file: string): readonly Outline[] | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Array.isArray(kept) && kept.length > 0 ? (kept as readonly Outline[]) : undefined
  } catch {
    return undefined
  }
}

const ELSEWHERE = new Set(['node_modules', 'samples', 'fixtures'])

/** sha256 over names and contents of all files that a sheet may be loaded from: of texts, too. */
function stateOf(root: string): string {
  const hash = createHash('sha256')
  addFiles(hash, root, loadable(root))
  return hash.digest('hex')
}

function loadable(root: string, inside = ''): readonly string[] {
  const entries = readdirSync(join(root, inside), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) || entry.name.startsWith('.') ? [] : loadable(root, name)
    return entry.isFile() && !/\.test\.[jt]s$/.test(entry.name) ? [name] : []
  })
}
