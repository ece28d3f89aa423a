import type { Earlier } from '../../engine/earlier.ts'
import { exactJson } from '../../engine/exact-json.ts'
import type { CaseText } from '../../model/diagnosis.ts'
import type { Finding } from '../../model/finding.ts'
import type { CheckResult, ExerciseResult, StudentResult } from '../../model/result.ts'
import type { GraderAttention } from './grader.ts'
import type { GraderWish } from './messages.ts'
import { type Judged, keyOf } from './progress-log.ts'
import type { Told } from './told.ts'

/** What is wanted of a submission besides its result. */
export interface Attention extends Pick<GraderAttention, 'signal'> {
  /** Ids of the exercises to look at. @defaultValue all */
  readonly only?: readonly string[]
  /** The submission stays open for the next question, which must be about the same one. */
  readonly keep?: boolean
  /** Each is told once, whatever becomes of the process. */
  onRemarks?(remarks: readonly Finding[]): void
  onExercise?(result: ExerciseResult): void
  onCheck?(exerciseId: string, result: CheckResult): void
  /** Results that are kept: those checks are not run. */
  readonly known?: readonly Judged[]
  /** What an earlier run found: only what may differ is asked. */
  readonly earlier?: Earlier
  readonly answers?: GraderWish['answers']
  /** Told the digest of the answers that were kept. */
  onAnswers?(digest: string): void
  /** One check whose inputs are told. */
  readonly look?: GraderWish['look']
  onLook?(cases: number, shown: readonly CaseText[]): void
}

export interface Listener {
  /** The same for every process that is asked. */
  readonly attention: GraderAttention
  /** Tells what no process has told, such as of a check that brought one down. */
  end(result: StudentResult, answers?: string): void
}

/** Hands on what one process after another tells of the same submission, each thing once. */
export function listen({ only, keep, signal, look, earlier, answers, ...told }: Attention): Listener {
  const { onRemarks, onExercise, onCheck, onLook } = told
  const heard = new Set<string>()
  const once = (key: string, tell: () => void): void => {
    if (heard.has(key)) return
    heard.add(key)
    tell()
  }
  const single = onCheck !== undefined ? ('checks' as const) : onExercise !== undefined ? ('exercises' as const) : undefined
  const tell = onCheck !== undefined && onExercise !== undefined ? ('all' as const) : single
  return {
    attention: {
      wish: {
        ...(only === undefined ? {} : { only }),
        ...(keep === undefined ? {} : { keep }),
        ...(tell === undefined ? {} : { tell }),
        ...(look === undefined ? {} : { look }),
        ...(earlier === undefined ? {} : { earlier: exactJson(earlier) }),
        ...(answers === undefined ? {} : { answers }),
      },
      ...(signal === undefined ? {} : { signal }),
      hear(told: Told) {
        switch (told.kind) {
          case 'opened':
            return once('', () => onRemarks?.(told.remarks))
          case 'exercise':
            return once(told.result.id, () => onExercise?.(told.result))
          case 'look':
            return onLook?.(told.cases, told.shown)
          case 'check':
            return once(keyOf(told.exerciseId, told.result.id), () => onCheck?.(told.exerciseId, told.result))
        }
      },
    },
    end({ exercises }, digest) {
      if (digest !== undefined) told.onAnswers?.(digest)
      const isOld = (id: string, check: string): boolean => earlier?.unchanged[id]?.includes(check) === true
      for (const { id, checks } of exercises)
        for (const check of checks) if (!isOld(id, check.id)) once(keyOf(id, check.id), () => onCheck?.(id, check))
    },
  }
}
