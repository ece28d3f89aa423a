import type { Claim, ClaimedRow } from '../lms/download.ts'
import { comparableEmail, comparableName } from '../model/roster.ts'

/** Whose submissions are, as a person decided: ids of students by what the submission is called or says. None: nobody's. */
export type Decisions = ReadonlyMap<string, readonly string[]>

/** What was decided for a submission. */
export function decisionFor(decisions: Decisions, { submission, claims }: ClaimedRow): readonly string[] | undefined {
  const own = decisions.get(comparableKey(submission))
  if (own !== undefined || claims.length !== 1) return own
  return keysOf(claims[0] as Claim)
    .map((key) => decisions.get(comparableKey(key)))
    .find((found) => found !== undefined)
}

/** The key under which a decision is found again in the download of another week: what the platform says of the student, where it says so much. */
export function lastingKey({ submission, claims }: ClaimedRow): string {
  const [claim, ...others] = claims
  const sure = claim === undefined || others.length > 0 || claim.anonymous === true ? undefined : keysOf(claim)[0]
  return sure ?? submission
}

function keysOf({ id, email, name, squeezedName }: Claim): readonly string[] {
  return [
    ...(email === undefined ? [] : [`email:${email}`]),
    ...(id === undefined ? [] : [`id:${id}`]),
    ...(name === undefined ? [] : [`name:${name}`]),
    ...(squeezedName === undefined ? [] : [`name:${squeezedName}`]),
  ]
}

/** Two keys that mean the same are equal so. */
export function comparableKey(key: string): string {
  const [, kind, value = ''] = /^(id|email|name):(.*)$/s.exec(key) ?? []
  if (kind === 'name') return `name:${comparableName(value)}`
  if (kind === 'email') return `email:${comparableEmail(value)}`
  return kind === 'id' ? `id:${value.trim().toLowerCase()}` : key.normalize('NFC')
}
