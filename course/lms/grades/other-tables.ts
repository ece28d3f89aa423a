import { numberText, type StudentGrade } from './outgoing.ts'

/** What a table says of a student besides the points. */
export interface NamedGrade extends StudentGrade {
  readonly id: string
  readonly name?: string
  readonly email?: string
  /** ISO 8601, UTC. */
  readonly submittedAt?: string
}

/**
 * The grades as nbgrader exports them. Its reader knows no quotes: what separates cells is taken out of them.
 *
 * @param guard - keeps a cell from being a formula.
 */
export function nbgraderTable(grades: readonly NamedGrade[], assignment: string, guard: (cell: string) => string): string {
  const columns = 'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score'
  const plain = (text: string): string => guard(text.replace(/[,"\s]+/g, ' ').trim())
  const rows = grades.map(({ id, name = '', email = '', submittedAt = '', points, max }) => {
    const words = name.split(' ')
    const score = points === undefined ? '' : numberText(points, '.')
    const person = [id, words.slice(1).join(' '), words[0] ?? '', email]
    const penalty = points === undefined ? '' : '0.00'
    const time = submittedAt.replace('T', ' ').replace(/\.\d+Z$|Z$/, '')
    return [...[assignment, '', time, ...person].map(plain), score, penalty, score, numberText(max, '.')].join(',')
  })
  return `${[columns, ...rows].join('\n')}\n`
}

/** A score as the Assignment and Grade Services of LTI 1.3 take it. */
export interface LtiScore {
  readonly userId: string
  readonly scoreGiven?: number
  readonly scoreMaximum: number
  readonly activityProgress: 'Initialized' | 'Submitted' | 'Completed'
  readonly gradingProgress: 'FullyGraded' | 'PendingManual' | 'Failed' | 'NotReady'
  readonly timestamp: string
  readonly comment?: string
}

/**
 * @param at - of the export: ISO 8601, UTC.
 * @see https://www.imsglobal.org/spec/lti-ags/v2p0#score-publish-service
 */
export function ltiScore({ id, points, waits, max }: NamedGrade, at: string): LtiScore {
  const base = { userId: id, scoreMaximum: max / 100, timestamp: at }
  if (points !== undefined) return { ...base, scoreGiven: points / 100, activityProgress: 'Completed', gradingProgress: 'FullyGraded' }
  if (waits === 'nothing submitted') return { ...base, activityProgress: 'Initialized', gradingProgress: 'NotReady' }
  const gradingProgress = waits === 'could not be graded' ? 'Failed' : waits === 'not graded yet' ? 'NotReady' : 'PendingManual'
  return { ...base, activityProgress: 'Submitted', gradingProgress, ...(waits === undefined ? {} : { comment: waits }) }
}
