import { parseMoment } from '../time/moment.ts'
import type { ClaimedRow } from './download.ts'

/** When something was submitted, as a platform writes it; nothing where that cannot be read. A time without a zone is UTC. */
export function submittedAt(text: string | null | undefined): Pick<ClaimedRow, 'submittedAt'> {
  const moment = parseMoment(text ?? '', 'UTC')
  return 'utc' in moment ? { submittedAt: moment.utc } : {}
}
