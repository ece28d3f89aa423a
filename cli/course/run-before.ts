import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RunIdentity } from '#grading/engine/journal'
import { type JournalContents, readJournal } from '#grading/engine/read-journal'
import type { EarlierRun } from '#grading/model/report'
import { readLines } from '#grading/runner/files/read-lines'
import { differences } from '#grading/runner/run/run-identity'
import { PREVIOUS } from '#grading/runner/run/run-journal'
import { gradesOf } from './read-run.ts'

/** The run before as reports compare with it; `undefined` for one that was stopped: what it lacks is no change. */
export function runBefore(earlier: JournalContents | undefined, now: RunIdentity): EarlierRun | undefined {
  if (earlier?.header === undefined || !earlier.ended) return undefined
  const { startedAt } = earlier.header
  return {
    students: gradesOf(earlier, []).students,
    ...(startedAt === '' ? {} : { gradedAt: startedAt }),
    differences: runDifferences(earlier.header, now),
  }
}

/** The run before as its journal was kept. */
export async function readRunBefore(folder: string): Promise<JournalContents | undefined> {
  const path = join(folder, PREVIOUS)
  return existsSync(path) ? readJournal(await readLines(path)) : undefined
}

/** What differs between two runs besides submissions and decisions, in words. */
export function runDifferences(before: RunIdentity, after: RunIdentity): readonly string[] {
  const course = before.course === after.course ? [] : ['the course (points, dates, class list or decisions)']
  return [...differences(before, after), ...course]
}
