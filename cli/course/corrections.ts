import { join } from 'node:path'
import { correctedGrades, knownGrades, lastPublication } from '#grading/engine/publication'
import type { Correction, PublishedRecord } from '#grading/model/publication'
import type { StudentResult } from '#grading/model/result'
import { JOURNAL } from '#grading/runner/files/output-folder'
import { readLines } from '#grading/runner/files/read-lines'
import { UsageError } from '#grading/runner/usage-error'
import { dateText } from '#reports/text/date'
import { pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { appendLines } from './append-lines.ts'

/** Who changes grades, and why. */
export interface Justification {
  readonly reason?: string | undefined
  readonly by?: string | undefined
}

const MOST_NAMED = 5

/**
 * What has to be recorded where published grades become others; `undefined` where none does.
 *
 * @param run - its folder as messages name it.
 * @throws UsageError where no reason is given.
 */
export function correctionOf(
  records: readonly PublishedRecord[],
  students: readonly StudentResult[],
  { reason = '', by }: Justification,
  run: string,
): Correction | undefined {
  const corrected = correctedGrades(records, students)
  if (corrected === undefined) return undefined
  if (reason.trim() !== '')
    return { type: 'corrected', at: new Date().toISOString(), ...(by === undefined ? {} : { by }), reason: reason.trim(), ...corrected }
  const known = knownGrades(records)
  const changes = [
    ...corrected.grades.map(({ student, score }) => `${student} ${pointsText(known?.get(student)?.score ?? 0)} → ${pointsText(score)}`),
    ...corrected.gone.map((student) => `${student} has no grade any more`),
  ]
  const named = [...changes.slice(0, MOST_NAMED), ...(changes.length > MOST_NAMED ? [`${changes.length - MOST_NAMED} more`] : [])]
  const at = dateText(lastPublication(records)?.at ?? '')
  throw new UsageError(
    `${run}: was published on ${at}, and this changes a grade that students know (${visible(named.join('; '))}); give --reason, which they read. Nothing was recorded`,
  )
}

/** Adds to the journal of a run that has ended which published grades it changed, and why. */
export async function recordCorrection(folder: string, correction: Correction): Promise<void> {
  await appendLines(folder, (await readLines(join(folder, JOURNAL))).at(-2) ?? '', [correction])
}
