import type { Person } from './adjustment.ts'
import type { Finding } from './finding.ts'
import type { Picture } from './picture.ts'
import type { CapturedOutput, Fault, Place, Session } from './session.ts'

export type SubmissionKind = 'typescript' | 'javascript' | 'python' | 'notebook' | 'model' | 'mixed' | 'none'

/** A submission that is ready to be asked. Made by `submissions/`; nothing of it has run yet. */
export interface Submission {
  /** Name of its folder. */
  readonly id: string
  readonly kind: SubmissionKind
  /** sha256 over its files. */
  readonly hash: string
  /** From `student:` and `email:` in submission.yaml. */
  readonly person?: Pick<Person, 'name' | 'email'>
  /** From `declare:` in submission.yaml, for all exercises. */
  readonly declared: ReadonlyMap<string, string>
  /** The same for one exercise alone, by its id. */
  readonly declaredFor?: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Why nothing of it can be asked; its sessions answer with the same. */
  readonly refused?: Fault
  /** Written answers by exercise, as they stand in answers.md. */
  readonly answers: ReadonlyMap<string, string>
  /** Pictures from plots/ and out of notebooks, by name. */
  readonly pictures?: ReadonlyMap<string, Picture>
  /** How it was read: ignored notebook magics, execution order, a file chosen among several. */
  readonly remarks: readonly Finding[]
  /** The session that answers for an exercise. The same process may serve several exercises; it starts at the first call. */
  session(exerciseId: string): Session
  /** The file that answers for an exercise, relative to the submission. */
  file?(exerciseId: string): string | undefined
  /** The line of the student's own code at a place, where there is one. */
  line?(place: Place): Promise<string | undefined>
  output(): CapturedOutput
  /** Told before anything hidden is asked. */
  endVisible?(): void
  /** Ends its processes and removes its staged copy. */
  close(): Promise<void>
}

/** What a submission declares for an exercise: what it declares for this one alone goes before what it declares for all. */
export function declaredIn(
  { declared, declaredFor }: Pick<Submission, 'declared' | 'declaredFor'>,
  exerciseId: string,
): ReadonlyMap<string, string> {
  return new Map([...declared, ...(declaredFor?.get(exerciseId) ?? [])])
}
