import { parseDocument } from 'yaml'
import * as z from 'zod'
import type { Claim, ClaimedRow, Recogniser } from './download.ts'
import { submittedAt } from './submitted-at.ts'

const Text = z.string().nullish().catch(undefined)
const Submitter = z.object({ name: Text, sid: Text, email: Text })
const Version = z.object({ id: Text, created_at: Text })
/** Times such as `2023-11-06 07:13:47.644186000 Z`. */
const Submission = z.object({
  submitters: z.array(Submitter).catch([]),
  created_at: Text,
  history: z.array(Version).nullish().catch(undefined),
})
const Metadata = z.record(z.string(), Submission.catch({ submitters: [], created_at: undefined, history: undefined }))

/**
 * The export of Gradescope's submissions: a folder for each, and who submitted it in `submission_metadata.yml`.
 *
 * No schema is published: keys are read with and without Ruby's colon, and whatever is missing stays unknown.
 */
export const gradescope: Recogniser = {
  kind: 'gradescope',
  title: 'Gradescope',
  recognises: ({ metadata }) => metadata !== undefined && Object.keys(readMetadata(metadata)).length > 0,
  claims({ rows, metadata = '' }) {
    const known = readMetadata(metadata)
    return rows.map(({ id }) => claimed(id, known[id]))
  },
}

function claimed(submission: string, found: z.infer<typeof Submission> | undefined): ClaimedRow {
  const reference = /(\d+)(?:\.[a-z]+)?$/.exec(submission)?.[1]
  const of = reference === undefined ? {} : { reference }
  if (found === undefined) return { submission, claims: [], ...of }
  const earlier = (found.history ?? []).map((one) => ({ ...submittedAt(one.created_at), ...(one.id ? { reference: one.id } : {}) }))
  return {
    submission,
    claims: found.submitters.map(claimOf),
    ...submittedAt(found.created_at),
    ...of,
    ...(earlier.length === 0 ? {} : { earlier }),
  }
}

function claimOf({ name, sid, email }: z.infer<typeof Submitter>): Claim {
  return { ...(name ? { name } : {}), ...(sid ? { id: sid } : {}), ...(email ? { email } : {}) }
}

function readMetadata(text: string): z.infer<typeof Metadata> {
  // Failsafe: a student number keeps its zeros.
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false })
  if (document.errors.length > 0) return {}
  try {
    const read = Metadata.safeParse(withoutColons(document.toJS({ maxAliasCount: 1000 })))
    return read.success ? read.data : {}
  } catch {
    // Aliases that expand without end.
    return {}
  }
}

/** Ruby writes its symbols with a colon before them. */
function withoutColons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutColons)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key.replace(/^:/, ''), withoutColons(inside)]))
}
