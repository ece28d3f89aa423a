import type { CheckResult, StudentResult } from '../../grading/model/result.ts'
import type { HandIn } from '../hand-ins.ts'
import type { Outline } from '../outline.ts'
import { unjudgedCheck } from '../unjudged.ts'
import { type Grader, type GraderAnswer, type GraderAttention, type GraderOptions, startGrader } from './grader.ts'
import { type Attention, listen } from './listen.ts'
import { portable } from './portable.ts'
import { type Judged, keyOf } from './progress-log.ts'

export interface Pool {
  /**
   * Starts a process unless there is one.
   * @returns the exercises that it looks at.
   * @throws UsageError if there are no such exercises, Error if the process cannot be set up.
   */
  begin(): Promise<readonly Outline[]>
  /**
   * Grades with a process that is free, or a new one. A check of ours that brings its process down becomes a judging error; what was
   * judged before it is kept, and what comes after it is judged by a new process.
   *
   * @throws Error if the submission could not be graded through a fault of ours, the signal aborted, or the pool is closed.
   */
  grade(handIn: HandIn, attention?: Attention): Promise<StudentResult>
  /** Ends all processes, also those at work. Never rejects. */
  close(): Promise<void>
}

/** A check that brought its process down for so many students, and was finished for none, is not run again in this run. */
const HOPELESS = 3
/** So often a student may be the last one a process saw, without a check being at work. */
const OUTSIDE = 2

export function createPool(options: GraderOptions): Pool {
  const all = new Set<Grader>()
  const free: Grader[] = []
  const record = createRecord()
  let closed = false

  async function take(): Promise<Grader> {
    for (let idle = free.pop(); idle !== undefined; idle = free.pop()) if (idle.alive) return idle
    const grader = await startGrader(options)
    all.add(grader)
    if (closed) await grader.close()
    return grader
  }

  async function ask(handIn: HandIn, known: readonly Judged[], attention: GraderAttention): Promise<Asked> {
    const { signal } = attention
    const refuse = (): void => {
      if (closed || signal?.aborted === true) throw new Error('grading was stopped')
    }
    refuse()
    const grader = await take()
    const answer = await grader.grade(handIn, known, attention)
    if (answer.kind === 'died') all.delete(grader)
    else free.push(grader)
    refuse()
    return { answer, grader }
  }

  return {
    async begin() {
      const grader = await take()
      if (!closed) free.push(grader)
      return grader.exercises()
    },
    async grade(given, attention = {}) {
      const { handIn, remove } = await portable(given)
      return gradePortable(handIn, attention).finally(remove)
    },
    async close() {
      closed = true
      await Promise.all([...all].map((grader) => grader.close()))
    },
  }

  async function gradePortable(handIn: HandIn, attention: Attention): Promise<StudentResult> {
    const known: Judged[] = [...record.hopeless()]
    const listener = listen(attention)
    let outside = 0
    for (;;) {
      const { answer, grader } = await ask(handIn, known, listener.attention)
      switch (answer.kind) {
        case 'result':
          for (const { id, checks } of answer.result.exercises) for (const check of checks) record.finished(keyOf(id, check.id), check)
          listener.end(answer.result)
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
          const check = checkAt(await grader.exercises(), at)
          record.broughtDown(at.exercise, check, handIn.id)
          known.push([at.exercise, unjudgedCheck(check, `the check ${answer.says}`)])
        }
      }
    }
  }
}

interface Asked {
  readonly answer: GraderAnswer
  readonly grader: Grader
}

/** Which checks were never finished. */
function createRecord() {
  const victims = new Map<string, { readonly exercise: string; readonly check: CheckOutline; readonly students: Set<string> }>()
  const sound = new Set<string>()
  return {
    finished(key: string, { verdict }: CheckResult): void {
      if (verdict !== 'judging-error' && verdict !== 'not-attempted' && verdict !== 'skipped') sound.add(key)
    },
    broughtDown(exercise: string, check: CheckOutline, student: string): void {
      const key = keyOf(exercise, check.id)
      const victim = victims.get(key) ?? { exercise, check, students: new Set<string>() }
      victim.students.add(student)
      victims.set(key, victim)
    },
    hopeless: (): readonly Judged[] =>
      [...victims]
        .filter(([key, { students }]) => students.size >= HOPELESS && !sound.has(key))
        .map(([, { exercise, check, students }]) => {
          const says = `the check brought the grading process down for ${students.size} students and was not run again`
          return [exercise, unjudgedCheck(check, says)]
        }),
  }
}

type CheckOutline = Outline['checks'][number]

function checkAt(exercises: readonly Outline[], at: { readonly exercise: string; readonly check: string }): CheckOutline {
  const check = exercises.find(({ id }) => id === at.exercise)?.checks.find(({ id }) => id === at.check)
  if (check === undefined) throw new Error(`the grading process came to an end in a check that there is not: ${at.exercise} ${at.check}`)
  return check
}
