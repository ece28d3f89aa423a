import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '../model/check.ts'
import type { Exercise } from '../model/exercise.ts'
import type { CatalogueEntry } from '../sheet/catalogue.ts'

/** What is known of an exercise without its functions, so that another process can be told of it. */
export interface Outline extends Pick<Exercise, 'id' | 'sheet' | 'title' | 'limits' | 'models'> {
  /** Absolute path of its folder, or of the kit that it comes from. */
  readonly folder: string
  readonly checks: readonly Pick<Check, 'id' | 'title' | 'points' | 'visibility'>[]
}

export function outlineOf({ exercise: { id, sheet, title, limits, models, checks }, folder }: CatalogueEntry): Outline {
  return {
    ...{ id, sheet, title, folder },
    ...(limits === undefined ? {} : { limits }),
    ...(models === undefined ? {} : { models }),
    checks: checks.map(({ id, title, points, visibility }) => ({ id, title, points, visibility })),
  }
}

/** An exercise of the catalogue as reports need it. */
export type Described = Pick<CatalogueEntry, 'folder' | 'statement'> & { readonly exercise: Pick<Exercise, 'id'> }

/** As the catalogue has it. */
export function described(outline: Outline): Described {
  const { folder } = outline
  return { exercise: outline, folder, statement: () => readFileSync(join(folder, 'statement.md'), 'utf8') }
}
