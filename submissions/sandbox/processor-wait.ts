import { kernelNames, kernelText } from './proc.ts'

/** More are not looked at: a child that has so many is no honest one. */
const MOST_PROCESSES = 64

/**
 * Milliseconds that a process and its descendants wanted a processor and had none: the most of any of their threads.
 * 0 where the system does not tell, and for a process that has ended.
 *
 * @see Documentation/scheduler/sched-stats.rst of Linux, `/proc/<pid>/schedstat`, second field, in nanoseconds.
 */
export function processorWaitMs(pid: number): number {
  const processes = [String(pid)]
  let most = 0
  for (let i = 0; i < processes.length && i < MOST_PROCESSES; i++) {
    for (const thread of kernelNames(`/proc/${processes[i]}/task`)) {
      const task = `/proc/${processes[i]}/task/${thread}`
      most = Math.max(most, Number(kernelText(`${task}/schedstat`).split(' ')[1] ?? 0))
      processes.push(...kernelText(`${task}/children`).split(' ').filter(Boolean))
    }
  }
  return most / 1e6
}
