import type { Verdict, Visibility } from '#grading/model/check'

/** What became of a reference with one slip in it. */
export type Fate = 'killed' | 'survived' | 'equivalent' | 'not-judged'

export interface MutantProof {
  readonly id: string
  readonly family: string
  readonly operator: string
  readonly file: string
  readonly within: string
  readonly line: number
  readonly was: string
  readonly becomes: string
  readonly fate: Fate
  /** Why it is no mistake, from the record of equivalent mutants. */
  readonly reason?: string
  /** One per check of its exercise, in their order. */
  readonly verdicts: readonly Verdict[]
  /** Other seeds at which a check did notice it. */
  readonly noticedAt?: readonly number[]
}

/** A right or wrong hand-in of known verdict, asked once per seed. */
export interface SampleProof {
  readonly name: string
  /** What it must be judged as. */
  readonly filed: Verdict
  /** A generated restatement of an accepted sample: which. */
  readonly variant?: string
  /** What of its header was not kept, by seed. */
  readonly violations: readonly { readonly seed: number; readonly says: string }[]
  /** Per seed one verdict per check. */
  readonly verdicts: readonly (readonly Verdict[])[]
}

export interface CheckProof {
  readonly id: string
  readonly title: string
  readonly visibility: Visibility
  /** Hundredths of a point. */
  readonly max: number
  /** Median over all runs, milliseconds. */
  readonly ms: number
}

export interface ExerciseProof {
  readonly id: string
  readonly sheet: string
  readonly title: string
  readonly checks: readonly CheckProof[]
  readonly samples: readonly SampleProof[]
  readonly mutants: readonly MutantProof[]
  /** Changes that gave no other program, or none that could be loaded. */
  readonly dropped: number
  /** Mutants that were generated but not run, because of `--most` or `--part`. */
  readonly leftOut: number
  /** Files that its reference leads to and that no slip was put into, with the reason. */
  readonly apart: readonly { readonly file: string; readonly why: string }[]
  /** Samples and restatements that were left out, because this machine has no Python or no numpy. */
  readonly without: { readonly samples: number; readonly restated: number }
  /** Ids in the record of equivalent mutants that nothing generates any more. */
  readonly stale: readonly string[]
  /** Ids in that record whose mutant a check did notice. */
  readonly refuted: readonly string[]
  /** Why it could not be tested; then the rest is empty. */
  readonly unproven?: string
}

/** One of equal shares of the samples and mutants of each exercise, from 1. */
export interface Part {
  readonly number: number
  readonly of: number
}

/** How far the checks can be trusted, exercise by exercise. */
export interface Proof {
  readonly assay: string
  /** What of it was run; everything where there is none. */
  readonly part?: Part
  readonly seeds: readonly number[]
  /** All ways of restating a right sample; not each applies to each exercise. */
  readonly variants: readonly string[]
  readonly exercises: readonly ExerciseProof[]
  /** Exercises that were not reached; none once the run is through. */
  readonly ahead: readonly string[]
}
