import type { AttemptUse } from '#grading/model/adjustment'
import type { AttemptPolicy, AttemptRule } from '../model/course.ts'
import type { GradedAttempt } from './graded-attempt.ts'

/**
 * Which attempt counts, and why each does or does not. Those beyond the maximum are not considered; one that is too late to earn anything is
 * considered only if there is no other.
 *
 * @param attempts - of one student, in the order of submission.
 */
export function choose(attempts: readonly GradedAttempt[], { count, max }: AttemptPolicy): readonly Pick<AttemptUse, 'counts' | 'why'>[] {
  const within = attempts.slice(0, max)
  const earning = within.filter(({ lateness }) => !lateness.tooLate)
  const considered = earning.length > 0 ? earning : within
  const counted = PICK[count](considered)
  return attempts.map((one, i) => {
    const { why: late } = one.lateness
    if (one === counted) return { counts: true, why: join(reasonOf(count, attempts.length, considered.length), late) }
    if (i >= within.length)
      return { counts: false, why: `Not considered: the course considers ${max} ${max === 1 ? 'submission' : 'submissions'}.` }
    return { counts: false, why: considered.includes(one) ? join(OTHERS[count], late) : `Not considered: ${late}` }
  })
}

const PICK: Readonly<Record<AttemptRule, (considered: readonly GradedAttempt[]) => GradedAttempt | undefined>> = {
  latest: (considered) => considered.at(-1),
  first: (considered) => considered[0],
  // Of equal ones the latest.
  best: (considered) =>
    considered.reduce<GradedAttempt | undefined>(
      (best, one) => (best === undefined || one.totals.points >= best.totals.points ? one : best),
      undefined,
    ),
}

const OTHERS: Readonly<Record<AttemptRule, string>> = {
  latest: 'A later submission counts.',
  first: 'An earlier submission counts.',
  best: 'Another submission has more points, or as many and is later.',
}

function reasonOf(rule: AttemptRule, all: number, considered: number): string {
  if (all === 1) return 'The only submission.'
  return considered === 1
    ? `The only one of ${all} submissions that is considered.`
    : `The ${rule} of ${considered} submissions that are considered.`
}

function join(reason: string, late: string): string {
  return late === '' ? reason : `${reason} ${late}`
}
