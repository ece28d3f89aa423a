import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { UsageError } from './usage-error.ts'

const Entry = z.strictObject({ id: z.string().min(1), reason: z.string().trim().min(1) })

/**
 * Why mutants may live: a list of `{id, reason}`.
 *
 * @returns reason by id of the mutant; empty without the file.
 * @throws UsageError if it is no such list, or an id occurs twice.
 */
export function readReasons(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map()
  let entries: unknown
  try {
    entries = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file}: not JSON: ${(error as Error).message}`)
  }
  if (!Array.isArray(entries)) throw new UsageError(`${file}: expected a list of {"id": …, "reason": …}`)
  const reasons = new Map<string, string>()
  for (const [i, entry] of entries.entries()) {
    const read = Entry.safeParse(entry)
    if (!read.success) throw new UsageError(`${file}: entry ${i} needs an id and a reason, both texts, and nothing else`)
    const { id, reason } = read.data
    if (reasons.has(id)) throw new UsageError(`${file}: entry ${i} repeats the id ${id}`)
    reasons.set(id, reason)
  }
  return reasons
}
