import { readFileSync, readlinkSync } from 'node:fs'
import { allProcesses, processStat } from '../run/process-stat.ts'

/**
 * Ends what a grading process has started and could not end itself: submissions run in process groups of their own.
 *
 * @param pid - the grading process, dead or alive.
 * @param folder - its temporary files: its submissions run in there.
 */
export function endRemains(pid: number, folder: string): void {
  for (const other of allProcesses()) {
    if (other === process.pid || other === pid) continue
    if (processStat(other)?.parent === pid || runsIn(other, folder)) kill(other)
  }
}

function runsIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`=${folder}/`)
  } catch {
    return false
  }
}

/** The whole group, where there is one of that number; else the process alone. */
export function kill(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // Gone already.
    }
  }
}
