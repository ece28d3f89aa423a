import type { PackedHandIn } from './intake/found.ts'
import { takeIn } from './intake/take-in.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * The hash that the submission has once it is opened, without opening it; `undefined` if it cannot be read or would be refused.
 * Never rejects.
 */
export async function submissionHash(path: string, packed?: PackedHandIn): Promise<string | undefined> {
  try {
    const folder = await temporaryFolder('assay-hash-')
    try {
      const staged = await takeIn(path, packed, folder.path)
      return staged.ok ? staged.hash : undefined
    } finally {
      await folder.remove()
    }
  } catch {
    return undefined
  }
}
