import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { constants } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import type { Limits } from '#grading/model/session'
import type { Launch } from '../../adapters/adapter.ts'
import { channelOf } from '../channel.ts'
import { seenThrough } from '../kept-out.ts'
import { endGroup, trackGroup } from '../process-group.ts'
import { processorWaitMs } from '../processor-wait.ts'
import type { Capabilities, Child, Exit, Sandbox } from '../sandbox.ts'
import { expectTried } from '../tried-runtimes.ts'
import { unref } from '../unref.ts'
import { bwrapArguments, copyArguments, FIRST_FILE_FD, memoryFolders, mostBytes } from './arguments.ts'
import { type FolderCopy, openFolder } from './folder-copy.ts'
import { inheritedDescriptors } from './inherited-descriptors.ts'
import { watchMemory } from './memory-watch.ts'
import type { Pipe } from './pipes.ts'
import { probe } from './probe.ts'
import { type ChildPipes, type SetUp, setUp } from './set-up.ts'

/** More is not written by bwrap, and nobody else can write there. */
const MOST_STATUS = 4096

/**
 * Namespaces, a filter of system calls and limits around each child: it sees its own files and its runtime, what it writes is seen by
 * nobody and gone with it, there is no network, and it is nobody. See SECURITY.md for what that holds back and what it does not.
 *
 * @param searchPath - where its programs are looked for.
 */
export function createBubblewrap(searchPath: string = process.env.PATH ?? ''): Sandbox {
  let found: Promise<SetUp> | undefined
  let probed: Promise<Capabilities> | undefined
  const ready = (): Promise<SetUp> => {
    found ??= setUp(searchPath)
    return found
  }
  const start = async (launch: Launch, limits: Limits): Promise<Child> => startInside(await ready(), launch, limits)
  return {
    name: 'bubblewrap',
    probe() {
      probed ??= probe(start)
      return probed
    },
    start,
  }
}

export const bubblewrapSandbox: Sandbox = createBubblewrap()

async function startInside(setUp: SetUp, launch: Launch, limits: Limits): Promise<Child> {
  // The kernel ends a sandbox with the thread that started it.
  if (!isMainThread) throw new Error('a sandbox has to be started from the main thread')
  expectTried(launch)
  const closure = setUp.closureOf(launch)
  const seen = seenThrough(closure.paths)
  if (seen !== undefined) {
    throw new Error(
      `submissions would see ${seen.mount}, which ${launch.runtime} reads and which holds ${seen.what} (${seen.path}): keep them apart`,
    )
  }
  const { before, source } = await setUp.admit(launch, closure)
  const pipes = await setUp.openPipes()
  const copy = launch.ownCopy === true ? openedFolder(launch.cwd, pipes) : undefined
  const filter = setUp.openFilter()
  const copying = setUp.openArguments(copy === undefined ? [] : copyArguments(launch.cwd, copy))
  const status = setUp.openStatus()
  const nothing = openSync('/dev/null', 'r')
  const { bwrap, prlimit, etc, programs } = setUp
  const [command = '', ...args] = [...before, bwrap, ...bwrapArguments({ launch, limits, closure, prlimit, etc, programs, copy, source })]
  const files = copy?.descriptors ?? []
  let child: ChildProcess
  try {
    child = spawn(command, args, {
      cwd: '/',
      // Not for the child, which gets its own: /proc/1/environ inside is this one.
      env: {},
      // bwrap hands every open descriptor on: these and no others.
      stdio: [
        ...['ignore' as const, ...all(pipes).map(({ theirs }) => theirs)],
        ...[filter, status, copying, ...files, ...covered(FIRST_FILE_FD + files.length, nothing)],
      ],
      detached: true,
    })
  } catch (error) {
    closeSync(status)
    for (const { ours } of all(pipes)) ours.destroy()
    throw error
  } finally {
    closeSync(filter)
    closeSync(copying)
    closeSync(nothing)
    for (const { theirs } of all(pipes)) closeSync(theirs)
    copy?.close()
  }
  const exited = exitOf(child, status)
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => {
      for (const { ours } of all(pipes)) ours.destroy()
      reject(new Error(`${command} does not start: ${error.message}`))
    })
  })
  child.on('error', () => {})
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} started without a number`)
  trackGroup(pid)
  const folders = memoryFolders(launch)
  let tookTooMuch = false
  const unwatch = watchMemory({
    pid,
    mostBytes: mostBytes(launch, limits),
    folders,
    exceeded() {
      tookTooMuch = true
      endGroup(pid)
    },
  })
  const ended = exited.then((exit): Exit => {
    unwatch()
    return tookTooMuch ? { ...exit, tookTooMuch: true } : exit
  })
  const channel = channelOf(pipes.answers.ours, pipes.requests.ours)
  const streams = all(pipes).map(({ ours }) => ours)
  return {
    channel,
    stdout: pipes.stdout.ours,
    stderr: pipes.stderr.ours,
    exited: ended,
    kill: () => endGroup(pid),
    pid,
    waitedMs: () => processorWaitMs(pid),
    unref: () => unref(child, streams),
  }
}

function openedFolder(path: string, pipes: ChildPipes): FolderCopy {
  try {
    return openFolder(path)
  } catch (error) {
    for (const { ours, theirs } of all(pipes)) {
      ours.destroy()
      closeSync(theirs)
    }
    throw error
  }
}

/** In the order of the child's descriptors, from 1 on. */
function all({ stdout, stderr, answers, requests }: ChildPipes): readonly Pipe[] {
  return [stdout, stderr, answers, requests]
}

/** An empty file in the place of each descriptor that was inherited; nothing in the places between. */
function covered(from: number, nothing: number): ('ignore' | number)[] {
  const inherited = inheritedDescriptors(from)
  return Array.from({ length: (inherited.at(-1) ?? from - 1) + 1 - from }, (_, i) => (inherited.includes(from + i) ? nothing : 'ignore'))
}

/** bwrap reports an exit code only for a program that it got as far as to start. */
function exitOf(child: ChildProcess, status: number): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      endGroup(child.pid)
      const report = Buffer.alloc(MOST_STATUS)
      const length = readSync(status, report, 0, MOST_STATUS, 0)
      closeSync(status)
      if (code === null) resolve({ code, signal })
      else if (report.toString('utf8', 0, length).includes('"exit-code"')) resolve(asSignal(code))
      else resolve({ code, signal: null, neverStarted: true })
    })
    // Only where it could not be started: then there is no exit.
    child.once('error', () => {
      if (child.pid === undefined) closeSync(status)
    })
  })
}

/** bwrap writes a signal as 128 + its number, as shells do. */
function asSignal(code: number): Exit {
  const [name] = Object.entries(constants.signals).find(([, number]) => number === code - 128) ?? []
  return name === undefined ? { code, signal: null } : { code: null, signal: name as NodeJS.Signals }
}
