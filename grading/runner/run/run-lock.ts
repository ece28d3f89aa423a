import { open, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UsageError } from '../usage-error.ts'
import { processStat } from './process-stat.ts'

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

interface Taken {
  readonly holder: Holder
  /** Name of the lock that it has. */
  readonly file: string
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
    const taken = await take(path, mine, (gone) => {
      say(`took over a stale lock (${gone === undefined ? 'its process' : `process ${gone.pid}`} is no longer running)`)
    })
    if (taken === undefined) return { release: () => rm(path, { force: true }) }
    if (taken !== 'lost') throw new UsageError(takenText(taken, mine.host, shown))
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

/**
 * Takes a lock once, over a process that is gone if need be.
 *
 * @returns `undefined` if it is ours, who has it, or `lost` if another process was faster.
 */
async function take(path: string, mine: Holder, onGone: (holder: Holder | undefined) => void): Promise<Taken | 'lost' | undefined> {
  if (await create(path, JSON.stringify(mine))) return undefined
  const text = await readLock(path)
  if (text === undefined) return 'lost'
  const holder = parseHolder(text)
  if (holder !== undefined && isAlive(holder, mine.host)) return { holder, file: basename(path) }
  const removed = await remove(path, text, mine)
  if (typeof removed === 'object') return removed
  if (removed) onGone(holder)
  return (await create(path, JSON.stringify(mine))) ? undefined : 'lost'
}

/**
 * Removes the lock of a process that is gone if nobody else has done so. Who looks and removes holds a lock for that, because between the
 * two another process may have put its own lock there.
 *
 * @returns whether it was removed here, or who of another machine has the lock for that: one that is gone would be waited for for ever.
 */
async function remove(path: string, expected: string, mine: Holder): Promise<boolean | Taken> {
  const claim = `${path}.claim`
  const claimed = await take(claim, mine, () => {})
  if (claimed !== undefined) return claimed !== 'lost' && claimed.holder.host !== mine.host ? claimed : false
  try {
    const same = (await readFile(path, 'utf8').catch(() => undefined)) === expected
    if (same) await rm(path)
    return same
  } finally {
    await rm(claim, { force: true })
  }
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

function takenText({ holder: { pid, host }, file }: Taken, here: string, shown: string): string {
  if (host === here) return `--out ${shown}: process ${pid} is grading into it; wait for it or choose another folder`
  return `--out ${shown}: process ${pid} on ${host} is grading into it; if it no longer runs, remove ${join(shown, file)}`
}
