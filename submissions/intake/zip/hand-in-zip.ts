import { listHandIn, named, type Packed } from './list-hand-in.ts'
import { entriesOf, withZip } from './open-zip.ts'
import { ZIP_LIMITS, type ZipLimits } from './zip-limits.ts'

/**
 * Looks into an archive that is one student's hand-in.
 *
 * @throws Refusal for what is wrong with it, the system's error if it cannot be read.
 */
export function readHandInZip(path: string, limits: ZipLimits = ZIP_LIMITS): Promise<Packed> {
  return withZip(path, limits.archiveBytes, async (open) => {
    const entries = await entriesOf(open, limits.listed)
    return { archive: path, archiveBytes: limits.archiveBytes, ...listHandIn(entries.map(named), '', limits) }
  })
}
