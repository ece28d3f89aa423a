import type { RunResult } from '#grading/model/result'
import { counted } from './counted.ts'
import { sandboxBanner } from './sandbox-banner.ts'

export interface PartialRun {
  readonly graded: number
  readonly of: number
}

/** How far a run came that was stopped; `undefined` for one that graded all. */
export function partialRun({ students }: Pick<RunResult, 'students'>): PartialRun | undefined {
  const graded = students.filter((student) => student.notGraded !== true).length
  return graded === students.length ? undefined : { graded, of: students.length }
}

/** What every report says first of a run that was stopped or had no isolation; `undefined` if there is nothing to say. */
export function runBanner(run: RunResult): string | undefined {
  const partial = partialRun(run)
  const stopped =
    partial === undefined ? [] : [`partial: ${partial.graded} of ${counted(partial.of, 'submission')} graded before the run was stopped`]
  const lines = [...stopped, ...[sandboxBanner(run) ?? []].flat()]
  return lines.length === 0 ? undefined : lines.join('; ')
}
