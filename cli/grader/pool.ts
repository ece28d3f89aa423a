import type { Exercise } from '../../grading/model/exercise.ts'
import type { CheckResult, StudentResult } from '../../grading/model/result.ts'
import type { HandIn } from '../hand-ins.ts'
import { unjudgedCheck } from '../unjudged.ts'
import { type Grader, type GraderAnswer, startGrader } from './grader.ts'
import type { GraderSetup } from './messages.ts'
import { portable } from './portable.ts'
import { type Judged, keyOf } from './progress-log.ts'
import type { Patience } from './watchdog.ts'

export interface Pool {
  /**
   * Grades with a process that is free, or a new one. A check of ours that brings its process down becomes a judging error; what was
   * judged before it is kept, and what comes after it is judged by a new process.
   *
   * @throws Error if the submission could not be graded through a fault of ours, or the pool is closed.
   */
  grade(handIn: HandIn): Promise<StudentResult>
  /** Ends all processes, also those at work. Never rejects. */
  close(): Promise<void>
}

export interface PoolOptions {
  readonly setup: GraderSetup
  readonly exercises: readonly Exercise[]
  readonly patience: Patience
}

/** A check that brought its process down for so many students, and was finished for none, is not run again in this run. */
const HOPELESS = 3
/** So often a student may be the last one a process saw, without a check being at work. */
const OUTSIDE = 2

export function createPool({ setup, exercises, patience }: PoolOptions): Pool {
  const all = new Set<Grader>()
  const free: Grader[] = []
  const record = createRecord()
  let closed = false

  async function take(): Promise<Grader> {
    for (let idle = free.pop(); idle !== undefined; idle = free.pop()) if (idle.alive) return idle
    const grader = await startGrader(setup, patience)
    all.add(grader)
    if (closed) await grader.close()
    return grader
  }

  async function ask(handIn: HandIn, known: readonly Judged[]): Promise<GraderAnswer> {
    if (closed) throw new Error('grading was stopped')
    const grader = await take()
    const answer = await grader.grade(handIn, known)
    if (answer.kind === 'died') all.delete(grader)
    else free.push(grader)
    if (closed) throw new Error('grading was stopped')
    return answer
  }

  return {
    async grade(given) {
      const { handIn, remove } = await portable(given)
      return gradePortable(handIn).finally(remove)
    },
    async close() {
      closed = true
      await Promise.all([...all].map((grader) => grader.close()))
    },
  }

  async function gradePortable(handIn: HandIn): Promise<StudentResult> {
    const known: Judged[] = record.hopeless().flatMap(({ key, says }) => judgingError(exercises, key, says))
    let outside = 0
    for (;;) {
      const answer = await ask(handIn, known)
      switch (answer.kind) {
        case 'result':
          for (const { id, checks } of answer.result.exercises) for (const check of checks) record.finished(keyOf(id, check.id), check)
          return answer.result
        case 'failed':
          throw new Error(answer.reason)
        case 'died': {
          const { at, judged } = answer.progress
          known.push(...judged)
          if (at === undefined) {
            if (++outside === OUTSIDE) throw new Error(`the grading process came to an end: it ${answer.says}`)
            break
          }
          const key = keyOf(at.exercise, at.check)
          record.broughtDown(key, handIn.id)
          known.push(...judgingError(exercises, key, `the check ${answer.says}`))
        }
      }
    }
  }
}

/** Which checks were never finished. */
function createRecord() {
  const victims = new Map<string, Set<string>>()
  const sound = new Set<string>()
  return {
    finished(key: string, { verdict }: CheckResult): void {
      if (verdict !== 'judging-error' && verdict !== 'not-attempted' && verdict !== 'skipped') sound.add(key)
    },
    broughtDown(key: string, student: string): void {
      victims.set(key, (victims.get(key) ?? new Set()).add(student))
    },
    hopeless: () =>
      [...victims]
        .filter(([key, { size }]) => size >= HOPELESS && !sound.has(key))
        .map(([key, { size }]) => ({ key, says: `the check brought the grading process down for ${size} students and was not run again` })),
  }
}

function judgingError(exercises: readonly Exercise[], key: string, reason: string): readonly Judged[] {
  return exercises.flatMap((exercise) =>
    exercise.checks
      .filter((check) => keyOf(exercise.id, check.id) === key)
      .map((check): Judged => [exercise.id, unjudgedCheck(check, reason)]),
  )
}
