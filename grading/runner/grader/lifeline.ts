import { fstatSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** In which an orderly end, which removes more, has had its chance. */
const ORDERLY_MS = 1000

/**
 * Ends this process, and what it has started, when whoever started it is gone: standard input is a pipe that nobody writes to and that closes
 * then. In a thread of its own, since a check that loops leaves the main one deaf. The thread is plain JavaScript, so that no loader is started in it.
 */
const THREAD = `
const { spawn } = require('node:child_process')
const { Socket } = require('node:net')
const { workerData: { command, args, ms } } = require('node:worker_threads')
const end = () => setTimeout(() => spawn(command, args, { detached: true, stdio: 'ignore' }).unref(), ms)
new Socket({ fd: 0 }).on('error', () => {}).on('close', end).resume()
`

/** @param folder - the temporary files of this process. */
export function watchLifeline(folder: string): void {
  // Started by hand, there is none.
  if (!fstatSync(0).isSocket()) return
  const file = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './end-grader.ts' : './end-grader.js', import.meta.url))
  // A debugger is for this process alone; the other would wait for one as well.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--inspect'))
  const args = [...flags, file, String(process.pid), folder]
  const workerData = { command: process.execPath, args, ms: ORDERLY_MS }
  new Worker(THREAD, { eval: true, workerData, execArgv: [], env: process.env, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref()
}
