import { temporaryFolder } from '#submissions/temporary-folder'
import type { HandIn } from '../class/hand-ins.ts'

export interface Portable {
  readonly handIn: HandIn
  /** Removes what was made for it. */
  remove(): Promise<void>
}

/** The hand-in as another process can be told of it: what lies in the archive of a class is unpacked here, once. */
export async function portable(handIn: HandIn): Promise<Portable> {
  const { id, path, packed } = handIn
  if (packed === undefined || 'refused' in packed) return { handIn, remove: async () => {} }
  const { takeIn } = await import('#submissions')
  const folder = await temporaryFolder('assay-unpacked-')
  const staged = await takeIn(path, packed, folder.path)
  if (staged.ok) return { handIn: { id, path: staged.folder.path, remarks: staged.remarks }, remove: folder.remove }
  await folder.remove()
  if (staged.fault.kind === 'infrastructure') throw new Error(staged.fault.reason)
  const refused = staged.fault.kind === 'load-error' ? staged.fault.message : 'cannot be unpacked'
  return { handIn: { id, path, packed: { refused } }, remove: async () => {} }
}
