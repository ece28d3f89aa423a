import type { Artifact } from './artifact.ts'
import type { Finding } from './finding.ts'
import type { Picture } from './picture.ts'
import type { Fault, Session } from './session.ts'
import type { Args, Value } from './value.ts'

/** Follows the ICPC judgement types. */
export type Verdict =
  | 'accepted'
  | 'partial'
  | 'wrong-answer'
  | 'runtime-error'
  | 'load-error'
  | 'time-limit'
  | 'memory-limit'
  | 'output-limit'
  | 'not-attempted'
  | 'skipped'
  | 'pending-manual'
  | 'judging-error'

export type Visibility = 'visible' | 'hidden'

export interface Outcome {
  readonly verdict: Verdict
  /** Share of the check's points, 0 to 1. */
  readonly fraction: number
  readonly findings: readonly Finding[]
  /** For the student's page; those of a hidden check are dropped. */
  readonly artifacts?: readonly Artifact[]
  /** Of a wrong answer: how many inputs were answered correctly. */
  readonly agreement?: Agreement
}

export interface Agreement {
  readonly right: number
  readonly of: number
}

/** One line of a rubric. */
export interface Criterion {
  /** What the answer must say, as a sentence. */
  readonly says: string
  /** Points, in steps of 0.01. */
  readonly points: number
}

export interface CheckContext {
  readonly reference: Session
  /** Equal seeds give equal inputs; never 0. */
  readonly seed: number
  /** Conventions the submission declares, e.g. `cost` → `mean`. Those translated at the session (see convention.ts) are here too. */
  readonly declared: ReadonlyMap<string, string>
  /** What is written under the exercise's heading in answers.md; never empty. */
  readonly answer?: string
  /** Pictures of the hand-in, by name. */
  readonly pictures?: ReadonlyMap<string, Picture>
  /** Functions of the exercise of which earlier checks found something to judge. */
  readonly tried?: () => readonly string[]
  /** Why nothing of the submission can be read. */
  readonly refused?: Fault
  /**
   * Told of each input before a check judges what came of it, so that a defect of the check can be found.
   *
   * @param position - of the input among those of the check, from 0.
   * @param calls - the calls with it, and what is known of them; made only where somebody looks.
   */
  readonly looksAt?: (position: number, calls: () => readonly LookedAt[]) => void
  /** Inputs and reference answers that are the same for the whole class, made once. */
  memo<T>(key: string, make: () => T): T
}

/** What is known before anything is answered. */
export type PlanContext = Pick<CheckContext, 'reference' | 'seed' | 'declared' | 'memo'>

/** What judges answers: without the reference, and without the seed that inputs are drawn from. */
export type JudgeContext = Omit<CheckContext, 'reference' | 'seed'>

/**
 * A check in two halves. `plan` is worked out from the seed and the reference, before anything is answered; what it makes is data. What judges
 * answers by a plan is told by `kind`, and by functions of the exercise. So a kit has plans in place of references and of what draws inputs.
 */
export interface Halves {
  /** What judges answers, see the judges by kind. */
  readonly kind: string
  /** Keys of the declarations that the plan depends on. */
  readonly reads: readonly string[]
  /** Functions of the exercise that judge, by the names under which the definition of the check has them. */
  readonly needs: readonly string[]
  /** How the check was defined. */
  readonly spec: object
  /** Data throughout, or functions without arguments that give data which only a wrong answer needs. */
  plan(context: PlanContext): Promise<object>
  /** The check that they make: one that is wrapped runs something else. */
  readonly run: Check['run']
}

/** One call of an input that a check judges. */
export interface LookedAt {
  readonly entry: string
  readonly args: Args
  /** As the submission answered, in our conventions. */
  readonly given?: Value
  /** As the reference answers. */
  readonly expected?: Value
}

/** One thing looked at, worth some points. A definition, run by grade.ts. */
export interface Check {
  readonly id: string
  readonly title: string
  /** Points, in steps of 0.01. */
  readonly points: number
  readonly visibility: Visibility
  /** Ids of checks of the same exercise that must not have failed before this one is run. */
  readonly after?: readonly string[]
  /** The exported functions it calls. */
  readonly entries: readonly string[]
  /** What a person looks for; only of checks that wait for one. */
  readonly rubric?: readonly Criterion[]
  /** Whether a kit contains it, where that is not told by what its exercise reads. */
  readonly inKit?: boolean
  /** Names of the pictures that earn its points; only of checks that functions alone cannot pass. */
  readonly plots?: readonly string[]
  run(subject: Session, context: CheckContext): Promise<Outcome>
  /** None of a check that can be asked as a whole only. */
  readonly halves?: Halves
  /** The same question about inputs that nobody was shown. Its share of the points bounds that of this check; only a graded run asks it. */
  readonly twin?: Check
}

/** Whether its points can be earned by functions alone. */
export function isComputed({ rubric, plots }: Pick<Check, 'rubric' | 'plots'>): boolean {
  return rubric === undefined && plots === undefined
}
