import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second on every architecture that Node runs on (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100

export interface ProcessStat {
  readonly parent: number
  /** Seconds of processor time, user and system, of the process itself. */
  readonly cpuSeconds: number
  /** Pages in memory. */
  readonly residentPages: number
  /** When it started, in ticks since the machine did: with the number of the process, its identity. */
  readonly startTime: string
}

/** One line of `/proc/<pid>/stat`, times in clock ticks. */
export interface StatLine extends Omit<ProcessStat, 'cpuSeconds'> {
  /** One letter; `Z` for a zombie. */
  readonly state: string
  /** User and system time of the process itself. */
  readonly own: number
  /** Of its children that have ended and been waited for, with theirs. */
  readonly ended: number
}

/** What is told of a process that is at work; `undefined` where there is no such process or no `/proc`. */
export function processStat(pid: number): ProcessStat | undefined {
  const stat = readStat(pid)
  // A zombie has ended; only its parent has not looked yet.
  if (stat === undefined || stat.state === 'Z') return undefined
  const { parent, own, residentPages, startTime } = stat
  return { parent, cpuSeconds: own / TICKS_PER_SECOND, residentPages, startTime }
}

/** Of any process that has a number yet, zombies too. */
export function readStat(pid: number): StatLine | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return undefined
  }
}

/** @see proc(5). The name in parentheses may itself hold spaces and parentheses. */
export function parseStat(line: string): StatLine {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const at = (field: number): string => fields[field - 3] ?? '0'
  const sum = (one: number, other: number): number => Number(at(one)) + Number(at(other))
  return { state: at(3), parent: Number(at(4)), own: sum(14, 15), ended: sum(16, 17), startTime: at(22), residentPages: Number(at(24)) }
}

/** Numbers of all processes; empty where there is no `/proc`. */
export function allProcesses(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}
