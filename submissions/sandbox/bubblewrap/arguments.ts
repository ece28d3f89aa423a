import type { Limits } from '../../../grading/model/session.ts'
import type { Launch } from '../../adapters/adapter.ts'
import { outermost } from './mount-list.ts'
import type { RuntimeClosure } from './runtime-closure.ts'

const MIB = 1024 * 1024
/** The descriptor on which bwrap finds the filter; it is closed before the program starts. */
const FILTER_FD = 4
/** Where bwrap says whether it got as far as to start the program; nothing inside has it. */
export const STATUS_FD = 5
/** Shared libraries and reserved arenas count as address space without being memory: numpy alone maps several hundred MiB. */
const ADDRESS_SPACE_PER_MEMORY = 4
/** What Node takes besides its JavaScript heap: compiled code, thread stacks, buffers. Node 24 needs about 1 GiB to start at all. */
const NODE_DATA_MIB = 768
const NODE_24_DATA_MIB = 1536
const SCRATCH_MIB = 16
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
  /** Where a path can be reached by whoever starts bwrap, if not at its own place. */
  readonly source: (path: string) => string
}

/**
 * The arguments of bwrap. Inside, everything lies at the path that it has outside, so that the names in a launch stay true; staged
 * folders have neutral names already. Order matters: a later operation sees the result of the earlier ones.
 */
export function bwrapArguments({ launch, limits, closure, prlimit, source }: Inside): string[] {
  const staged = launch.readOnly.filter((path) => !closure.paths.some((mounted) => path === mounted || path.startsWith(`${mounted}/`)))
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
    ...['--die-with-parent', '--new-session', '--clearenv'],
    ...Object.entries(environment(launch, closure)).flatMap(([name, value]) => ['--setenv', name, value]),
    ...closure.paths.flatMap((path) => ['--ro-bind', source(path), path]),
    ...[...closure.links].flatMap(([link, target]) => ['--symlink', target, link]),
    ...['--dir', '/tmp', '--proc', '/proc'],
    ...DEVICES.flatMap((path) => ['--dev-bind', path, path]),
    ...Object.entries(STREAMS).flatMap(([link, target]) => ['--symlink', target, link]),
    ...(launch.scratch === true ? ['--size', String(SCRATCH_MIB * MIB), '--tmpfs', '/tmp'] : []),
    ...outermost(staged).flatMap((path) => ['--ro-bind', source(path), path]),
    ...['--remount-ro', '/proc', '--remount-ro', '/'],
    ...['--chdir', launch.cwd, '--seccomp', String(FILTER_FD), '--json-status-fd', String(STATUS_FD), '--'],
    ...[prlimit, ...innerLimits(launch, limits), '--', launch.command],
    ...(launch.memory === 'heap' ? [`--max-old-space-size=${limits.memoryMiB}`] : []),
    ...launch.args,
  ]
}

/** `--clearenv` and then exactly this: the same on every machine. */
function environment(launch: Launch, closure: RuntimeClosure): Record<string, string> {
  const libraries = closure.libraryPath.join(':')
  return {
    ...{ PATH: '/usr/bin', HOME: '/tmp', TMPDIR: '/tmp', LANG: 'C.UTF-8', TZ: 'UTC' },
    ...(libraries === '' ? {} : { LD_LIBRARY_PATH: libraries }),
    ...launch.env,
  }
}

/** Set inside, because the number of processes is counted per user namespace: outside it would be one budget for all submissions. */
function innerLimits(launch: Launch, limits: Limits): string[] {
  return [
    `--nproc=${MOST_PROCESSES}`,
    `--${memoryLimit(launch, limits.memoryMiB)}`,
    // A backstop for processes that the deadline has missed.
    `--cpu=${Math.ceil((2 * (limits.submissionMs + limits.startUpMs)) / 1000)}`,
    `--fsize=${64 * MIB}`,
    '--nofile=256',
    '--core=0',
    '--memlock=0',
    '--msgqueue=0',
  ]
}

function memoryLimit(launch: Launch, memoryMiB: number): string {
  switch (launch.memory) {
    case 'heap': {
      const [major = 0] = process.versions.node.split('.').map(Number)
      // Node reserves far more address space than it uses.
      return `data=${(memoryMiB + (major >= 24 ? NODE_24_DATA_MIB : NODE_DATA_MIB)) * MIB}`
    }
    case 'address-space':
      // Shared mappings do not count as data.
      return `as=${memoryMiB * ADDRESS_SPACE_PER_MEMORY * MIB}`
  }
}
