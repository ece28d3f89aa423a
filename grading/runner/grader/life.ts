import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { watchLifeline } from './lifeline.ts'

// Before anything else is loaded: without a handler, SIGUSR1 makes Node open a debugger port.
process.on('SIGUSR1', () => undefined)

/** For the temporary files and the log of this grading process. A program imports this file alone, and everything else when it is loaded. */
export const folder = process.argv[2] ?? ''

process.once('exit', () => {
  // Whoever started it reads there how far it had come, and removes it. Who starts this by hand may name anything.
  if (!process.connected && basename(folder).startsWith('assay-grader-')) rmSync(folder, { recursive: true, force: true })
})
process.once('SIGTERM', () => process.exit(143))
// Nobody else would end it. An orderly end runs the exit handlers, which end the submissions; whoever started it may be gone already.
process.once('disconnect', () => process.exit(0))
if (!process.connected) process.exit(0)
watchLifeline(folder)

// Staged copies lie in a folder that whoever started this process removes should it be killed. Set here and not for the process as a
// whole, because loaders keep their caches in the temporary folder.
process.env.TMPDIR = folder
