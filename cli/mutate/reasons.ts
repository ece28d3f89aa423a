import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { UsageError } from '../usage-error.ts'

const entries = z.array(z.strictObject({ mutant: z.string().min(1), reason: z.string().trim().min(1) }))

/**
 * Mutants that no test can or should kill, each with its reason: a list of `{mutant, reason}`.
 *
 * @returns reason by id of the mutant; empty without the file.
 * @throws UsageError if it is no such list, or a mutant occurs twice.
 */
export function readReasons(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map()
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file}: not JSON: ${(error as Error).message}`)
  }
  const read = entries.safeParse(json)
  if (!read.success) throw new UsageError(`${file}: ${z.prettifyError(read.error)}`)
  const reasons = new Map<string, string>()
  for (const { mutant, reason } of read.data) {
    if (reasons.has(mutant)) throw new UsageError(`${file}: given twice: ${mutant}`)
    reasons.set(mutant, reason)
  }
  return reasons
}
