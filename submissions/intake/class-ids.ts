import { isZip } from './zip/hand-in-zip.ts'

const ENDING = '.zip'.length

/**
 * Ids for the rows of a class: the name, or that of a zip without its ending. Where the shorter name is that of another entry, or of another
 * zip without its ending, the zip is called by its whole name. So no two ids are equal if no two names are.
 *
 * @param names - of all entries of the class.
 * @param zips - which of them are zip files.
 */
export function classIds(names: readonly string[], zips: ReadonlySet<string>): ReadonlyMap<string, string> {
  const short = (name: string): string => (zips.has(name) && isZip(name) ? name.slice(0, -ENDING) : name)
  const uses = new Map<string, number>()
  for (const name of names) {
    for (const taken of new Set([name, short(name)])) uses.set(taken, (uses.get(taken) ?? 0) + 1)
  }
  return new Map(names.map((name) => [name, short(name) !== '' && uses.get(short(name)) === 1 ? short(name) : name]))
}
