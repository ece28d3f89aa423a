import { appendFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What checks printed, beside the journal. For the instructor: it may tell hidden inputs. */
export const CHECK_LOG = 'log.txt'

const MOST_BYTES = 4 * 1024 * 1024

/** What grading processes print: kept until it is known where it goes, then in a file. */
export interface CheckLog {
  write(text: string): void
  /** @param keep - whether what an earlier run printed stays. */
  openIn(folder: string, keep: boolean): void
  /** Whether the file has anything of this run. */
  readonly written: boolean
}

/** Never more than 4 MiB on the disk. What cannot be written is dropped: it decides no grade. */
export function createCheckLog(most: number = MOST_BYTES): CheckLog {
  let file: string | undefined
  let waiting = ''
  let left = most
  let written = false

  function write(text: string): void {
    if (file === undefined) {
      waiting = (waiting + text).slice(0, most)
      return
    }
    if (left <= 0 || text === '') return
    const bytes = Buffer.from(text)
    const piece = bytes.length <= left ? bytes : Buffer.concat([bytes.subarray(0, left), Buffer.from('\nthe rest is left out\n')])
    left -= bytes.length
    try {
      appendFileSync(file, piece, { mode: 0o600 })
      written = true
    } catch {
      left = 0
    }
  }

  return {
    write,
    openIn(folder, keep) {
      const path = join(folder, CHECK_LOG)
      if (keep) left -= statSync(path, { throwIfNoEntry: false })?.size ?? 0
      else rmSync(path, { force: true })
      file = path
      write(waiting)
    },
    get written() {
      return written
    },
  }
}
