import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processStat } from './process-stat.ts'
import { UsageError } from './usage-error.ts'

export const LOCK = '.assay-lock.json'

const SETTLE_MS = 200

export interface RunLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  /** With the number, what identifies a process: numbers are given out again. Empty where the system does not tell. */
  readonly startTime: string
  readonly host: string
}

/**
 * Makes sure that one run at a time writes into a folder. The lock of a process that is gone is taken over, with a line that says so.
 *
 * @param shown - the folder as messages name it.
 * @throws UsageError if another run is at work there.
 */
export async function lockRun(folder: string, shown: string, say: (line: string) => void): Promise<RunLock> {
  const path = join(folder, LOCK)
  const mine: Holder = { pid: process.pid, startTime: processStat(process.pid)?.startTime ?? '', host: hostname() }
  for (;;) {
    if (await create(path, JSON.stringify(mine))) return { release: () => rm(path, { force: true }) }
    const text = await readLock(path)
    if (text === undefined) continue
    const holder = parseHolder(text)
    if (holder !== undefined && isAlive(holder, mine.host)) throw new UsageError(takenText(holder, mine.host, shown))
    if (await remove(path, text))
      say(`the lock of ${holder === undefined ? 'a run' : `process ${holder.pid}`}, which is gone, was taken over`)
  }
}

/** `false` if there is one already. */
async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(content)
    } catch (error) {
      await rm(path, { force: true })
      throw error
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Its maker may be about to write into it. */
async function readLock(path: string): Promise<string | undefined> {
  const read = (): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined)
  const text = await read()
  if (text === undefined || parseHolder(text) !== undefined) return text
  await sleep(SETTLE_MS)
  return read()
}

/** Moved away first: if two want to take it over, one of them may find that it holds the new lock of the other, and puts it back. */
async function remove(path: string, expected: string): Promise<boolean> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch {
    return false
  }
  const same = (await readFile(aside, 'utf8')) === expected
  if (!same) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
  return same
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, startTime, host } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>
    if (!Number.isSafeInteger(pid) || typeof startTime !== 'string' || typeof host !== 'string') return undefined
    return { pid: pid as number, startTime, host }
  } catch {
    // Killed between making the file and writing into it.
    return undefined
  }
}

/** Of a process of another machine we cannot know. */
function isAlive({ pid, startTime, host }: Holder, here: string): boolean {
  if (host !== here) return true
  if (startTime !== '') return processStat(pid)?.startTime === startTime
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function takenText({ pid, host }: Holder, here: string, shown: string): string {
  if (host === here) return `--out ${shown}: process ${pid} is grading into it; wait for it or name another folder`
  return `--out ${shown}: process ${pid} on ${host} is grading into it; if it is gone, remove ${join(shown, LOCK)}`
}
