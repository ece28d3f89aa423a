import { parseMoment } from '../time/moment.ts'
import type { ClaimedRow, Recogniser } from './download.ts'

/** The folder `submitted` of a course of nbgrader: `<student>/<assignment>/`, each with the time of submission. */
export const nbgrader: Recogniser = {
  kind: 'nbgrader',
  title: 'nbgrader',
  recognises: ({ name, rows }) => name === 'submitted' || rows.some(({ timestamp }) => timestamp !== undefined),
  claims: ({ rows }) => rows.map(({ id, timestamp }): ClaimedRow => ({ submission: id, claims: [{ id }], ...submittedAt(timestamp) })),
}

/** Of `2015-02-02 14:58:23.948203 America/Los_Angeles`. */
function submittedAt(text: string | undefined): { readonly submittedAt?: string } {
  const moment = parseMoment(text ?? '', 'UTC')
  return 'utc' in moment ? { submittedAt: moment.utc } : {}
}
