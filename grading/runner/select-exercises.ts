import { closest } from '../model/closest.ts'
import type { Exercise } from '../model/exercise.ts'
import { type CatalogueEntry, CatalogueError, loadCatalogue } from '../sheet/catalogue.ts'
import { inYaml } from './sheet-yaml/in-yaml.ts'
import { UsageError } from './usage-error.ts'

export interface Selection {
  readonly selected: readonly CatalogueEntry[]
  /** All exercises there are. */
  readonly sheet: readonly Exercise[]
}

/**
 * The exercises to look at. An exercise may be named by its id, by its folder's name alone or by its number on the sheet.
 *
 * @param only - empty for all of them.
 * @throws UsageError for a name that fits none, and for a definition that is not well formed.
 */
export async function selectExercises(only: readonly string[], root?: string): Promise<Selection> {
  const all = await loadCatalogue(root, inYaml).catch((error: unknown) => {
    throw error instanceof CatalogueError ? new UsageError(error.message) : error
  })
  if (all.length === 0) {
    const where = root === undefined ? 'this installation of Assay' : root
    throw new UsageError(`${where} has no exercises; expected <unit>/<exercise>/exercise.ts or exercise.yaml in the folder of a sheet`)
  }
  return chooseFrom(all, only)
}

/** @throws UsageError for a name that fits none. */
export function chooseFrom(all: readonly CatalogueEntry[], only: readonly string[]): Selection {
  const sheet = all.map((entry) => entry.exercise)
  if (only.length === 0) return { selected: all, sheet }
  const wanted = new Set<Named>(namedIn(sheet, only))
  return { selected: all.filter(({ exercise }) => wanted.has(exercise)), sheet }
}

type Named = Pick<Exercise, 'id' | 'sheet'>

/**
 * Those that have one of the names, in the order of all.
 * @throws UsageError for a name that fits none.
 */
export function namedIn<T extends Named>(all: readonly T[], names: readonly string[]): readonly T[] {
  const wanted = new Set(names.map((name) => find(name, all)))
  return all.filter((one) => wanted.has(one))
}

function find<T extends Named>(name: string, all: readonly T[]): T {
  const named = all.filter((exercise) => isCalled(name, exercise))
  if (named.length === 1) return named[0] as T
  const ids = (named.length === 0 ? all : named).map(({ id }) => id)
  const there = all.map(({ sheet, id }) => (sheet === '' ? id : `${sheet} ${id}`))
  if (named.length > 1) throw new UsageError(`--only ${name}: matches ${ids.join(' and ')}; give the full id`)
  const near = nearest(name, ids)
  throw new UsageError(
    `--only ${name}: no such exercise; ${near === undefined ? `expected a number or id of: ${there.join('; ')}` : `did you mean ${near}?`}`,
  )
}

/** Whether a person may mean it: by its id, its folder's name alone or its number on the sheet. */
export function isCalled(name: string, { id, sheet }: Pick<Exercise, 'id' | 'sheet'>): boolean {
  return id === name || id.endsWith(`/${name}`) || sheet === name
}

/** By the whole id, or by its last part when only that was given. */
export function nearest(name: string, ids: readonly string[]): string | undefined {
  const last = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
  const whole = closest(name, ids)
  if (whole !== undefined) return whole
  const part = closest(last(name), ids.map(last))
  return ids.find((id) => last(id) === part)
}
