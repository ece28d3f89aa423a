import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder {
  readonly path: string
  /** Safe to call again; never rejects. */
  remove(): Promise<void>
}

const present = new Set<string>()

/** A private folder (mode 0700) that is gone at the latest when the grading process ends, however it is told to end. */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix))
  if (present.size === 0) process.once('exit', removeAll)
  present.add(path)
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
      present.delete(path)
      if (present.size === 0) process.off('exit', removeAll)
    },
  }
}

function removeAll(): void {
  for (const path of present) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // A descendant of a submission may still write there; the system empties its temporary folder in time.
    }
  }
}
