import pLimit from 'p-limit'
import type { Fault } from '#grading/model/session'
import { takeIn } from '#submissions'
import { temporaryFolder } from '#submissions/temporary-folder'
import type { HandIn } from '../class/hand-ins.ts'
import type { Job } from './messages.ts'
import { packFolder } from './pack-folder.ts'

/** As many as fit the cores of a small machine: more would only take memory. */
const AT_A_TIME = 2

export type StagedJob =
  | { readonly handIn: Job['handIn']; readonly packed: Buffer }
  /** Why it is not taken in: it is graded where the class lies, without running anything of it. */
  | { readonly fault: Fault }

/** Takes submissions in as they would be taken in to be graded here, and packs their copies. */
export function jobStager(): (handIn: HandIn) => Promise<StagedJob> {
  const limit = pLimit(AT_A_TIME)
  return (handIn) => limit(stageJob, handIn)
}

async function stageJob({ id, path, packed, remarks = [], unread }: HandIn): Promise<StagedJob> {
  const folder = await temporaryFolder('assay-staged-')
  try {
    const staged = await takeIn(path, packed, folder.path)
    if (!staged.ok) return { fault: staged.fault }
    const told = [...remarks, ...staged.remarks]
    return {
      handIn: { id, ...(told.length === 0 ? {} : { remarks: told }), ...(unread === undefined ? {} : { unread }) },
      packed: await packFolder(staged.folder.path),
    }
  } finally {
    await folder.remove()
  }
}
