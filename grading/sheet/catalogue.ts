import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Exercise } from '../model/exercise.ts'
import { exerciseKey } from '../model/value.ts'
import { flawOf } from './flaw.ts'
import { loadFile } from './load-file.ts'

export interface CatalogueEntry {
  readonly exercise: Exercise
  /** Absolute path of the exercise's folder. */
  readonly folder: string
  /** The exports of its reference solution; none for an exercise without functions. */
  loadSolution(): Promise<Readonly<Record<string, unknown>>>
  /** Markdown with `$…$` mathematics. */
  statement(): string
}

/** An exercise definition that cannot be used. The message names the file, the place in it, and what is expected there. */
export class CatalogueError extends Error {
  override name = 'CatalogueError'
}

const SHEET = fileURLToPath(new URL('../../reference', import.meta.url))

/**
 * Finds every `<unit>/<exercise>/exercise.ts` (or `.js`, once compiled) below `root` and checks that it is well formed.
 * @returns sorted by number on the sheet, then by id.
 * @throws CatalogueError for the first definition that is not well formed, in the order of the folders.
 */
export async function loadCatalogue(root: string = SHEET): Promise<readonly CatalogueEntry[]> {
  const files = folders(root).flatMap((unit) => folders(join(root, unit)).flatMap((name) => definitionIn(root, unit, name)))
  const loaded = await Promise.all(files.map(async (file) => ({ ...file, definition: await load(file) })))
  const owners = new Map<string, string>()
  /** By the name of a file that answers one exercise alone. */
  const answers = new Map<string, string>()
  const entries = loaded.map(({ id, folder, file, shown, definition }) => {
    const flaw = flawOf(definition)
    if (flaw !== undefined) throw new CatalogueError(`${shown}: ${flaw}`)
    const exercise = definition as Exercise
    const owner = owners.get(exercise.id)
    if (owner !== undefined) throw new CatalogueError(`${shown}: the id "${exercise.id}" is that of ${owner} already (at id)`)
    if (exercise.id !== id) throw new CatalogueError(`${shown}: the id is "${exercise.id}"; it must be its folder's, "${id}" (at id)`)
    owners.set(id, shown)
    const answer = exerciseKey(basename(id))
    const other = answers.get(answer)
    if (other !== undefined)
      throw new CatalogueError(`${shown}: a file ${basename(id)}.py would answer ${other} as well; name one of the folders differently`)
    answers.set(answer, shown)
    return entryOf(exercise, folder, file)
  })
  return entries.sort((a, b) => compare(a.exercise.sheet, b.exercise.sheet) || compare(a.exercise.id, b.exercise.id))
}

interface DefinitionFile {
  readonly id: string
  readonly folder: string
  readonly file: string
  /** As messages name it. */
  readonly shown: string
}

function definitionIn(root: string, unit: string, name: string): readonly DefinitionFile[] {
  const folder = join(root, unit, name)
  const file = ['exercise.ts', 'exercise.js'].find((candidate) => existsSync(join(folder, candidate)))
  if (file === undefined) return []
  return [{ id: `${unit}/${name}`, folder, file: join(folder, file), shown: `${basename(root)}/${unit}/${name}/${file}` }]
}

async function load({ file, shown }: DefinitionFile): Promise<unknown> {
  try {
    return (await loadFile(file)).default
  } catch (error) {
    throw new CatalogueError(`${shown}: cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function entryOf(exercise: Exercise, folder: string, file: string): CatalogueEntry {
  const solution = join(folder, file.endsWith('.ts') ? 'solution.ts' : 'solution.js')
  return {
    exercise,
    folder,
    loadSolution: async () => (exercise.entries.length === 0 ? {} : loadFile(solution)),
    statement: () => readFileSync(join(folder, 'statement.md'), 'utf8'),
  }
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
}

/** `2b` before `4.1` before `10`: numbers by their size, the rest by code units. */
function compare(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]]
    if (x === y) continue
    const difference = Number(x) - Number(y)
    return Number.isNaN(difference) || x === '' || y === '' ? (x < y ? -1 : 1) : difference
  }
  return 0
}
