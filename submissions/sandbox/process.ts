import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { Limits } from '#grading/model/session'
import type { Launch } from '../adapters/adapter.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { channelOf } from './channel.ts'
import { enterFresh } from './fresh-folder.ts'
import { endGroup, trackGroup } from './process-group.ts'
import { processorWaitMs } from './processor-wait.ts'
import { programsFolder } from './programs.ts'
import type { Child, Exit, Sandbox } from './sandbox.ts'
import { unref } from './unref.ts'

const PRLIMIT = '/usr/bin/prlimit'
/** Short: Python puts sockets below it, whose whole path may have 107 characters, and it lies below the folder of a grader. */
const SCRATCH = 'assay-'
/** Shared libraries, thread stacks and reserved arenas count as address space without being memory: numpy alone maps several hundred MiB. */
const ADDRESS_SPACE_PER_MEMORY = 4

/**
 * A child process of the same user: limits time, memory and output and hides the environment, but neither files nor the network.
 * For one's own code; not for strangers'.
 */
export const processSandbox: Sandbox = {
  name: 'process',
  async probe() {
    return {
      available: true,
      says: 'a submission runs as an ordinary process under your account: it can read your files and use the network',
      isolatesFiles: false,
      isolatesNetwork: false,
    }
  },
  start: startProcess,
}

async function startProcess(launch: Launch, limits: Limits): Promise<Child> {
  const [scratch, programs] = await Promise.all([temporaryFolder(SCRATCH), programsFolder()])
  const leave = launch.ownCopy === true ? await enterFresh(launch.cwd) : () => {}
  const [command, args] = commandLine(launch, limits)
  const child = spawn(command, args, {
    cwd: launch.cwd,
    env: { LANG: 'C.UTF-8', TZ: 'UTC', PATH: programs, HOME: scratch.path, TMPDIR: scratch.path, ...launch.env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  })
  const { stdout, stderr } = child
  const [answers, requests] = [child.stdio[3] as Readable | undefined, child.stdio[4] as Writable | undefined]
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      endGroup(child.pid)
      leave()
      void scratch.remove()
      resolve({ code, signal })
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => {
      leave()
      void scratch.remove()
      reject(new Error(`${launch.command} does not start: ${error.message}`))
    })
  })
  child.on('error', () => {})
  if (child.pid === undefined || stdout === null || stderr === null || answers === undefined || requests === undefined)
    throw new Error(`${launch.command} started without its pipes`)
  trackGroup(child.pid)
  const channel = channelOf(answers, requests)
  const { pid } = child
  return {
    channel,
    stdout,
    stderr,
    exited,
    kill: () => endGroup(pid),
    pid,
    waitedMs: () => processorWaitMs(pid),
    unref: () => unref(child),
  }
}

function commandLine(launch: Launch, limits: Limits): [string, string[]] {
  switch (launch.memory) {
    case 'heap':
      return [launch.command, [`--max-old-space-size=${limits.memoryMiB}`, ...launch.args]]
    case 'address-space': {
      if (!isExecutable(PRLIMIT)) return [launch.command, [...launch.args]]
      const bytes = limits.memoryMiB * ADDRESS_SPACE_PER_MEMORY * 1024 * 1024
      return [PRLIMIT, [`--as=${bytes}`, '--core=0', '--', launch.command, ...launch.args]]
    }
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
