import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { DEFAULT_LIMITS } from '../../../grading/model/session.ts'
import type { Launch } from '../../adapters/adapter.ts'
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

/**
 * Lets harmless attacks loose in a sandbox and, as a control, in a plain process. With Python also those that need system calls.
 *
 * @param control - where they should come through.
 * @throws Error if they cannot be run, or come through nowhere: then nothing is shown.
 */
export async function flyCanaries(sandbox: Sandbox, control: Sandbox = processSandbox): Promise<readonly Canary[]> {
  const lure = await layLure()
  const folder = await temporaryFolder('assay-canaries-')
  try {
    const launches = await launchesIn(folder.path)
    const flights = launches.map(async ({ language, launch }) => {
      const [inside, outside] = await Promise.all([fly(sandbox, launch, lure, []), fly(control, launch, lure, [folder.path])])
      return compared(language, inside, outside)
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

async function launchesIn(folder: string): Promise<readonly { readonly language: string; readonly launch: Launch }[]> {
  const common = { cwd: folder, env: {} }
  const node: Launch = {
    ...common,
    runtime: 'node',
    command: process.execPath,
    args: [await copied('canary.cjs', folder)],
    readOnly: [folder],
    memory: 'heap',
  }
  const python = await findPython()
  if (python === undefined) return [{ language: 'node', launch: node }]
  const launch: Launch = {
    ...common,
    runtime: 'python',
    command: python.executable,
    args: ['-I', '-B', await copied('canary.py', folder)],
    readOnly: [...python.files, folder],
    memory: 'address-space',
  }
  return [
    { language: 'node', launch: node },
    { language: 'python', launch },
  ]
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
