import type { ClaimedRow, Recogniser } from './download.ts'
import { submittedAt } from './submitted-at.ts'

/** The folder `submitted` of a course of nbgrader: `<student>/<assignment>/`, each with the time of submission, such as `2015-02-02 14:58:23.948203 America/Los_Angeles`. */
export const nbgrader: Recogniser = {
  kind: 'nbgrader',
  title: 'nbgrader',
  recognises: ({ name, rows }) => name === 'submitted' || rows.some(({ timestamp }) => timestamp !== undefined),
  claims: ({ rows }) => rows.map(({ id, timestamp }): ClaimedRow => ({ submission: id, claims: [{ id }], ...submittedAt(timestamp) })),
}
