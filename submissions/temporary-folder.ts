import { readlinkSync, rmSync } from 'node:fs'
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endStranded } from './sandbox/stranded.ts'

export interface TemporaryFolder {
  readonly path: string
  /** Safe to call again; never rejects. */
  remove(): Promise<void>
}

const present = new Set<string>()
let swept: Promise<void> | undefined

/**
 * A private folder (mode 0700) that is gone at the latest when the grading process ends, however it is told to end. What a process
 * that was killed left behind goes when the next one makes its first folder: names carry their owner.
 */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
  swept ??= removeStale()
  await swept
  const path = await mkdtemp(join(tmpdir(), `${prefix}${processSpace()}-${process.pid}-`))
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

const OWNED = /^assay-(?:[a-z]+-)*(\d+)-(\d+)-[a-zA-Z0-9]{6}$/

/** Removes the folders of processes that are no more, and what is stranded in them: ours by name, by user and by numbering of processes. */
export async function removeStale(parent = tmpdir()): Promise<void> {
  const space = processSpace()
  const stale: string[] = []
  for (const name of await readdir(parent).catch(() => [])) {
    const [, owner, pid] = OWNED.exec(name) ?? []
    if (owner !== space || isRunning(Number(pid))) continue
    const path = join(parent, name)
    const status = await lstat(path).catch(() => undefined)
    if (status?.isDirectory() !== true || (process.getuid !== undefined && status.uid !== process.getuid())) continue
    stale.push(path)
  }
  await endStranded(stale)
  for (const path of stale) await rm(path, { recursive: true, force: true }).catch(() => {})
}

/** Two containers may share a temporary folder, but not their process numbers. 0 where there is only one numbering. */
function processSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0'
  } catch {
    return '0'
  }
}

const LARGEST_PID = 2 ** 31 - 1

function isRunning(pid: number): boolean {
  if (pid > LARGEST_PID) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process is a process.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
