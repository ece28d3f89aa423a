import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { endRemains, kill } from './remains.ts'

/** `node end-grader.js <pid> <folder>`: started by a grading process that could not end itself. */
const [pid = 0, folder = ''] = [Number(process.argv[2]), process.argv[3]]
if (pid > 1 && basename(folder).startsWith('assay-grader-')) {
  endRemains(pid, folder)
  kill(pid)
  rmSync(folder, { recursive: true, force: true })
}
