import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Of one process, in clock ticks, as in `/proc/<pid>/stat`. */
interface ProcessTimes {
  readonly parent: number
  /** User and system time of the process itself. */
  readonly own: number
  /** Of its children that have ended and been waited for, with theirs. */
  readonly ended: number
}

/** Reads one line of `/proc/<pid>/stat` (proc(5)). The name in parentheses may itself hold spaces and parentheses. */
export function parseStat(line: string): ProcessTimes {
  const fields = line
    .slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const at = (field: number) => fields[field - 3] as number
  return { parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) }
}

function timesOf(pid: string): ProcessTimes | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined // ended between listing and reading; its time is then in its parent's `ended`
  }
}

let ticksPerSecond: number | undefined

/**
 * CPU milliseconds, user and system, that this process, its descendants and its ended children have used so far.
 * Children count in steps of one clock tick (10 ms on most systems), so measure many of them between two readings.
 * @throws Error where there is no `/proc`.
 */
export function treeCpuMs(): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const self = timesOf('self')
  if (self === undefined) throw new Error('the benchmark reads CPU times from /proc, which this system does not have')
  const processes = new Map<number, ProcessTimes>()
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(name) : undefined
    if (times !== undefined) processes.set(Number(name), times)
  }
  let ticks = self.ended
  for (const [pid, times] of processes) if (descends(pid, processes)) ticks += times.own + times.ended
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (ticks * 1000) / ticksPerSecond
}

function descends(pid: number, processes: ReadonlyMap<number, ProcessTimes>): boolean {
  for (let parent = processes.get(pid)?.parent; parent !== undefined; parent = processes.get(parent)?.parent) {
    if (parent === process.pid) return true
  }
  return false
}
