import type { Fault } from './session.ts'

export type Severity = 'error' | 'warning' | 'note'

/** A few rows of what was expected and what came, with the worst element marked. Visible checks only. */
export interface Excerpt {
  readonly expected: readonly (readonly number[])[]
  readonly actual: readonly (readonly number[])[]
  /** Row and column of the worst element inside the excerpt. */
  readonly worst: readonly [number, number]
  /** First row and column shown. */
  readonly from: readonly [number, number]
  /** Rows and columns of the whole. */
  readonly of: readonly [number, number]
}

/** One observation: data only. `finding-text.ts` holds one sentence per code; the compiler refuses a code without one. */
export type FindingData =
  | {
      readonly code: 'value-mismatch'
      readonly label: string
      readonly index: readonly number[]
      readonly actual: number
      readonly expected: number
      readonly allowed: number
      readonly differing: number
      readonly total: number
      readonly case?: string
      readonly excerpt?: Excerpt
    }
  | {
      readonly code: 'shape-mismatch'
      readonly label: string
      readonly actual: readonly number[]
      readonly expected: readonly number[]
      readonly case?: string
    }
  | { readonly code: 'type-mismatch'; readonly label: string; readonly actual: string; readonly expected: string; readonly case?: string }
  | {
      readonly code: 'not-finite'
      readonly label: string
      readonly index: readonly number[]
      readonly actual: number
      readonly count: number
      readonly total: number
      readonly case?: string
    }
  | { readonly code: 'missing-field'; readonly label: string; readonly field: string; readonly available: readonly string[] }
  /** The answer equals a wrong formula we know; `mistake` is its id, or several with spaces between. `says` completes "this equals …". */
  | { readonly code: 'known-mistake'; readonly label: string; readonly mistake: string; readonly says: string; readonly case?: string }
  /** The answer is the expected value times a constant; `meaning` names the constant when it is a size of the input. */
  | { readonly code: 'scaled'; readonly label: string; readonly factor: number; readonly meaning?: string }
  | { readonly code: 'transposed'; readonly label: string }
  | { readonly code: 'follow-through'; readonly label: string; readonly from: string }
  | { readonly code: 'convention'; readonly says: string }
  /** A check is right only when this declaration, such as `weights: in-out`, is left out. */
  | { readonly code: 'declaration-contradicted'; readonly declaration: string }
  | {
      readonly code: 'property-violated'
      readonly law: string
      readonly counterexample: string
      readonly observed: string
      readonly run: number
      readonly runs: number
      readonly shrinks: number
    }
  | {
      readonly code: 'statistic-out-of-band'
      readonly statistic: string
      readonly value: number
      readonly low: number
      readonly high: number
      readonly alpha: number
      readonly draws: number
    }
  /** Vectors that span another space. `angle` is the largest principal angle in degrees, `distance` that of the projectors. */
  | {
      readonly code: 'subspace-mismatch'
      readonly label: string
      readonly angle: number
      readonly distance: number
      readonly allowed: number
      readonly directions: number
      readonly case?: string
    }
  | { readonly code: 'input-modified'; readonly entry: string; readonly argument: number }
  | { readonly code: 'single-precision'; readonly label: string }
  | { readonly code: 'fault'; readonly entry: string; readonly fault: Fault }
  /** Right on the inputs of a visible check and not on others of the same kind: on how many of them, where that was counted. */
  | { readonly code: 'known-inputs-only'; readonly right?: number; readonly of?: number }
  /** A script without this function answered by its variables. `more`: what the function could earn in addition, in hundredths. */
  | { readonly code: 'by-variables'; readonly entry: string; readonly variables: readonly string[]; readonly more?: number }
  | { readonly code: 'skipped'; readonly because: string }
  | { readonly code: 'judging-error'; readonly reason: string }
  /** A picture that was handed in, or should have been: `says` goes on from its name. */
  | { readonly code: 'plot'; readonly picture: string; readonly mistake: string; readonly says: string }
  /** A person decides, along the rubric. */
  | { readonly code: 'awaits-person'; readonly criteria: number }
  /** A person's decision. Points in hundredths. */
  | { readonly code: 'marked'; readonly points: number; readonly of: number; readonly by: string; readonly comment?: string }
  /** An adapter's remark on how the submission was read; `says` is a whole sentence. */
  | { readonly code: 'remark'; readonly says: string }

export type FindingCode = FindingData['code']

export type Finding = FindingData & { readonly severity: Severity; readonly hint?: string }
