import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isTemporary } from '../bubblewrap/set-up.ts'

/** How long a sandbox may take to disappear. */
const GRACE_MS = 1000
const STEP_MS = 50

/**
 * Processes that belong to a staged submission and are still there a second after its end; they are ended.
 *
 * @param root - its folder, straight below that for temporary files and with a name of ours.
 * @throws Error for any other, which processes of others may name as well.
 */
export async function remainsOf(root: string): Promise<readonly number[]> {
  if (dirname(root) !== tmpdir() || !isTemporary(root)) throw new Error(`${root} is no folder of a staged submission`)
  for (let waited = 0; ; waited += STEP_MS) {
    const left = processesOf(root)
    if (left.length === 0) return left
    if (waited >= GRACE_MS) {
      for (const pid of left) end(pid)
      return left
    }
    await sleep(STEP_MS)
  }
}

/** What has ended meanwhile, or may not be ended by us, counts all the same: its attack fails, and no other. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}

/** By arguments, folder or mounts: all processes of a sandbox see the same mounts, and the name of the staged folder is nobody else's. */
function processesOf(root: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      const mentions = (read: () => string): boolean => {
        try {
          return read().includes(root)
        } catch {
          return false
        }
      }
      const file = (name: string) => () => readFileSync(`/proc/${pid}/${name}`, 'latin1')
      if (/^\d+ \(.*\) [ZX]/s.test(text(`/proc/${pid}/stat`))) return false
      return mentions(file('cmdline')) || mentions(() => readlinkSync(`/proc/${pid}/cwd`)) || mentions(file('mountinfo'))
    })
    .map(Number)
}

function text(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
