import { inProcess } from '#submissions/session/in-process'
import { type GradeOptions, gradeSubmission } from '../engine/grade.ts'
import { createMemo, type Memo } from '../engine/memo.ts'
import type { Verdict } from '../model/check.ts'
import type { Exercise } from '../model/exercise.ts'
import type { ReportView } from '../model/report.ts'
import type { CheckResult, ExerciseResult, RunResult, StudentResult } from '../model/result.ts'
import type { Session } from '../model/session.ts'
import type { Submission } from '../model/submission.ts'
import type { CatalogueEntry } from '../sheet/catalogue.ts'
import { reportView } from './report-view.ts'

export interface Attention extends Pick<GradeOptions, 'onStart' | 'onCheck' | 'onLook' | 'known' | 'earlier'> {
  readonly signal?: AbortSignal
  /** Called with each exercise as soon as its checks are done. */
  readonly onExercise?: (result: ExerciseResult) => void
}

/** Exercises with their references, ready to look at any number of submissions. */
export interface Judge {
  readonly exercises: readonly Exercise[]
  /** Grades a submission and closes it. Rejects when the signal aborts. */
  grade(submission: Submission, attention?: Attention): Promise<StudentResult>
  /** The verdict of one check on the reference itself. */
  control(exerciseId: string, checkId: string): Promise<Verdict>
  /** What the reports of these results are made of. */
  view(students: readonly StudentResult[], made?: Pick<RunResult, 'sandbox' | 'engine'>): ReportView
}

/** Where right answers and inputs come from. */
export interface Source {
  reference(entry: CatalogueEntry): Promise<Session>
  memo(): Memo
}

const IN_PROCESS: Source = { reference: async (entry) => inProcess(await entry.loadSolution()), memo: createMemo }

export interface JudgeOptions extends Pick<GradeOptions, 'seed' | 'visibility' | 'diagnose'> {
  readonly source?: Source
}

/** What is the same for every submission (inputs, reference answers) is made once and kept for the judge's lifetime. */
export async function createJudge(entries: readonly CatalogueEntry[], { source = IN_PROCESS, ...how }: JudgeOptions): Promise<Judge> {
  const exercises = entries.map((entry) => entry.exercise)
  const references = new Map<string, Session>(
    await Promise.all(entries.map(async (entry) => [entry.exercise.id, await source.reference(entry)] as const)),
  )
  const reference = (id: string): Session => references.get(id) as Session
  const memo = source.memo()
  return {
    exercises,
    grade: async (submission, { signal, onExercise, ...attention } = {}) => {
      // Ends a call that is under way: its answer is not waited for.
      const close = (): void => void submission.close()
      signal?.addEventListener('abort', close)
      try {
        return await gradeSubmission(submission, exercises, {
          reference,
          ...how,
          memo,
          ...attention,
          ...(signal === undefined ? {} : { signal }),
          onExercise: (result) => {
            if (signal?.aborted !== true) onExercise?.(result)
          },
        })
      } finally {
        signal?.removeEventListener('abort', close)
        await submission.close()
      }
    },
    control: async (exerciseId, checkId) => {
      const exercise = exercises.find(({ id }) => id === exerciseId)
      const check = exercise?.checks.find(({ id }) => id === checkId)
      if (exercise === undefined || check === undefined) throw new RangeError(`there is no check ${checkId} of ${exerciseId}`)
      const { after: _, ...alone } = check
      const submission = ofSession(reference(exerciseId))
      const result = await gradeSubmission(submission, [{ ...exercise, checks: [alone] }], {
        reference,
        seed: how.seed,
        visibility: 'all',
        memo,
      })
      const [judged] = result.exercises.flatMap(({ checks }) => checks) as [CheckResult]
      return judged.verdict
    },
    view: (students, made) => reportView(entries, how.seed, students, made),
  }
}

/** A submission without files, that nothing is declared of. */
function ofSession(session: Session): Submission {
  const none = { declared: new Map<string, string>(), answers: new Map<string, string>(), remarks: [] }
  const output = { stdout: '', stderr: '' }
  return { id: 'control', kind: 'none', hash: '', ...none, session: () => session, output: () => output, close: async () => {} }
}
