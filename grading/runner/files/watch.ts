import type { Io } from '../io.ts'
import { UsageError } from '../usage-error.ts'
import { type Changes, watchFolder } from './watch-folder.ts'

export interface Version {
  /** Equal for equal contents. */
  readonly hash: string
  close(): Promise<void>
}

export interface Watched<V extends Version> {
  readonly first: V
  /** Reads the folder anew. */
  open(): Promise<V>
  /** Looks at what was read; must end soon after the signal aborts. */
  round(version: V, signal: AbortSignal): Promise<unknown>
}

/**
 * Looks again whenever the contents of a folder change, until `io.signal` aborts. A round that is under way is given up for a newer one.
 * @throws UsageError if the folder cannot be watched.
 */
export async function watch<V extends Version>(folder: string, { first, open, round }: Watched<V>, io: Io): Promise<void> {
  const changes = watchFolder(folder, io.signal)
  try {
    let current: V | undefined = first
    while (current !== undefined) {
      const stop = new AbortController()
      const done: Promise<void> = round(current, AbortSignal.any([stop.signal, io.signal])).then(() => {
        if (!stop.signal.aborted && !io.signal.aborted) io.err('Waiting for a change; Ctrl-C ends.\n')
      })
      const failed = done.then(() => new Promise<never>(() => undefined))
      current = await Promise.race([nextVersion(current.hash, open, changes, io), failed])
      stop.abort()
      await done
    }
  } finally {
    changes.close()
  }
}

/** What is read once its contents are others than those with this hash; `undefined` when the watching ends. */
async function nextVersion<V extends Version>(hash: string, open: () => Promise<V>, changes: Changes, io: Io): Promise<V | undefined> {
  let known: string | undefined = hash
  while (await changes.next()) {
    try {
      const submission = await open()
      if (submission.hash !== known) return submission
      await submission.close()
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      // What cannot be read now may be whole again at the next save, even with the same contents.
      known = undefined
      io.err(`assay: ${error.message}\n`)
    }
  }
  return undefined
}
