import { openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Launch } from '../../adapters/adapter.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { findProgram } from '../find-program.ts'
import { submissionPrograms } from '../programs.ts'
import { type BorrowedMounts, borrowMounts } from './borrowed-mounts.ts'
import { makeEtc } from './etc.ts'
import { createPipes, type Pipe } from './pipes.ts'
import { dropTo, isReachable, openPassage, shareWith, type Unprivileged, unprivileged } from './privileges.ts'
import { missingProgram } from './remedy.ts'
import { type RuntimeClosure, runtimeClosure } from './runtime-closure.ts'
import { seccompFilter } from './seccomp.ts'
import { SYSTEM_CALLS } from './system-calls.ts'

/** What is found out once per grading process. */
export interface SetUp {
  readonly bwrap: string
  readonly prlimit: string
  /** Folder with what programs look for in `/etc`. */
  readonly etc: string
  /** What submissions may start by name: name → absolute path. */
  readonly programs: ReadonlyMap<string, string>
  /** A fresh descriptor of the seccomp filter; the caller closes it. */
  openFilter(): number
  /** Arguments for bwrap in a file without a name, to be read from its beginning; the caller closes it. */
  openArguments(args: readonly string[]): number
  /**
   * An empty file without a name for bwrap's report; the caller closes it. Not a pipe: writing to one whose reader was killed ends bwrap
   * between making its child and letting it go on, and that child would wait for ever.
   */
  openStatus(): number
  /** Fresh ones for a child. */
  openPipes(): Promise<ChildPipes>
  /** The closure of a launch's runtime. Made once for each runtime. */
  closureOf(launch: Launch): RuntimeClosure
  /** Makes a launch readable for whoever runs bwrap. */
  admit(launch: Launch, closure: RuntimeClosure): Promise<Admission>
}

export interface ChildPipes {
  readonly stdout: Pipe
  readonly stderr: Pipe
  readonly answers: Pipe
  readonly requests: Pipe
}

export interface Admission {
  /** What comes before bwrap on the command line. */
  readonly before: readonly string[]
  readonly source: (path: string) => string
}

/**
 * @param searchPath - where bwrap and the programs of util-linux are looked for, as in PATH.
 * @throws Error that says in one sentence what this machine lacks.
 */
export async function setUp(searchPath: string): Promise<SetUp> {
  const program = (name: string): string => {
    const found = process.platform === 'linux' ? findProgram(name, searchPath) : undefined
    if (found === undefined) throw new Error(missingProgram(name))
    return found
  }
  const bwrap = program('bwrap')
  const prlimit = program('prlimit')
  const mkfifo = program('mkfifo')
  const calls = SYSTEM_CALLS[process.arch]
  if (calls === undefined) throw new Error(`there is no filter of system calls for ${process.arch}, only for x64 and arm64`)
  const user = unprivileged()
  const setpriv = user === undefined ? '' : program('setpriv')

  const folder = await temporaryFolder('assay-sandbox-')
  const filter = join(folder.path, 'filter')
  writeFileSync(filter, seccompFilter(calls))
  const etc = makeEtc(folder.path)
  const programs = submissionPrograms()
  if (user !== undefined) share(user, etc)

  const pipes = createPipes(folder.path, mkfifo)
  const closures = new Map<string, RuntimeClosure>()
  /** What of a runtime only root can read, looked for once. */
  const unreachable = new WeakMap<RuntimeClosure, readonly string[]>()
  let borrowed: Promise<BorrowedMounts> | undefined
  const borrow = (): Promise<BorrowedMounts> => {
    borrowed ??= borrowMounts(folder.path, { unshare: program('unshare'), nsenter: program('nsenter'), mount: program('mount') })
    return borrowed
  }
  return {
    bwrap,
    prlimit,
    etc,
    programs,
    openFilter: () => openSync(filter, 'r'),
    openArguments(args) {
      const path = join(folder.path, 'arguments')
      writeFileSync(path, args.map((arg) => `${arg}\0`).join(''), { flag: 'wx', mode: 0o600 })
      const descriptor = openSync(path, 'r')
      rmSync(path)
      return descriptor
    },
    openStatus() {
      const status = join(folder.path, 'status')
      const descriptor = openSync(status, 'wx+', 0o600)
      rmSync(status)
      return descriptor
    },
    async openPipes() {
      const [stdout, stderr, answers, requests] = await Promise.all([
        pipes.open('read'),
        pipes.open('read'),
        pipes.open('read'),
        pipes.open('write'),
      ])
      return { stdout, stderr, answers, requests }
    },
    closureOf(launch) {
      const lasting = launch.readOnly.filter((path) => !isTemporary(path))
      const started = [launch.command, prlimit, ...(launch.ownCopy === true ? programs.values() : [])]
      const key = [...started, ...lasting].join('\0')
      const closure = closures.get(key) ?? runtimeClosure(started, lasting)
      closures.set(key, closure)
      return closure
    },
    async admit(launch, closure) {
      if (user === undefined) return { before: [], source: (path) => path }
      const temporary = launch.readOnly.filter(isTemporary)
      for (const path of temporary) share(user, path)
      const ofRuntime = unreachable.get(closure) ?? closure.paths.filter((path) => !isReachable(user, path))
      unreachable.set(closure, ofRuntime)
      const hidden = [...ofRuntime, ...temporary.filter((path) => !isReachable(user, path))]
      if (hidden.length === 0) return { before: dropTo(user, setpriv), source: (path) => path }
      const mounts = await borrow().catch((error: Error) => {
        throw new Error(
          `${hidden[0]} can be read by root only, and nobody else can be shown it (${error.message}); run Assay as an ordinary user`,
        )
      })
      const shown = new Map<string, string>()
      for (const path of hidden) shown.set(path, await mounts.show(path))
      return { before: [...mounts.enter(), ...dropTo(user, setpriv)], source: (path) => shown.get(path) ?? path }
    },
  }
}

/** Ours, staged for one submission. Everything else is there for all of them and not ours to change, also where Assay itself lies in /tmp. */
export function isTemporary(path: string): boolean {
  return path.startsWith(join(tmpdir(), 'assay-'))
}

function share(user: Unprivileged, path: string): void {
  shareWith(user, path)
  for (let folder = dirname(path); isTemporary(folder); folder = dirname(folder)) openPassage(user, folder)
}
