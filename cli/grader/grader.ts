import { type ChildProcess, fork } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { exactJson, parseExactJson } from '../../grading/exact-json.ts'
import type { StudentResult } from '../../grading/model/result.ts'
import { temporaryFolder } from '../../submissions/temporary-folder.ts'
import type { HandIn } from '../hand-ins.ts'
import type { FromGrader, GraderSetup, ToGrader } from './messages.ts'
import { type Judged, type Progress, readProgress } from './progress-log.ts'
import { endRemains, kill } from './remains.ts'
import { type Patience, startWatchdog, type Watchdog } from './watchdog.ts'

export type GraderAnswer =
  | { readonly kind: 'result'; readonly result: StudentResult }
  /** It lives, but could not do it. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** `says`: the end of a sentence, `the check …`; `progress`: how far it had come. */
  | { readonly kind: 'died'; readonly says: string; readonly progress: Progress }

/** A grading process as seen from outside. One student at a time. */
export interface Grader {
  readonly alive: boolean
  /** Never rejects. */
  grade(handIn: HandIn, known: readonly Judged[]): Promise<GraderAnswer>
  /** Ends it and whatever it had started. Safe to call again; never rejects. */
  close(): Promise<void>
}

/** Loading the exercises gives no sign of life. */
const START_SECONDS = 60
/** How long an orderly end may take. */
const GOODBYE_MS = 1000
/** What is still in the pipe of a process that has ended is read first. */
const DRAIN_MS = 500
/** Share of the memory that JavaScript objects may take; the rest is for arrays of numbers and for Node itself. */
const HEAP_SHARE = 0.5
const STDERR_KEPT = 4096
/** As many grading processes as cores are at work already: collecting garbage in several threads takes a tenth more CPU time. */
export const GRADER_FLAGS = ['--single-threaded-gc']

export async function startGrader(setup: GraderSetup, patience: Patience): Promise<Grader> {
  const folder = await temporaryFolder('assay-grader-')
  // A sandbox may run a submission as another user, who has to get through to its own files.
  await chmod(folder.path, 0o711)
  const child = forkGrader(folder.path, patience)
  const { pid } = child
  let stderr = ''
  let complaint: string | undefined
  let alive = pid !== undefined
  let watchdog: Watchdog | undefined
  let turn = 0
  let hear: (message: FromGrader) => void = () => undefined

  child.stderr?.on('data', (bytes: Buffer) => {
    stderr = (stderr + bytes.toString('utf8')).slice(-STDERR_KEPT)
  })
  child.on('message', (message: FromGrader) => {
    watchdog?.seen()
    hear(message)
  })
  const ended = endOf(child).then(async (exit) => {
    alive = false
    watchdog?.stop()
    if (pid !== undefined) endRemains(pid, folder.path)
    const last = { turn, progress: readProgress(folder.path, turn) }
    await folder.remove()
    return { says: complaint ?? wordsOf(exit, stderr), last }
  })

  /** Sends, then hears out the answer; `undefined` if the process ends before it. */
  function ask<T>(message: ToGrader, allowed: Patience, answer: (message: FromGrader) => T | undefined): Promise<T | undefined> {
    const patient = pid === undefined ? undefined : startWatchdog(pid, allowed, giveUp)
    watchdog = patient
    const answered = new Promise<T>((resolve) => {
      hear = (heard) => {
        const found = answer(heard)
        if (found !== undefined) resolve(found)
      }
    })
    if (child.connected) child.send(message, () => undefined)
    return Promise.race([answered, ended.then(() => undefined)]).finally(() => {
      patient?.stop()
      hear = () => undefined
    })
  }

  function giveUp(says: string): void {
    complaint = says
    if (pid === undefined) return
    endRemains(pid, folder.path)
    kill(pid)
  }

  async function grade(handIn: HandIn, known: readonly Judged[]): Promise<GraderAnswer> {
    let begun = -1
    const mine = ++turn
    const answer = await ask<GraderAnswer>({ type: 'grade', turn: mine, handIn, known: exactJson(known) }, patience, (message) => {
      switch (message.type) {
        case 'beat':
          if (message.begun !== begun) watchdog?.begins()
          begun = message.begun
          return undefined
        case 'result':
          return { kind: 'result', result: parseExactJson(message.result) as StudentResult }
        case 'failed':
          return { kind: 'failed', reason: message.reason }
        case 'ready':
          return undefined
      }
    })
    if (answer !== undefined) return answer
    const { says, last } = await ended
    // It may have ended before it was asked: then it had come nowhere with this one.
    return { kind: 'died', says, progress: last.turn === mine ? last.progress : { judged: [] } }
  }

  const atStart = { ...patience, silentSeconds: Math.max(patience.silentSeconds, START_SECONDS) }
  const setUp = ask<{ readonly reason?: string }>({ type: 'setup', setup }, atStart, (message) => {
    if (message.type === 'ready') return {}
    return message.type === 'failed' ? { reason: message.reason } : undefined
  })
  return {
    get alive() {
      return alive
    },
    async grade(handIn, known) {
      const { reason } = (await setUp) ?? {}
      return reason === undefined ? grade(handIn, known) : { kind: 'failed', reason }
    },
    async close() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => pid !== undefined && kill(pid), GOODBYE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

/** A process group of its own: Ctrl-C in a terminal reaches us alone, and we end the others in order. */
function forkGrader(folder: string, { memoryMiB }: Patience): ChildProcess {
  const main = new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url)
  // What is the shell's business (a loader, certificates, a heap size) costs every process of ours time or changes how it runs.
  const { NODE_OPTIONS, NODE_EXTRA_CA_CERTS, ...env } = process.env
  return fork(fileURLToPath(main), [folder], {
    detached: true,
    env,
    execArgv: [...loader(), ...GRADER_FLAGS, `--max-old-space-size=${Math.round(HEAP_SHARE * memoryMiB)}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

/** In a checkout the TypeScript files themselves are run. */
function loader(): readonly string[] {
  if (!import.meta.url.endsWith('.ts')) return []
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
}

interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly error?: Error
}

async function endOf(child: ChildProcess): Promise<Exit> {
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

function wordsOf({ code, signal, error }: Exit, stderr: string): string {
  if (error !== undefined) return `cannot be run: ${error.message}`
  if (stderr.includes('heap out of memory')) return 'ran out of memory'
  return `ended the grading process (${signal === null ? `exit code ${code}` : signal})`
}
