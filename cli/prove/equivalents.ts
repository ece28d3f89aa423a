import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../usage-error.ts'

const EQUIVALENTS = 'equivalent-mutants.json'

/**
 * The mutants of an exercise that are no mistakes, each with the reason: a list of `{id, reason}` in its folder.
 *
 * @returns reason by id; empty without the file.
 * @throws UsageError for an entry without an id or a reason, and for an id that occurs twice.
 */
export function readEquivalents(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, EQUIVALENTS)
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
    const { id, reason } = (entry ?? {}) as { id?: unknown; reason?: unknown }
    if (typeof id !== 'string' || typeof reason !== 'string' || reason.trim() === '')
      throw new UsageError(`${file}: entry ${i} needs an id and a reason, both texts`)
    if (reasons.has(id)) throw new UsageError(`${file}: entry ${i} repeats the id ${id}`)
    reasons.set(id, reason)
  }
  return reasons
}
