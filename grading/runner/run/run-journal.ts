import { copyFile, link, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { counted } from '#reports/text/counted'
import { dateText } from '#reports/text/date'
import { visible } from '#reports/text/visible'
import { submissionHash } from '#submissions/submission-hash'
import { type Journal, type RunHeader, type RunIdentity, type StudentLine, startJournal } from '../../engine/journal.ts'
import type { Mark } from '../../engine/marks.ts'
import { lastPublication } from '../../engine/publication.ts'
import { computedResults, gradedBefore, type JournalContents, keptAnswers, readJournal } from '../../engine/read-journal.ts'
import type { Override } from '../../model/adjustment.ts'
import type { PublishedRecord } from '../../model/publication.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import { JOURNAL, openAppend, syncFolder, temporaryFor } from '../files/output-folder.ts'
import { readLines } from '../files/read-lines.ts'
import { UsageError } from '../usage-error.ts'
import { journalState } from './finished-run.ts'
import { isJudged } from './is-judged.ts'
import { type Basis, NO_REUSE, type Reuse } from './reuse.ts'
import { differences } from './run-identity.ts'

/** Results that are written together: to bring each to the disk by itself takes longer than to grade it. */
const AT_ONCE = 100

/** The journal of the run before. */
export const PREVIOUS = 'journal.previous.jsonl'

export interface RunJournal {
  readonly journal: Journal
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Results of an earlier run that count, by id. */
  readonly kept: ReadonlyMap<string, StudentResult>
  /** When the run began that graded them, by id, where that was an earlier one. */
  readonly gradedBefore: ReadonlyMap<string, string>
  /** Digests of the answers that are kept with them, by id. */
  readonly answers: ReadonlyMap<string, string>
  /** What persons gave in an earlier run; they count wherever the submission is still the same. */
  readonly marks: readonly Mark[]
  /** What persons decided in an earlier run. */
  readonly overrides: readonly Override[]
  /** What students were told of earlier runs in the folder. */
  readonly published: readonly PublishedRecord[]
  /** The run before in the folder. */
  readonly earlier?: JournalContents
  close(): Promise<void>
}

export interface RunJournalOptions {
  readonly identity: RunIdentity & Partial<Basis>
  /** What was found to be kept of the run before. @defaultValue nothing */
  readonly reuse?: Reuse
  /** The course that the run is graded by, as JSON. */
  readonly courseContent?: unknown
  readonly handIns: readonly HandIn[]
  readonly from?: RunHeader['from']
  readonly resume: boolean
  /** Results of other exercises or other students in the folder may be lost from its reports. */
  readonly replace: boolean
  /** Why grades that were published may change. */
  readonly reason?: string
  /** The folder as messages name it. */
  readonly shown: string
  /** Told of what a person should know, in whole sentences. */
  say(line: string): void
}

/**
 * Starts the journal of a run. That of an earlier run in the folder is kept under another name; when resuming, its results that still
 * count go to the new one first. Until the new one is complete, the earlier one stays where it is.
 *
 * @throws UsageError where the reports of this run would show less than those that are there.
 */
export async function openRunJournal(folder: string, options: RunJournalOptions): Promise<RunJournal> {
  const { identity, handIns, resume, reuse = NO_REUSE, say } = options
  if (reuse.run !== undefined && (await journalState(folder)) !== reuse.run.state)
    throw new UsageError(`--out ${options.shown}: ${JOURNAL} was written to meanwhile; start again`)
  const earlier = reuse.run?.contents ?? (await readEarlier(join(folder, JOURNAL)))
  const lost = options.replace || earlier === undefined ? undefined : lostFrom(earlier, identity, handIns)
  if (lost !== undefined) throw new UsageError(`--out ${options.shown}: ${lost}; choose another folder, or pass --replace`)
  refuseUnreasoned(earlier?.published ?? [], options)
  const kept = resume ? await keptOf(earlier, identity, handIns, say) : reuse.kept
  for (const line of reuse.says) say(line)
  if (!resume && earlier?.header !== undefined && !earlier.ended)
    say('the previous run in this folder did not finish; with --resume only missing submissions are graded')

  const temporary = temporaryFor(join(folder, JOURNAL))
  await rm(temporary, { force: true })
  const file = await openAppend(temporary)
  const startedAt = new Date().toISOString()
  try {
    const { courseContent, from } = options
    const students = handIns.map(({ id }) => id)
    const course = courseContent === undefined ? {} : { courseContent }
    const journal = await startJournal(file.append, {
      ...identity,
      students,
      startedAt,
      ...course,
      ...(from === undefined ? {} : { from }),
    })
    const lines = linesOf(kept, earlier)
    for (let from = 0; from < lines.length; from += AT_ONCE) await journal.kept(lines.slice(from, from + AT_ONCE))
    // Also when nothing is resumed: no run may lose what a person has done.
    const marks = earlier?.marks ?? []
    for (const mark of marks) await journal.mark(mark)
    const overrides = earlier?.overrides ?? []
    for (const override of overrides) await journal.override(override)
    const published = earlier?.published ?? []
    for (const record of published) await journal.published(record)
    if (earlier !== undefined) await keepAs(join(folder, JOURNAL), join(folder, PREVIOUS))
    await rename(temporary, join(folder, JOURNAL))
    await syncFolder(folder)
    return {
      journal,
      kept,
      gradedBefore: gradedBefore(lines),
      answers: keptAnswers(lines),
      marks,
      overrides,
      published,
      ...(earlier && { earlier }),
      startedAt,
      close: file.close,
    }
  } catch (error) {
    await file.close()
    await rm(temporary, { force: true })
    throw error
  }
}

/** Told before hours are spent: whether a grade changes is known only when all are graded. */
function refuseUnreasoned(records: readonly PublishedRecord[], { reason = '', shown }: RunJournalOptions): void {
  const last = lastPublication(records)
  if (last === undefined || reason.trim() !== '') return
  throw new UsageError(
    `--out ${shown}: its grades were published on ${dateText(last.at)}; give --reason, which students read whose grade changes, or choose another folder and compare with assay diff`,
  )
}

/** What the reports of the run before have and those of this run would not. */
function lostFrom(earlier: JournalContents, identity: RunIdentity, handIns: readonly HandIn[]): string | undefined {
  const there = earlier.header?.exercises ?? []
  const lost = there.filter((id) => !identity.exercises.includes(id))
  if (lost.length > 0) return `contains reports of ${counted(there.length, 'exercise')}, and this run would drop ${lost.length} of them`
  const students = computedResults(earlier)
  const ids = new Set(handIns.map(({ id }) => id))
  const gone = students.filter(({ id }) => !ids.has(id))
  if (gone.length === 0) return undefined
  const first = visible(gone[0]?.id ?? '')
  const names = gone.length === 1 ? first : `${first} and ${gone.length - 1} more`
  return `contains reports of ${counted(students.length, 'student')}, of whom ${gone.length} ${gone.length === 1 ? 'is' : 'are'} not in this class (${names})`
}

async function readEarlier(path: string): Promise<JournalContents | undefined> {
  const lines = await readLines(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return lines === undefined ? undefined : readJournal(lines)
}

/** Of results that count again, as the journal before has them. */
function linesOf(
  kept: ReadonlyMap<string, StudentResult>,
  earlier: JournalContents | undefined,
): readonly Pick<StudentLine, 'result' | 'answers' | 'gradedAt'>[] {
  const before = new Map(earlier?.students.map((line) => [line.result.id, line]))
  const answers = keptAnswers(earlier?.students ?? [])
  return [...kept.values()].map((result) => {
    const line = before.get(result.id)
    const own = answers.get(result.id)
    const gradedAt = line?.result === result ? (line.gradedAt ?? earlier?.header?.startedAt) : undefined
    return { result, ...(own === undefined ? {} : { answers: own }), ...(gradedAt === undefined ? {} : { gradedAt }) }
  })
}

/** A second name for the same file, so that at no time there is no journal. */
async function keepAs(path: string, other: string): Promise<void> {
  await rm(other, { force: true })
  await link(path, other).catch(() => copyFile(path, other))
}

async function keptOf(
  earlier: JournalContents | undefined,
  identity: RunIdentity,
  handIns: readonly HandIn[],
  say: (line: string) => void,
): Promise<ReadonlyMap<string, StudentResult>> {
  const kept = new Map<string, StudentResult>()
  for (const { line, says } of earlier?.problems ?? []) say(`${JOURNAL}, line ${line}: ${visible(says)}`)
  if (earlier?.header === undefined) {
    say(`there is no ${earlier === undefined ? '' : 'readable '}journal to resume from; everything is graded`)
    return kept
  }
  const different = differences(earlier.header, identity)
  if (different.length > 0) {
    say(`nothing of the previous run is kept, because these differ: ${visible(different.join(', '))}`)
    return kept
  }
  if (earlier.header.course !== identity.course)
    say('the course is not that of the previous run: kept results are counted by the rules of now')
  const results = new Map(computedResults(earlier).map((result) => [result.id, result]))
  for (const handIn of handIns) {
    const result = results.get(handIn.id)
    if (result === undefined || result.hash === '' || handIn.refused !== undefined || !isJudged(result)) continue
    if ((await submissionHash(handIn.path, handIn.packed)) === result.hash) kept.set(handIn.id, result)
  }
  say(`${kept.size} of ${handIns.length} are kept from the previous run`)
  return kept
}
