import { execFileSync } from 'node:child_process'
import { allProcesses, readStat, type StatLine } from '#grading/runner/run/process-stat'

let ticksPerSecond: number | undefined

/**
 * CPU milliseconds, user and system, that this process, its descendants and its ended children have used so far.
 * Children count in steps of one clock tick (10 ms on most systems), so measure many of them between two readings.
 * @throws Error where there is no `/proc`.
 */
export function treeCpuMs(): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const self = readStat(process.pid)
  if (self === undefined) throw new Error('the benchmark reads CPU times from /proc, which this system does not have')
  const processes = new Map<number, StatLine>()
  for (const pid of allProcesses()) {
    const stat = readStat(pid)
    // One that ended between listing and reading: its time is in its parent's `ended`.
    if (stat !== undefined) processes.set(pid, stat)
  }
  let ticks = self.ended
  for (const [pid, { own, ended }] of processes) if (descends(pid, processes)) ticks += own + ended
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (ticks * 1000) / ticksPerSecond
}

function descends(pid: number, processes: ReadonlyMap<number, StatLine>): boolean {
  for (let parent = processes.get(pid)?.parent; parent !== undefined; parent = processes.get(parent)?.parent) {
    if (parent === process.pid) return true
  }
  return false
}
