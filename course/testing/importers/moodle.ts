import { parse } from 'csv-parse/sync'

export interface MoodleGradeItem {
  /** By number of the participant: the grade that is stored, and whether it is locked. */
  readonly stored: ReadonlyMap<string, { readonly grade?: number; readonly locked?: true }>
  readonly max: number
  /** The localised word before the number, such as `Participant `: the importer strips exactly its length. */
  readonly prefix: string
  readonly headings: { readonly identifier: string; readonly grade: string; readonly modified: string }
  readonly decimal: '.' | ','
  readonly separator: ',' | ';'
}

export interface MoodleUpdates {
  readonly updated: ReadonlyMap<string, number>
  readonly skipped: ReadonlyMap<string, string>
}

/**
 * Reads a worksheet as Moodle's importer does, from its rules: columns by localised titles, of which three must be there; empty, unchanged, negative, too
 * large and locked grades are skipped.
 *
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php
 */
export function importMoodle(text: string, { stored, max, prefix, headings, decimal, separator }: MoodleGradeItem): MoodleUpdates {
  const [header = [], ...rows] = parse(text, { delimiter: separator, bom: true, relax_column_count: true }) as string[][]
  const at = (title: string): number => {
    const index = header.findIndex((cell) => cell.trim() === title)
    if (index < 0) throw new Error(`the column ${title} is missing`)
    return index
  }
  const [identifier, grade] = [at(headings.identifier), at(headings.grade), at(headings.modified)]
  const updated = new Map<string, number>()
  const skipped = new Map<string, string>()
  for (const row of rows) {
    const participant = (row[identifier] ?? '').slice(prefix.length)
    const known = stored.get(participant)
    const cell = (row[grade] ?? '').trim()
    const value = Number(cell.replace(decimal, '.'))
    const why =
      known === undefined
        ? 'unknown participant'
        : cell === ''
          ? 'empty'
          : Number.isNaN(value)
            ? 'no number in this locale'
            : value < 0 || value > max
              ? 'out of range'
              : known.locked === true
                ? 'locked'
                : known.grade === value
                  ? 'unchanged'
                  : undefined
    if (why === undefined) updated.set(participant, value)
    else skipped.set(participant, why)
  }
  return { updated, skipped }
}

/** Folder and file of a feedback zip that Moodle takes, by number of the participant. */
export function importMoodleFeedback(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name): (readonly [string, string])[] => {
      const parts = name.split('/')
      const file = parts.at(-1) ?? ''
      const folder = parts.find((part) => part.split('_').length >= 4)
      const [, participant = '', type, plugin] = folder?.split('_') ?? []
      if (file.startsWith('.') || file.startsWith('~') || !/^\d+$/.test(participant)) return []
      return type === 'assignsubmission' && plugin === 'file' ? [[participant, file]] : []
    }),
  )
}
