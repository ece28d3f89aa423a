import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunHeader } from '../../engine/journal.ts'
import { type JournalContents, readJournal } from '../../engine/read-journal.ts'
import { JOURNAL } from '../files/output-folder.ts'
import { readLines } from '../files/read-lines.ts'

/** A run that came to its end, whose results a new one may keep. */
export interface FinishedRun {
  readonly contents: JournalContents
  readonly header: RunHeader
  /** Of its file: another one has it once something is added. */
  readonly state: string
}

/**
 * The run before in a folder of reports; `undefined` if there is none, or it was not finished: `--resume` continues that.
 *
 * @param out - absolute.
 */
export async function finishedRun(out: string): Promise<FinishedRun | undefined> {
  const state = await journalState(out)
  if (state === undefined) return undefined
  // Whoever opens the journal says what is wrong with it.
  const lines = await readLines(join(out, JOURNAL)).catch(() => undefined)
  if (lines === undefined) return undefined
  const contents = readJournal(lines)
  const { header, ended } = contents
  return header === undefined || !ended ? undefined : { contents, header, state }
}

/** `undefined` where there is no journal. */
export async function journalState(out: string): Promise<string | undefined> {
  const found = await stat(join(out, JOURNAL), { bigint: true }).catch(() => undefined)
  return found === undefined ? undefined : `${found.ino} ${found.size} ${found.mtimeNs}`
}

/** When a run was started, as people read it. */
export function runName({ startedAt }: Pick<RunHeader, 'startedAt'>): string {
  return `the run of ${startedAt.slice(0, 16).replace('T', ' ')} UTC`
}
