import type { CaseText } from '../../model/diagnosis.ts'
import type { Finding } from '../../model/finding.ts'
import type { CheckResult, ExerciseResult } from '../../model/result.ts'

/** What becomes known of a submission before its result. */
export type Told =
  /** How it was read. */
  | { readonly kind: 'opened'; readonly remarks: readonly Finding[] }
  | { readonly kind: 'exercise'; readonly result: ExerciseResult }
  /** How many inputs a check has, and those of them that were asked for. */
  | { readonly kind: 'look'; readonly cases: number; readonly shown: readonly CaseText[] }
  | { readonly kind: 'check'; readonly exerciseId: string; readonly result: CheckResult }
