import { dirname } from 'node:path/posix'
import { readPlaces } from './read-places.ts'
import type { SourceFile } from './sources.ts'

export interface Apart {
  readonly file: string
  readonly why: string
}

/**
 * Where slips are put, and which files that the reference leads to are spared, with the reason. Of references that read
 * data, such as trained weights, only the exercise's own folder is changed: every mutant costs an evaluation on hundreds of images, and all share
 * the data.
 *
 * @param main - the reference's own file, as in `files`.
 */
export function setApart(
  files: readonly SourceFile[],
  main: string,
): { readonly mutated: readonly SourceFile[]; readonly apart: readonly Apart[] } {
  const own = `${dirname(main)}/`
  const unit = `${dirname(dirname(main))}/`
  const readsData = files.some(({ text }) => readPlaces(text).length > 0)
  const why = ({ path }: SourceFile): string | undefined => {
    if (path.startsWith(own)) return undefined
    if (!path.startsWith(unit)) return 'shared by all exercises and held by tests of its own'
    return readsData ? 'says which data are read: there are no others' : undefined
  }
  const reached = files.filter((file) => file.reached.length > 0)
  return {
    mutated: reached.filter((file) => why(file) === undefined),
    apart: reached.flatMap((file) => {
      const reason = why(file)
      return reason === undefined ? [] : [{ file: file.path, why: reason }]
    }),
  }
}
