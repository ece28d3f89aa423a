import { pointsText } from '#reports/text/points'
import { visible } from '#reports/text/visible'
import { gradeBatch } from '../../engine/batch.ts'
import type { GradedOn, Journal } from '../../engine/journal.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { Io } from '../io.ts'
import type { Outline } from '../outline.ts'
import { UnequalResults } from '../queue/recheck.ts'
import { isJudged } from './is-judged.ts'
import type { LoadWatch } from './overload.ts'
import { startProgress } from './progress.ts'
import { unjudged } from './unjudged.ts'

/** What a submission is worth where points are counted by more than its checks. */
export type WorthOf = (result: StudentResult) => Pick<StudentResult, 'score' | 'max'>

export interface ClassWork {
  readonly handIns: readonly HandIn[]
  /** Results that are there already, by id. */
  readonly kept: ReadonlyMap<string, StudentResult>
  readonly exercises: readonly Outline[]
  readonly jobs: number
  readonly journal: Journal
  readonly load: Pick<LoadWatch, 'overloadedSince'>
  gradeOne(handIn: HandIn): Promise<StudentResult>
  /** For the lines of progress. @defaultValue as it was computed */
  readonly worthOf?: WorthOf
  /** Digest of the answers that were kept when it was graded. */
  answersOf?(id: string): string | undefined
  /** Where it was graded, if that was another machine. */
  machineOf?(id: string): GradedOn | undefined
  /** For the line of progress. */
  status?(): string
}

const BUSY = 'reached a time limit while the machine was overloaded; it will be graded again, alone, at the end'

/**
 * Grades whatever of a class has no result yet. A result counts once it is on the disk. Who reached a time limit on an overloaded machine
 * is looked at a second time, alone, when all others are done: then it counts, whatever it is.
 *
 * @returns all results that count, sorted like the hand-ins; not all of them if `io.signal` aborted.
 * @throws the journal's error if a result cannot be kept.
 */
export async function gradeClass(work: ClassWork, io: Io): Promise<readonly StudentResult[]> {
  const { handIns, journal, load } = work
  const results = new Map(work.kept)
  const missing = handIns.filter(({ id }) => !results.has(id))
  const begun = new Map<string, number>()
  const again: HandIn[] = []
  const progress = startProgress(missing.length, io, work.status)

  const count = async (result: StudentResult, remark = ''): Promise<void> => {
    await journal.student(result, work.answersOf?.(result.id), work.machineOf?.(result.id))
    results.set(result.id, result)
    const worth = work.worthOf?.(result) ?? result
    const score = `${pointsText(worth.score)} of ${pointsText(worth.max)}`
    progress.done(`${visible(result.id)}  ${score}${remark}${isJudged(result) ? '' : ', not graded completely'}`)
  }
  const batch = {
    gradeOne: (handIn: HandIn) => {
      begun.set(handIn.id, io.now())
      return work.gradeOne(handIn)
    },
    failed: (handIn: HandIn, error: unknown) => {
      if (error instanceof UnequalResults) throw error
      return unjudged(handIn.id, work.exercises, error)
    },
    signal: io.signal,
  }
  try {
    await gradeBatch(missing, {
      ...batch,
      jobs: work.jobs,
      onDone: async (result, handIn) => {
        if (!isOutOfTime(result) || !load.overloadedSince(begun.get(handIn.id) ?? 0, handIn.id)) return count(result)
        await journal.retry(handIn.id, BUSY)
        again.push(handIn)
      },
    })
    await gradeBatch(again, { ...batch, jobs: 1, onDone: (result) => count(result, ' (graded again, alone: the machine was overloaded)') })
  } finally {
    progress.close()
  }
  return handIns.flatMap(({ id }) => results.get(id) ?? [])
}

function isOutOfTime(result: StudentResult): boolean {
  return result.exercises.some((exercise) => exercise.checks.some((check) => check.verdict === 'time-limit'))
}
