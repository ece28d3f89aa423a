import type { ChildProcess } from 'node:child_process'

/** What is still in the pipe of a process that has ended is read first. */
const DRAIN_MS = 500

/** How a process ended. */
interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly error?: Error
}

/** Resolves when it has ended and what it had written is read. */
export async function endOf(child: ChildProcess): Promise<Exit> {
  const silent = new Promise<void>((resolve) => (child.connected ? child.once('disconnect', resolve) : resolve()))
  const exit = await new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.on('error', (error) => child.pid === undefined && resolve({ code: null, signal: null, error }))
  })
  let timer: NodeJS.Timeout | undefined
  await Promise.race([silent, new Promise((resolve) => (timer = setTimeout(resolve, DRAIN_MS)))])
  clearTimeout(timer)
  return exit
}

/** The end of a sentence: `the check …`. */
export function wordsOf({ code, signal, error }: Exit, stderr: string): string {
  if (error !== undefined) return `cannot be run: ${error.message}`
  if (stderr.includes('heap out of memory')) return 'ran out of memory'
  return `ended the grading process (${signal === null ? `exit code ${code}` : signal})`
}
