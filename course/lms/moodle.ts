import type { Claim, ClaimedRow, Recogniser } from './download.ts'

/** `Anna Lind_4711_assignsubmission_file`: a folder, with a trailing `_` before Moodle 4.1; with a file's name behind it where files lie loose. */
const ENTRY = /^(.*)_assignsubmission_(file|onlinetext)(_.*)?$/s
/** Underscores of a name are spaces there, so the last one stands before the number. */
const STUDENT = /^(.*)_(\d+)$/s
/** What stands in place of a name where marking is blind. */
const BLIND = /^(participants?|teilnehmer\W?(in)?|participante|partecipante|deelnemer)$/iu

/** A file or folder of Moodle's download, or nothing for any other name. */
export function moodlePart(name: string): MoodlePart | undefined {
  const [, student, kind, file = ''] = ENTRY.exec(name) ?? []
  if (student === undefined) return undefined
  const row = `${student}_assignsubmission_file`
  return { student, row, kind: kind === 'file' ? 'file' : 'text', ...(file.length > 1 ? { file: file.slice(1) } : {}) }
}

interface MoodlePart {
  /** Name and number. */
  readonly student: string
  readonly row: string
  readonly kind: 'file' | 'text'
  readonly file?: string
}

/**
 * The download of Moodle's assignments, in folders or flat. The number in a name is that of the participant in this one assignment.
 *
 * @see https://github.com/moodle/moodle/blob/main/mod/assign/classes/downloader.php
 */
export const moodle: Recogniser = {
  kind: 'moodle',
  title: 'Moodle',
  recognises: ({ rows }) => rows.some(({ id }) => moodlePart(id) !== undefined),
  claims: ({ rows }) => rows.map(({ id }): ClaimedRow => ({ submission: id, claims: [claimOf(id)] })),
}

function claimOf(id: string): Claim {
  const student = moodlePart(id)?.student
  const [, name = '', participant] = STUDENT.exec(student ?? '') ?? []
  if (participant === undefined) return { name: student ?? id }
  return BLIND.test(name.trim()) || name.trim() === '' ? { anonymous: true, participant } : { name: name.trim(), participant }
}
