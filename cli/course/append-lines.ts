import { join } from 'node:path'
import { type PersonLine, personLines } from '#grading/engine/journal'
import { JOURNAL, openAppend } from '#grading/runner/files/output-folder'

/**
 * Adds to the journal of a run.
 *
 * @param folder - of its reports, absolute.
 * @param last - its last line, which these follow.
 */
export async function appendLines(folder: string, last: string, lines: readonly PersonLine[]): Promise<void> {
  const file = await openAppend(join(folder, JOURNAL))
  try {
    // One text, so that all of it is kept or nothing.
    await file.append(personLines(last, lines))
  } finally {
    await file.close()
  }
}
