import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '../model/check.ts'
import type { Exercise } from '../model/exercise.ts'
import type { CatalogueEntry } from '../sheet/catalogue.ts'
import { jsonDigest } from './json-digest.ts'

/** What is known of an exercise without its functions, so that another process can be told of it. */
export interface Outline extends Pick<Exercise, 'id' | 'sheet' | 'title' | 'limits' | 'models'> {
  /** Absolute path of its folder, or of the kit that it comes from. */
  readonly folder: string
  readonly checks: readonly Pick<Check, 'id' | 'title' | 'points' | 'visibility' | 'after' | 'plots'>[]
  /** Digest of what decides, in the sheet as a whole, which exercise a part of a submission belongs to. */
  readonly form: string
}

/** @param form - see `formOf`. */
export function outlineOf({ exercise: { id, sheet, title, limits, models, checks }, folder }: CatalogueEntry, form: string): Outline {
  return {
    ...{ id, sheet, title, folder, form },
    ...(limits === undefined ? {} : { limits }),
    ...(models === undefined ? {} : { models }),
    checks: checks.map(({ id, title, points, visibility, after, plots }) => ({
      ...{ id, title, points, visibility },
      ...(after === undefined ? {} : { after }),
      ...(plots === undefined ? {} : { plots }),
    })),
  }
}

/** Of all exercises of a sheet, also those that are not looked at. */
export function formOf(sheet: readonly Exercise[]): string {
  const forms = sheet.map(({ id, entries, models = [], plots = [], variables = [], conventions = [] }) => [
    ...[id, entries, models, plots],
    variables.map(({ entry, names }) => [entry, names]),
    conventions.map(({ key, value }) => [key, value]),
  ])
  return jsonDigest(forms)
}

/** An exercise of the catalogue as reports need it. */
export type Described = Pick<CatalogueEntry, 'folder' | 'statement'> & { readonly exercise: Pick<Exercise, 'id'> }

/** As the catalogue has it. */
export function described(outline: Outline): Described {
  const { folder } = outline
  return { exercise: outline, folder, statement: () => readFileSync(join(folder, 'statement.md'), 'utf8') }
}
