/** One call as text, shortened. */
export interface CallText {
  readonly entry: string
  readonly args: string
  readonly given?: string
  readonly expected?: string
}

/** An input of a check as text: the calls with it. */
export interface CaseText {
  /** Of the input among those of the check, from 1; absent where the check does not say which one it is at. */
  readonly case?: number
  readonly calls: readonly CallText[]
}

/** Where code of ours threw: for instructors alone, since it tells inputs and code of checks. */
export interface Diagnosis {
  /** Begins with the message; shortened. */
  readonly stack: string
  /** What the check was at; absent before its first call. */
  readonly at?: CaseText
}
