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

/** What `/proc/<pid>/stat` says (proc(5)); `undefined` where there is no such process or no `/proc`. */
export function processStat(pid: number): ProcessStat | undefined {
  let line: string
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // The name in parentheses may itself hold spaces and parentheses.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const at = (field: number): string => fields[field - 3] ?? '0'
  // A zombie has ended; only its parent has not looked yet.
  if (at(3) === 'Z') return undefined
  return {
    parent: Number(at(4)),
    cpuSeconds: (Number(at(14)) + Number(at(15))) / TICKS_PER_SECOND,
    startTime: at(22),
    residentPages: Number(at(24)),
  }
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
