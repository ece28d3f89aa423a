import { DEFAULT_LIMITS, type Limits } from '#grading/model/session'
import type { Launch } from '../../adapters/adapter.ts'
import type { Capabilities, Child } from '../sandbox.ts'
import { remedyFor } from './remedy.ts'

const PROBE: Launch = {
  runtime: 'node',
  command: process.execPath,
  args: ['--version'],
  cwd: '/',
  env: {},
  readOnly: [],
  memory: 'heap',
}

/** Runs Node once in the sandbox, exactly as a submission would. */
export async function probe(start: (launch: Launch, limits: Limits) => Promise<Child>): Promise<Capabilities> {
  const unusable = (says: string): Capabilities => ({ available: false, says, isolatesFiles: false, isolatesNetwork: false })
  try {
    const child = await start(PROBE, DEFAULT_LIMITS)
    const timer = setTimeout(child.kill, DEFAULT_LIMITS.startUpMs)
    let printed = ''
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.channel.on('error', () => {})
    child.channel.resume()
    const exit = await child.exited
    clearTimeout(timer)
    if (exit.neverStarted === true) return unusable(remedyFor(complaint))
    if (exit.code !== 0) return unusable(`node does not start inside: ${complaint.trim().split('\n', 1)[0] || JSON.stringify(exit)}`)
    if (printed !== '' && printed.trim() !== process.version) return unusable(`node says ${printed.trim()} inside`)
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error))
  }
  return {
    available: true,
    says: 'a submission sees its own files and its language, what it writes is gone with it, and there is no network',
    isolatesFiles: true,
    isolatesNetwork: true,
  }
}
