import { readdirSync, readFileSync } from 'node:fs'

/** Where the machine is busy with something else, a task may take this many times as long. */
const MOST_TIMES = 6
const FIRST_LOOK_MS = 1000
/** Linux counts processor time in hundredths of a second, whatever its kernel does. */
const TICK_MS = 10

export interface Stopwatch {
  stop(): void
}

/**
 * Calls `over` when a process and its descendants have had `ms` of processor time since about now and that much time has passed, or at the
 * latest after six times as long. Where processor time cannot be seen, time alone counts.
 */
export function createStopwatch(pid: number | undefined, ms: number, over: () => void): Stopwatch {
  const begin = performance.now()
  let base: number | undefined
  let timer: NodeJS.Timeout
  const look = (): void => {
    const passed = performance.now() - begin
    const used = pid === undefined ? undefined : treeCpuMs(pid)
    base ??= used
    const counted = used === undefined || base === undefined ? passed : used - base + Math.min(FIRST_LOOK_MS, ms)
    if (passed >= ms * MOST_TIMES || (passed >= ms && counted >= ms)) over()
    else timer = setTimeout(look, passed < ms ? ms - passed : FIRST_LOOK_MS)
  }
  // Almost every task is done before anybody looks.
  timer = setTimeout(look, Math.min(FIRST_LOOK_MS, ms))
  return { stop: () => clearTimeout(timer) }
}

/** `undefined` where there is no /proc, or the process is hidden in it. */
function treeCpuMs(root: number): number | undefined {
  try {
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? statOf(name) : []))
    if (!all.some(({ pid }) => pid === root)) return undefined
    const inside = new Set([root])
    for (let before = 0; before < inside.size; ) {
      before = inside.size
      for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid)
    }
    return all.filter(({ pid }) => inside.has(pid)).reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0)
  } catch {
    return undefined
  }
}

function statOf(name: string): readonly { readonly pid: number; readonly parent: number; readonly ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }]
  } catch {
    return []
  }
}
