import { Unreadable } from '../refusal.ts'
import { withRepository } from './read-repository.ts'

/** A commit of a clone. */
export interface Commit {
  /** The working folder. */
  readonly clone: string
  readonly hash: string
  /** ISO 8601; the student's clock. */
  readonly at: string
}

/**
 * The commit that counts: the last one on the branch that is checked out whose time is not after `until`.
 *
 * @param until - without it, the commit that is checked out.
 * @throws Unreadable if there is none, or the clone cannot be read.
 */
export function commitAt(clone: string, until?: Date): Promise<Commit> {
  return withRepository(clone, async (git, head) => {
    const before = until === undefined ? [] : [`--before=${Math.floor(until.getTime() / 1000)}`]
    const found = (await git(['rev-list', '--max-count=1', '--format=%cI', ...before, head, '--'])).toString('utf8')
    const [, hash, at] = /^commit ([0-9a-f]{40})\n(.+)\n/.exec(found) ?? []
    if (hash !== undefined && at !== undefined) return { clone, hash, at }
    throw new Unreadable(`no commit at or before ${until?.toISOString()}; if the clone is shallow, fetch all of it`)
  })
}
