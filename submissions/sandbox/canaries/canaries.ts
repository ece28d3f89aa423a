import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { DEFAULT_LIMITS } from '#grading/model/session'
import type { Launch, Runtime } from '../../adapters/adapter.ts'
import { findPython } from '../../adapters/python/interpreter.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { processSandbox } from '../process.ts'
import type { Sandbox } from '../sandbox.ts'
import { type Lure, layLure } from './lure.ts'

/** One attempt to break out, in one language. */
export interface Canary {
  /** Such as `python: io uring`. */
  readonly name: string
  /** `through`: the sandbox does not hold. `unproven`: the machine itself refuses it, also without a sandbox. */
  readonly fate: 'held' | 'through' | 'unproven'
  /** What it met inside. */
  readonly says: string
}

const Flight = z.record(z.string(), z.object({ through: z.boolean(), says: z.string() }))
type Flight = z.infer<typeof Flight>

/** Without these nothing is shown: outside of a sandbox they come through on every machine. */
const ALWAYS_THROUGH = ['secret file', 'grading process', 'loopback', 'writing']

export interface Flown {
  /** Where they should come through. @defaultValue the plain process */
  readonly control?: Sandbox
  /** What submissions are about to run in. A runtime that this machine does not have is left out. @defaultValue all */
  readonly runtimes?: readonly Runtime[]
}

/**
 * Lets harmless attacks loose in a sandbox and, as a control, in a plain process. With Python also those that need system calls.
 *
 * @throws Error if they cannot be run, or come through nowhere: then nothing is shown.
 */
export async function flyCanaries(
  sandbox: Sandbox,
  { control = processSandbox, runtimes = ['node', 'python'] }: Flown = {},
): Promise<readonly Canary[]> {
  const lure = await layLure()
  const folder = await temporaryFolder('assay-canaries-')
  try {
    const launches = await launchesIn(folder.path, runtimes)
    const flights = launches.map(async (launch) => {
      const [inside, outside] = await Promise.all([fly(sandbox, launch, lure, []), fly(control, launch, lure, [folder.path])])
      return compared(launch.runtime, inside, outside)
    })
    return (await Promise.all(flights)).flat()
  } finally {
    await Promise.all([lure.remove(), folder.remove()])
  }
}

function compared(language: string, inside: Flight, outside: Flight): Canary[] {
  const silent = ALWAYS_THROUGH.filter((name) => outside[name]?.through !== true)
  if (silent.length > 0) throw new Error(`the canaries prove nothing: outside, too, ${silent.join(' and ')} failed (${language})`)
  return Object.entries(inside).map(([name, { through, says }]) => {
    const fate = through ? 'through' : outside[name]?.through === true ? 'held' : 'unproven'
    return { name: `${language}: ${name}`, fate, says }
  })
}

async function launchesIn(folder: string, runtimes: readonly Runtime[]): Promise<readonly Launch[]> {
  const common = { cwd: folder, env: {} }
  const launches: Launch[] = []
  if (runtimes.includes('node')) {
    const args = [await copied('canary.cjs', folder)]
    launches.push({ ...common, runtime: 'node', command: process.execPath, args, readOnly: [folder], memory: 'heap' })
  }
  const python = runtimes.includes('python') ? await findPython() : undefined
  if (python !== undefined) {
    const args = ['-I', '-B', await copied('canary.py', folder)]
    const readOnly = [...python.files, folder]
    launches.push({ ...common, runtime: 'python', command: python.executable, args, readOnly, memory: 'address-space' })
  }
  return launches
}

/** Where Assay is installed is nobody's business inside. */
async function copied(name: string, folder: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, await readFile(fileURLToPath(new URL(`./${name}`, import.meta.url))))
  return path
}

async function fly(sandbox: Sandbox, launch: Launch, { task }: Lure, write: readonly string[]): Promise<Flight> {
  const told = JSON.stringify({ ...task, write, folder: launch.cwd })
  const child = await sandbox.start({ ...launch, args: [...launch.args, told] }, DEFAULT_LIMITS)
  const timer = setTimeout(child.kill, 3 * DEFAULT_LIMITS.startUpMs)
  const printed = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('error', () => {})
    child[stream].on('data', (chunk: Buffer) => {
      printed[stream] += chunk.toString('utf8')
    })
  }
  child.channel.on('error', () => {})
  child.channel.resume()
  const ended = new Promise((resolve) => child.stdout.once('close', resolve))
  await child.exited
  await ended
  clearTimeout(timer)
  child.kill()
  try {
    return Flight.parse(JSON.parse(printed.stdout))
  } catch {
    throw new Error(`the canaries did not come back from the sandbox ${sandbox.name}: ${printed.stderr.trim().split('\n').at(-1) ?? ''}`)
  }
}
