const ENDING = /\.(zip|tar|tgz|tar\.gz)$/i

/**
 * Ids for the rows of a class: the name, or that of an archive without its ending. Where the shorter name is that of another entry, or of another
 * archive without its ending, the archive is called by its whole name. So no two ids are equal if no two names are.
 *
 * @param names - of all entries of the class.
 * @param archives - which of them are files.
 */
export function classIds(names: readonly string[], archives: ReadonlySet<string>): ReadonlyMap<string, string> {
  const short = (name: string): string => (archives.has(name) ? name.replace(ENDING, '') : name)
  const uses = new Map<string, number>()
  for (const name of names) {
    for (const taken of new Set([name, short(name)])) uses.set(taken, (uses.get(taken) ?? 0) + 1)
  }
  return new Map(names.map((name) => [name, short(name) !== '' && uses.get(short(name)) === 1 ? short(name) : name]))
}
