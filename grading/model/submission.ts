import type { Finding } from './finding.ts'
import type { CapturedOutput, Session } from './session.ts'

export type SubmissionKind = 'typescript' | 'javascript' | 'python' | 'notebook' | 'mixed' | 'none'

/** A submission that is ready to be asked. Made by `submissions/`; nothing of it has run yet. */
export interface Submission {
  /** Name of its folder. */
  readonly id: string
  readonly kind: SubmissionKind
  /** sha256 over its files. */
  readonly hash: string
  /** From `declare:` in submission.yaml. */
  readonly declared: ReadonlyMap<string, string>
  /** How it was read: ignored notebook magics, execution order, a file chosen among several. */
  readonly remarks: readonly Finding[]
  /** The session that answers for an exercise. The same process may serve several exercises; it starts at the first call. */
  session(exerciseId: string): Session
  output(): CapturedOutput
  /** Ends its processes and removes its staged copy. */
  close(): Promise<void>
}
