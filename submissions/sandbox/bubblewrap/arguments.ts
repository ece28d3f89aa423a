import { join } from 'node:path'
import type { Limits } from '#grading/model/session'
import type { Launch } from '../../adapters/adapter.ts'
import { ETC_FILES } from './etc.ts'
import type { FolderCopy } from './folder-copy.ts'
import type { MemoryFolder } from './memory-watch.ts'
import { outermost } from './mount-list.ts'
import type { RuntimeClosure } from './runtime-closure.ts'
import { isTemporary } from './set-up.ts'

const MIB = 1024 * 1024
/** The descriptor on which bwrap finds the filter; it is closed before the program starts. */
const FILTER_FD = 5
/** Where bwrap says whether it got as far as to start the program; nothing inside has it. */
const STATUS_FD = 6
/** What is copied, for bwrap alone: the names of all files together may be longer than a command line. */
const COPY_FD = 7
/** The files of a copy, in their order. */
export const FIRST_FILE_FD = 8
/** Shared libraries and reserved arenas count as address space without being memory: numpy alone maps several hundred MiB. */
const ADDRESS_SPACE_PER_MEMORY = 4
/** What Node takes besides its JavaScript heap: compiled code, thread stacks, buffers. Node 24 needs about 1 GiB to start at all. */
const NODE_DATA_MIB = 768
const NODE_24_DATA_MIB = 1536
/** What it may keep in `/tmp` and as much in `/dev/shm`, in bytes; files are counted by whoever watches it. */
const SCRATCH_BYTES = 64 * MIB
const SCRATCH = ['/tmp', '/dev/shm']
/** Of its folder: the largest submission and as much as in `/tmp`. */
const FOLDER_BYTES = 192 * MIB
/** All of the search path inside: links to the few programs of the machine that are there. */
const PROGRAMS = '/programs'
const TIME_ZONES = '/usr/share/zoneinfo'
/** In place of bwrap's `--dev`, which has terminals to open: the machine has so many of them for everybody. */
const DEVICES = ['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom']
const STREAMS = { '/dev/fd': '/proc/self/fd', '/dev/stdin': '/dev/fd/0', '/dev/stdout': '/dev/fd/1', '/dev/stderr': '/dev/fd/2' }

/** Processes and threads of one submission together. */
const MOST_PROCESSES = 64

export interface Inside {
  readonly launch: Launch
  readonly limits: Limits
  readonly closure: RuntimeClosure
  /** Absolute path of prlimit, which is part of the closure. */
  readonly prlimit: string
  /** Folder with what programs look for in `/etc`. */
  readonly etc: string
  /** What a submission may start by name, which is part of its closure. */
  readonly programs: ReadonlyMap<string, string>
  /** What lies in its own copy of the folder that it starts in, if it has one. */
  readonly copy: FolderCopy | undefined
  /** Where a path can be reached by whoever starts bwrap, if not at its own place. */
  readonly source: (path: string) => string
}

/**
 * The arguments of bwrap. Inside, everything lies at the path that it has outside, so that the names in a launch stay true; staged
 * folders have neutral names already. Order matters: a later operation sees the result of the earlier ones.
 */
