import type { ReportView } from '../model/report.ts'
import type { RunResult, StudentResult } from '../model/result.ts'
import type { Described } from './outline.ts'
import { version } from './version.ts'

/**
 * What the reports are made of.
 * @param made - the sandbox that was graded in and the compute engine; without a sandbox the run is no grading.
 */
export function reportView(
  entries: readonly Described[],
  seed: number,
  students: readonly StudentResult[],
  made: Pick<RunResult, 'sandbox' | 'engine' | 'course'> = {},
): ReportView {
  return { run: { schema: 1, assay: version(), seed, ...made, students }, statements: statementsOf(entries) }
}

/** Statement by id of the exercise. */
export function statementsOf(entries: readonly Described[]): ReadonlyMap<string, string> {
  return new Map(entries.map((entry) => [entry.exercise.id, entry.statement()]))
}
