import { existsSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { partsOf } from '#course/lms/parts-of'
import { parseMoment } from '#course/time/moment'
import { leftOutSentences } from '#submissions/intake/assemble-class'
import { findSubmissions } from '#submissions/intake/find'
import type { PackedHandIn } from '#submissions/intake/found'
import { IntakeError } from '#submissions/intake/intake-error'
import type { Fault } from '../../model/session.ts'
import { ownReports, realPath } from '../files/own-folder.ts'
import { UsageError } from '../usage-error.ts'

export interface HandIn {
  readonly id: string
  readonly path: string
  /** Where it lies in the archive of its class. */
  readonly packed?: PackedHandIn
  /** Why it cannot be read by us. */
  readonly refused?: string
  /** What was wrong when it was taken in elsewhere: it is refused with it, and nobody looks at its files. */
  readonly fault?: Fault
  /** What came with it and is read by nobody: exercises that seem not attempted wait for a person. */
  readonly unread?: string
  /** What was left out when it was unpacked: whole sentences. */
  readonly remarks?: readonly string[]
}

export interface HandIns {
  readonly handIns: readonly HandIn[]
  /** Whole sentences about what lies there and is nobody's; every entry of the class that has no hand-in is named. */
  readonly remarks: readonly string[]
  /** Removes what was unpacked to find them. */
  close(): Promise<void>
}

export interface FindHandIns {
  /** Which assignment of a course of nbgrader. */
  readonly assignment?: string
  /** Later commits of clones do not count: a time with its zone. */
  readonly until?: string
}

/**
 * The hand-ins of a class, sorted by id, no two of the same. Folders with reports of ours are nobody's.
 *
 * @param shown - the path as messages name it.
 * @param out - where the reports of this run go, absolute.
 * @param timezone - of a time that has none.
 * @throws UsageError if there are none, the path cannot be read, or the reports would go into a hand-in.
 */
export async function findHandIns(
  path: string,
  shown: string,
  out: string,
  options: FindHandIns = {},
  timezone?: string,
): Promise<HandIns> {
  const [folder, realOut] = [await realPath(path), await realPath(out)]
  const found = await findSubmissions(folder, { ...options, partsOf, ours: (one) => ownReports(one, realOut) }).catch((error: unknown) => {
    throw error instanceof IntakeError ? new UsageError(error.message.replaceAll(folder, shown)) : error
  })
  const { leftOut, remarks } = found
  const until = untilOf(options.until, timezone)
  // Most classes are no clones, and what recognises them is loaded for those alone.
  const clones = found.submissions.some((one) => one.packed === undefined && existsSync(join(one.path, '.git')))
  const submissions = clones ? await (await import('./read-download.ts')).withCommits(folder, found.submissions, until) : found.submissions
  const inside = submissions.find((one) => one.packed === undefined && (realOut === one.path || realOut.startsWith(one.path + sep)))
  if (inside !== undefined) {
    const says =
      realOut === inside.path ? 'is a folder of the class with files that are not reports' : `is inside ${inside.id}, a folder of the class`
    throw new UsageError(`--out ${basename(out)}: ${says}; choose another`)
  }
  const close = found.close ?? (async () => {})
  return { handIns: submissions, remarks: [...remarks, ...leftOutSentences(leftOut)], close }
}

/** @throws UsageError for what is no time. */
function untilOf(text: string | undefined, timezone?: string): Date | undefined {
  if (text === undefined) return undefined
  const moment = parseMoment(text, timezone)
  if ('flaw' in moment) throw new UsageError(`--until ${text} ${moment.flaw}`)
  return new Date(moment.utc)
}
