import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')
/** The built command line: what a user starts. */
const MAIN = resolve(ROOT, 'dist/cli/main.js')
const POLL_MS = 100

/** @returns a process of the built command line, with its output piped. */
export function assay(words: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, NO_COLOR: '1' } })
}

export interface Ended {
  readonly code: number | null
  readonly wallMs: number
  /** Largest resident size that the process or a child of its own had, without what they started in turn; 0 where there is no `/proc`. */
  readonly peakMiB: number
  readonly stderr: string
}

/** Runs a command line to its end. */
export async function runToEnd(words: readonly string[]): Promise<Ended> {
  const started = performance.now()
  const child = assay(words)
  let peakMiB = 0
  let stderr = ''
  child.stdout.resume()
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString()
  })
  const poll = setInterval(() => {
    peakMiB = Math.max(peakMiB, ...withChildren(child.pid).map(peakOf))
  }, POLL_MS)
  const code = await new Promise<number | null>((settle, fail) => child.once('error', fail).once('close', settle))
  clearInterval(poll)
  return { code, wallMs: performance.now() - started, peakMiB, stderr }
}

function withChildren(pid: number | undefined): readonly (string | number | undefined)[] {
  try {
    return [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)]
  } catch {
    return [pid]
  }
}

/** The kernel's own high-water mark, so that nothing between two looks is missed. */
function peakOf(pid: string | number | undefined): number {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib ?? 0) / 1024
  } catch {
    return 0
  }
}
