import { basename, extname } from 'node:path'
import { FAMILIES, type TokenisedFile } from '../model/code-tokens.ts'
import type { Exercise } from '../model/exercise.ts'
import type { ComparedPart } from '../model/similarity.ts'
import { nameKey } from '../model/value.ts'

export type SheetExercise = Pick<Exercise, 'id' | 'sheet' | 'title'> & { readonly entries: readonly { readonly name: string }[] }

/** Tokens of one file from one index to another. */
export interface Piece {
  readonly file: TokenisedFile
  readonly from: number
  readonly to: number
}

/** All parts in which a class is compared: all code, then each exercise that functions answer. */
export function partsOf(exercises: readonly SheetExercise[]): readonly ComparedPart[] {
  return FAMILIES.flatMap((family) => [
    { sheet: '', title: 'All code', family },
    ...exercises.filter(({ entries }) => entries.length > 0).map(({ id, sheet, title }) => ({ exercise: id, sheet, title, family })),
  ])
}

/**
 * The pieces of a submission that belong to a part: of all code every definition and what stands between them; of an exercise the definitions
 * called like its functions, and a file called like the exercise as a whole.
 */
export function piecesOf(
  files: readonly TokenisedFile[],
  { exercise, family }: ComparedPart,
  sheet: readonly SheetExercise[],
): readonly Piece[] {
  const own = files.filter((file) => file.family === family)
  if (exercise === undefined) return own.flatMap((file) => file.blocks.map(({ from, to }) => ({ file, from, to })))
  const names = new Set(sheet.find(({ id }) => id === exercise)?.entries.map(({ name }) => nameKey(name)))
  const others = new Set(sheet.map(({ id }) => fileKey(id)))
  return own.flatMap((file) => {
    const called = fileKey(file.file)
    const whole = called === fileKey(exercise)
    // A file of another exercise may hold a function of the same name.
    if (!whole && others.has(called)) return []
    return file.blocks.filter(({ name }) => whole || (name !== '' && names.has(nameKey(name)))).map(({ from, to }) => ({ file, from, to }))
  })
}

/** The last part of a path, as it is compared: `mini-batch.ts` and `mini_batch.py` are called alike. */
function fileKey(path: string): string {
  return nameKey(basename(path, extname(path)).replaceAll('-', ''))
}