export function bwrapArguments({ launch, limits, closure, prlimit, etc, programs, copy, source }: Inside): string[] {
  // Everything else is part of the closure.
  const staged = launch.readOnly.filter((path) => isTemporary(path) && (copy === undefined || path !== launch.cwd))
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
    ...['--die-with-parent', '--new-session', '--clearenv'],
    ...Object.entries(environment(launch, closure)).flatMap(([name, value]) => ['--setenv', name, value]),
    ...SCRATCH.flatMap((path) => tmpfs(path, SCRATCH_BYTES)),
    ...closure.paths.flatMap((path) => ['--ro-bind', source(path), path]),
    ...[...closure.links].flatMap(([link, target]) => ['--symlink', target, link]),
    ...(launch.ownCopy === true ? [...programs] : []).flatMap(([name, path]) => ['--symlink', path, `${PROGRAMS}/${name}`]),
    ...['--proc', '/proc', '--ro-bind-try', TIME_ZONES, TIME_ZONES],
    // Not the folder: Debian's links to its libraries of linear algebra lead through /etc/alternatives.
    ...ETC_FILES.flatMap((name) => ['--ro-bind', source(join(etc, name)), `/etc/${name}`]),
    ...DEVICES.flatMap((path) => ['--dev-bind', path, path]),
    ...Object.entries(STREAMS).flatMap(([link, target]) => ['--symlink', target, link]),
    ...outermost(staged).flatMap((path) => ['--ro-bind', source(path), path]),
    ...(copy === undefined ? [] : tmpfs(launch.cwd, FOLDER_BYTES)),
    // Also where it is empty: bwrap closes what it has read.
    ...['--args', String(COPY_FD)],
    ...['--remount-ro', '/proc', '--remount-ro', '/'],
    ...['--chdir', launch.cwd, '--seccomp', String(FILTER_FD), '--json-status-fd', String(STATUS_FD), '--'],
    ...[prlimit, ...innerLimits(launch, limits), '--', launch.command],
    ...(launch.memory === 'heap' ? [`--max-old-space-size=${limits.memoryMiB}`] : []),
    ...launch.args,
  ]
}

/** Where a child finds files that are memory. */
export function memoryFolders(launch: Launch): readonly MemoryFolder[] {
  const own = launch.ownCopy === true ? [{ path: launch.cwd, bytes: FOLDER_BYTES }] : []
  return [...SCRATCH.map((path) => ({ path, bytes: SCRATCH_BYTES })), ...own]
}

function tmpfs(path: string, bytes: number): string[] {
  return ['--size', String(bytes), '--tmpfs', path]
}

/** Further arguments: bwrap copies the files while it sets up the sandbox, from descriptors that nothing inside gets. */
export function copyArguments(folder: string, { folders, files }: FolderCopy): string[] {
  return [
    ...folders.flatMap((name) => ['--dir', join(folder, name)]),
    ...files.flatMap((name, i) => ['--file', String(FIRST_FILE_FD + i), join(folder, name)]),
  ]
}

/** `--clearenv` and then exactly this: the same on every machine. */
function environment(launch: Launch, closure: RuntimeClosure): Record<string, string> {
  const libraries = closure.libraryPath.join(':')
  return {
    ...{ PATH: PROGRAMS, HOME: '/tmp', TMPDIR: '/tmp', LANG: 'C.UTF-8', TZ: 'UTC' },
    ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }),
    ...launch.env,
  }
}

/** Set inside, because the number of processes is counted per user namespace: outside it would be one budget for all submissions. */
function innerLimits(launch: Launch, limits: Limits): string[] {
  return [
    `--nproc=${MOST_PROCESSES}`,
    `--${launch.memory === 'heap' ? 'data' : 'as'}=${mostBytes(launch, limits)}`,
    // A backstop for processes that the deadline has missed.
    `--cpu=${Math.ceil((2 * (limits.submissionMs + limits.startUpMs)) / 1000)}`,
    `--fsize=${64 * MIB}`,
    '--nofile=256',
    '--core=0',
    '--memlock=0',
    '--msgqueue=0',
  ]
}

/** What one process may take, and all processes of a child together. */
export function mostBytes({ memory }: Launch, { memoryMiB }: Limits): number {
  switch (memory) {
    case 'heap': {
      const [major = 0] = process.versions.node.split('.').map(Number)
      // Node reserves far more address space than it uses. Shared mappings do not count as data.
      return (memoryMiB + (major >= 24 ? NODE_24_DATA_MIB : NODE_DATA_MIB)) * MIB
    }
    case 'address-space':
      return memoryMiB * ADDRESS_SPACE_PER_MEMORY * MIB
  }
}
