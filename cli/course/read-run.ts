import { join } from 'node:path'
import type { CourseContent } from '#course/load-course'
import type { RunHeader } from '#grading/engine/journal'
import { withChanges } from '#grading/engine/publication'
import { computedResults, type JournalContents, readJournal, sortById } from '#grading/engine/read-journal'
import type { StudentResult } from '#grading/model/result'
import { systemErrorText } from '#grading/model/system-error'
import { JOURNAL } from '#grading/runner/files/output-folder'
import { readLines } from '#grading/runner/files/read-lines'
import { UsageError } from '#grading/runner/usage-error'
import { visible } from '#reports/text/visible'
import { type CourseResults, courseResults } from './course-results.ts'

export interface ReadRun {
  /** The last line of the journal, which the next one follows. */
  readonly last: string
  readonly contents: JournalContents
  readonly header: RunHeader
}

export interface JournalPlace {
  /** Absolute. */
  readonly folder: string
  /** The folder as messages name it. */
  readonly shown: string
  /** Of the journal in it. */
  readonly name?: string
  /** What is not done where a line of it cannot be used. */
  readonly otherwise: string
}

/**
 * The journal of a run, whole or not at all.
 *
 * @throws UsageError if it cannot be read or a line of it cannot be used.
 */
export async function readRun({ folder, shown, name = JOURNAL, otherwise }: JournalPlace): Promise<ReadRun> {
  const lines = await readLines(join(folder, name)).catch((error: unknown) => {
    throw new UsageError(`${shown}: not a report directory of assay grade: ${name} cannot be read: ${systemErrorText(error)}`)
  })
  const contents = readJournal(lines)
  const [problem] = contents.problems
  const file = join(shown, name)
  if (contents.header === undefined && problem !== undefined && name !== JOURNAL)
    throw new UsageError(`${file}: not a journal of assay grade; ${otherwise}. Give the report directory, or a ${JOURNAL}`)
  if (problem !== undefined)
    throw new UsageError(`${file}, line ${problem.line}: ${visible(problem.says)}; ${otherwise}. assay grade --resume repairs the journal`)
  if (contents.header === undefined) throw new UsageError(`${file}: is empty; grade the class first`)
  return { last: lines.at(-2) ?? '', contents, header: contents.header }
}

/**
 * The grades of a run by the rules that were in force.
 *
 * @param missing - rows for submissions that the run did not come to.
 * @param published - whether students know them.
 */
export function gradesOf(
  contents: JournalContents,
  missing: readonly StudentResult[],
  published: boolean = contents.published.length > 0,
): CourseResults {
  const grades = courseResults({
    content: contents.header?.courseContent as CourseContent | undefined,
    computed: sortById([...computedResults(contents), ...missing]),
    marks: contents.marks,
    overrides: contents.overrides,
    startedAt: contents.header?.startedAt ?? '',
    now: new Date().toISOString(),
    published,
  })
  return { ...grades, students: withChanges(grades.students, contents.published) }
}

/** Submissions that a run was to grade and did not come to. */
export function notReached({ ended, header, students }: JournalContents): readonly string[] {
  const graded = new Set(students.map(({ result }) => result.id))
  return ended ? [] : (header?.students ?? []).filter((id) => !graded.has(id))
}
