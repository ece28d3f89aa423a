import { temporaryFolder } from '#submissions/temporary-folder'
import type { Fault } from '../../model/session.ts'
import type { HandIn } from '../class/hand-ins.ts'

export interface Portable {
  readonly handIn: HandIn
  /** Removes what was made for it. */
  remove(): Promise<void>
}

/** The hand-in as another process can be told of it: what lies in the archive of a class is unpacked here, once. */
export async function portable(handIn: HandIn): Promise<Portable> {
  const { path, packed } = handIn
  if (packed === undefined || 'refused' in packed) return { handIn, remove: async () => {} }
  const { takeIn } = await import('#submissions')
  const folder = await temporaryFolder('assay-unpacked-')
  const staged = await takeIn(path, packed, folder.path)
  if (staged.ok) return { handIn: { ...told(handIn), path: staged.folder.path, remarks: staged.remarks }, remove: folder.remove }
  await folder.remove()
  return { handIn: refusedHandIn(handIn, staged.fault), remove: async () => {} }
}

/**
 * What was refused when it was taken in, so that it is refused again without being looked at.
 * @throws Error if a fault of ours kept it from being unpacked.
 */
export function refusedHandIn(handIn: HandIn, fault: Fault): HandIn {
  const { path, packed } = handIn
  if (packed === undefined) return { ...told(handIn), path, fault }
  if (fault.kind === 'infrastructure') throw new Error(fault.reason)
  return { ...told(handIn), path, packed: { refused: fault.kind === 'load-error' ? fault.message : 'cannot be unpacked' } }
}

function told({ id, unread }: HandIn): Pick<HandIn, 'id' | 'unread'> {
  return { id, ...(unread === undefined ? {} : { unread }) }
}
