import { join, resolve } from 'node:path'
import { correctedGrades, digestOfShown, knownGrades, lastPublication, publishedGrade } from '#grading/engine/publication'
import type { JournalContents } from '#grading/engine/read-journal'
import type { Publication } from '#grading/model/publication'
import type { StudentResult } from '#grading/model/result'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { isJudged } from '#grading/runner/run/is-judged'
import { UsageError } from '#grading/runner/usage-error'
import { counted } from '#reports/text/counted'
import { dateText } from '#reports/text/date'
import { pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { amendRun } from '../course/amend-run.ts'
import { gradesOf, notReached, readRun } from '../course/read-run.ts'

export interface PublishOptions {
  readonly by?: string
  readonly reason?: string
  readonly write?: boolean
}

/** `assay publish <run>`: shows which grades students would know from now on; with `--write` records them and writes all reports of the run anew. */
export async function publish(run: string, options: PublishOptions, io: Io): Promise<ExitCode> {
  const { contents } = await readRun({ folder: resolve(io.cwd, run), shown: run, otherwise: 'nothing was recorded' })
  refuseStopped(contents, run)
  const shown = publicationOf(contents, options)
  io.out(visible(previewText(run, contents, shown), 'lines'))
  if (lastPublication(contents.published)?.digest === shown.publication.digest) {
    io.out('This is what students see already: nothing is recorded.\n')
    return EXIT.ok
  }
  if (options.write !== true) {
    io.out('Dry run: nothing was recorded. --write records it and updates the reports.\n')
    return EXIT.ok
  }
  const { written } = await amendRun(
    run,
    io,
    async (graded) => ({ lines: [publicationOf(graded.contents, options).publication], ...options }),
    () => io.out(`Published. Open ${join(run, 'index.html')}\n`),
  )
  return written ? EXIT.ok : EXIT.couldNotJudge
}

/** What nobody has graded yet is no grade. */
function refuseStopped(contents: JournalContents, run: string): void {
  const missing = notReached(contents).length
  if (missing === 0) return
  const left = `${counted(missing, 'submission')} ${missing === 1 ? 'is' : 'are'} not graded`
  throw new UsageError(`${run}: the run was stopped and ${left}; continue with assay grade --resume before it is published`)
}

interface Shown {
  readonly publication: Publication
  readonly students: readonly StudentResult[]
  /** Checks that nobody sees before. */
  readonly opened: number
}

function publicationOf(contents: JournalContents, { by }: PublishOptions): Shown {
  const { students } = gradesOf(contents, [], true)
  const [before] = gradesOf(contents, []).students
  const grades = students.map(publishedGrade)
  const publication: Publication = {
    ...{ type: 'published', at: new Date().toISOString(), ...(by === undefined ? {} : { by }) },
    ...{ digest: digestOfShown(students), grades },
  }
  return { publication, students, opened: before === undefined ? 0 : visibleIn(students[0]) - visibleIn(before) }
}

function visibleIn(student: StudentResult | undefined): number {
  return (student?.exercises ?? []).flatMap(({ checks }) => checks).filter(({ visibility }) => visibility === 'visible').length
}

function previewText(run: string, contents: JournalContents, { publication, students, opened }: Shown): string {
  const pending = students.filter((student) => student.pending > 0).length
  const unjudged = students.filter((student) => !isJudged(student)).length
  const unassigned = students.filter((student) => student.unassigned !== undefined).length
  const undecided = students.filter((student) => student.undecided !== undefined).length
  const notes = [
    ...(pending === 0 ? [] : [`${pending} with pending points`]),
    ...(unassigned === 0 ? [] : [`${counted(unassigned, 'submission')} that ${unassigned === 1 ? 'is' : 'are'} nobody's`]),
    ...(undecided === 0 ? [] : [`${undecided} marked late without a time`]),
    ...(unjudged === 0 ? [] : [`${unjudged} that could not be graded completely`]),
  ]
  const lines = [
    `${run}: the grades of ${counted(students.length - unassigned, 'student')}${notes.length === 0 ? '' : `, ${notes.join(', ')}`}`,
    `Digest of what students see: sha256 ${publication.digest}`,
    ...(opened > 0 ? [`${counted(opened, 'check')} of the sheet ${opened === 1 ? 'becomes' : 'become'} visible to students.`] : []),
    ...sinceLines(contents, students),
  ]
  return `${lines.join('\n')}\n`
}

/** Which grades students know otherwise. */
function sinceLines({ published }: JournalContents, students: readonly StudentResult[]): readonly string[] {
  const last = lastPublication(published)
  if (last === undefined) return ['Nothing was published before.']
  const known = knownGrades(published)
  const { grades, gone } = correctedGrades(published, students) ?? { grades: [], gone: [] }
  const fresh = students.filter(({ id }) => known?.has(id) !== true)
  const who = last.by === undefined ? '' : ` by ${last.by}`
  return [
    `Published before, on ${dateText(last.at)}${who}: ${counted(grades.length + gone.length, 'grade')} that students know would change.`,
    ...grades.map(({ student, score }) => `  ${student}  ${pointsText(known?.get(student)?.score ?? 0)} → ${pointsText(score)}`),
    ...gone.map((student) => `  ${student}  no grade any more`),
    ...fresh.map(({ id, score }) => `  ${id}  new, ${pointsText(score)}`),
    ...correctionLines(published.slice(published.indexOf(last) + 1)),
  ]
}

/** What was changed, with a reason, since the last publication. */
function correctionLines(records: JournalContents['published']): readonly string[] {
  return records.flatMap((record) =>
    record.type === 'published'
      ? []
      : [`Corrected on ${dateText(record.at)}: ${counted(record.grades.length + record.gone.length, 'grade')}. ${record.reason}`],
  )
}
