import pLimit from 'p-limit'
import { type Contents, contentsOf } from '#submissions/intake/contents'
import type { FoundSubmission } from '#submissions/intake/found'

const AT_A_TIME = 8

/** What each submission of a class holds. It may take unpacking, so it is asked once. */
export async function classContents(found: readonly FoundSubmission[]): Promise<readonly Contents[]> {
  const limit = pLimit(AT_A_TIME)
  return Promise.all(found.map((one) => limit(() => contentsOf(one))))
}
