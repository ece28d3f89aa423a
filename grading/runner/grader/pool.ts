import type { Language } from '#submissions/control/control-sources'
import { brokenByAnswer } from '../../engine/control.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { Outline } from '../outline.ts'
import { unjudgedCheck, withOutcome } from '../run/unjudged.ts'
import { type Control, type Grader, type GraderAnswer, type GraderAttention, type GraderOptions, startGrader } from './grader.ts'
import { type Attention, listen } from './listen.ts'
import type { Proof } from './messages.ts'
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
   * Tries the sandbox and these languages in a process that grades afterwards. Those that are started later run in the same sandbox.
   * @throws UsageError if the sandbox does not work on this machine, Error if it cannot be tried.
   */
  prove(languages: readonly Language[]): Promise<Proof>
  /**
   * Grades with a process that is free, or a new one. Of a check that brings its process down, what was judged before it is kept, and what
   * comes after it is judged by a new process. The check itself is then run on the reference, as a control: if that brings a process down
   * as well, it is a judging error, and the check is not run again for anybody. If it accepts the reference and goes down for this
   * submission a second time, the answer has no points.
   *
   * @throws Error if the submission could not be graded through a fault of ours, the signal aborted, or the pool is closed.
   */
  grade(handIn: HandIn, attention?: Attention): Promise<StudentResult>
  /** Ends all processes, also those at work. Never rejects. */
  close(): Promise<void>
}

const SET_ASIDE = 'the check crashed the grading process on the reference solution as well and was not run again'
/** So often a student may be the last one a process saw, without a check being at work. */
const OUTSIDE = 2

export function createPool(options: GraderOptions): Pool {
  const all = new Set<Grader>()
  const free: Grader[] = []
  const controls = new Map<string, Promise<Control>>()
  /** Checks that bring down whatever they are run on, as judging errors. */
  const hopeless = new Map<string, Judged>()
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

  /** In a new process: whatever the submission did to the old one has no part in it. */
  async function runControl(exercise: string, check: string): Promise<Control> {
    const grader = await startGrader(options)
    all.add(grader)
    if (closed) await grader.close()
    const control = await grader.control(exercise, check)
    if (grader.alive) free.push(grader)
    else all.delete(grader)
    return control
  }

  async function controlOf(exercise: string, check: CheckOutline): Promise<Control> {
    const key = keyOf(exercise, check.id)
    const control = controls.get(key) ?? runControl(exercise, check.id)
    controls.set(key, control)
    const found = await control
    if (closed) throw new Error('grading was stopped')
    if (found === 'brought down') hopeless.set(key, [exercise, unjudgedCheck(check, SET_ASIDE)])
    return found
  }

  return {
    async begin() {
      const grader = await take()
      if (!closed) free.push(grader)
      return grader.exercises()
    },
    async prove(languages) {
      const grader = await take()
      const proof = await grader.prove(languages)
      if (!closed) free.push(grader)
      return proof
    },
    async grade(given, attention = {}) {
      // Where only kept answers are asked, nothing of the submission is read.
      if (attention.answers?.only === true) return gradePortable({ id: given.id, path: given.path }, attention)
      const { handIn, remove } = await portable(given)
      return gradePortable(handIn, attention).finally(remove)
    },
    async close() {
      closed = true
      await Promise.all([...all].map((grader) => grader.close()))
    },
  }

  async function gradePortable(handIn: HandIn, attention: Attention): Promise<StudentResult> {
    const known: Judged[] = [...hopeless.values(), ...(attention.known ?? [])]
    const suspected = new Set<string>()
    const listener = listen(attention)
    let outside = 0
    for (;;) {
      const { answer, grader } = await ask(handIn, known, listener.attention)
      switch (answer.kind) {
        case 'result':
          listener.end(answer.result, answer.answers)
          return answer.result
        case 'failed':
          throw new Error(answer.reason)
        case 'died': {
          const { at, judged } = answer.progress
          known.push(...judged)
          if (at === undefined) {
            if (++outside === OUTSIDE) throw new Error(`the grading process ended: it ${answer.says}`)
            break
          }
          const check = checkAt(await grader.exercises(), at)
          const key = keyOf(at.exercise, at.check)
          if ((await controlOf(at.exercise, check)) !== 'accepted') {
            known.push([at.exercise, unjudgedCheck(check, `the check ${answer.says}`)])
          } else if (suspected.has(key)) {
            known.push([at.exercise, withOutcome(check, brokenByAnswer(answer.says))])
          } else {
            // Once more: it may have been the machine.
            suspected.add(key)
          }
        }
      }
    }
  }
}

interface Asked {
  readonly answer: GraderAnswer
  readonly grader: Grader
}

type CheckOutline = Outline['checks'][number]

function checkAt(exercises: readonly Outline[], at: { readonly exercise: string; readonly check: string }): CheckOutline {
  const check = exercises.find(({ id }) => id === at.exercise)?.checks.find(({ id }) => id === at.check)
  if (check === undefined) throw new Error(`the grading process ended in an unknown check: ${at.exercise} ${at.check}`)
  return check
}
