import type { Finding } from '../../grading/model/finding.ts'
import type { CheckResult, ExerciseResult } from '../../grading/model/result.ts'

/** What becomes known of a submission before its result. */
export type Told =
  /** How it was read. */
  | { readonly kind: 'opened'; readonly remarks: readonly Finding[] }
  | { readonly kind: 'exercise'; readonly result: ExerciseResult }
  | { readonly kind: 'check'; readonly exerciseId: string; readonly result: CheckResult }
