const ACTIVITY = ['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']
const GRADING = ['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']
/** ISO 8601 with fractions of a second and a time zone. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d)$/

export interface LtiLine {
  /** What the platform shows: the share of its own maximum; absent where it shows no grade. */
  readonly share?: number
  readonly final: boolean
  readonly comment?: string
}

/**
 * What a platform makes of scores, from the rules of the Assignment and Grade Services: by user, the later timestamp wins, and only what is
 * `FullyGraded` is a grade.
 *
 * @throws Error for a score that a platform refuses.
 */
export function importLti(text: string): ReadonlyMap<string, LtiLine> {
  const kept = new Map<string, { readonly at: number; readonly line: LtiLine }>()
  for (const score of JSON.parse(text) as Record<string, unknown>[]) {
    const { userId, scoreGiven, scoreMaximum, activityProgress, gradingProgress, timestamp, comment } = score
    if (typeof userId !== 'string' || userId === '') throw new Error('no userId')
    if (!ACTIVITY.includes(String(activityProgress))) throw new Error(`activityProgress ${activityProgress}`)
    if (!GRADING.includes(String(gradingProgress))) throw new Error(`gradingProgress ${gradingProgress}`)
    if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) throw new Error(`timestamp ${timestamp}`)
    if (scoreGiven !== undefined && (typeof scoreGiven !== 'number' || scoreGiven < 0)) throw new Error(`scoreGiven ${scoreGiven}`)
    if (scoreGiven !== undefined && !(typeof scoreMaximum === 'number' && scoreMaximum > 0))
      throw new Error('scoreGiven without scoreMaximum')
    const at = Date.parse(timestamp)
    if ((kept.get(userId)?.at ?? Number.NEGATIVE_INFINITY) >= at) throw new Error(`${userId}: not later than the score before`)
    const final = gradingProgress === 'FullyGraded'
    const share = final && scoreGiven !== undefined ? { share: scoreGiven / (scoreMaximum as number) } : {}
    kept.set(userId, { at, line: { ...share, final, ...(comment === undefined ? {} : { comment: String(comment) }) } })
  }
  return new Map([...kept].map(([user, { line }]) => [user, line]))
}
