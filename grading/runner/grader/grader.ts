import { chmod } from 'node:fs/promises'
import type { Language } from '#submissions/control/control-sources'
import { temporaryFolder } from '#submissions/temporary-folder'
import { exactJson, parseExactJson } from '../../engine/exact-json.ts'
import type { StudentResult } from '../../model/result.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { Debugger } from '../machine/debugger-wanted.ts'
import type { Outline } from '../outline.ts'
import { UsageError } from '../usage-error.ts'
import { endOf, wordsOf } from './exit.ts'
import { forkGrader } from './fork-grader.ts'
import type { FromGrader, GraderSetup, GraderWish, Proof, ToGrader } from './messages.ts'
import { GRADER_PROGRAM } from './program.ts'
import { type Judged, type Progress, readProgress } from './progress-log.ts'
import { endRemains, kill } from './remains.ts'
import type { Told } from './told.ts'
import { type Patience, patienceFor, startWatchdog, type Watchdog } from './watchdog.ts'

export type GraderAnswer =
  | { readonly kind: 'result'; readonly result: StudentResult; readonly answers?: string }
  /** It lives, but could not do it. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** `says`: the end of a sentence, `the check …`; `progress`: how far it had come. */
  | { readonly kind: 'died'; readonly says: string; readonly progress: Progress }

/** What a check makes of the reference: it accepts it, it brings its process down, or anything else, which shows nothing. */
export type Control = 'accepted' | 'brought down' | 'unclear'

/** A grading process as seen from outside. One student at a time. */
export interface Grader {
  readonly alive: boolean
  /**
   * The exercises that it looks at.
   * @throws UsageError if the setup names what there is not, Error if the process could not be set up.
   */
  exercises(): Promise<readonly Outline[]>
  /**
   * Tries the sandbox and these languages, as submissions of this process will meet them.
   * @throws UsageError if there is no such sandbox on this machine, Error if the process came to an end.
   */
  prove(languages: readonly Language[]): Promise<Proof>
  /** Never rejects. */
  grade(handIn: HandIn, known: readonly Judged[], attention?: GraderAttention): Promise<GraderAnswer>
  /** Judges the reference by one check. Never rejects. */
  control(exerciseId: string, checkId: string): Promise<Control>
  /** Ends it and whatever it had started. Safe to call again; never rejects. */
  close(): Promise<void>
}

export interface GraderAttention {
  readonly wish?: GraderWish
  /** When it aborts, the answer is `failed` or, if the process does not hear, `died`. */
  readonly signal?: AbortSignal
  hear?(told: Told): void
}

export interface GraderOptions {
  readonly setup: GraderSetup
  /** @defaultValue what is usual for the exercises */
  readonly patience?: Patience
  /** The program of a grading process. @defaultValue the one of this installation */
  readonly program?: URL
  /** Lets a debugger in; then no process is given up for being silent, since it may stand at a breakpoint. */
  readonly inspect?: Debugger
  /** Told of what grading processes print on their standard error. */
  readonly onStderr?: (text: string) => void
}

/** Loading the exercises gives no sign of life. */
const START_SECONDS = 60
/** On a busy machine each child may take minutes to start. */
const PROOF_SECONDS = 600
/** How long an orderly end may take. */
const GOODBYE_MS = 500
const STDERR_KEPT = 4096

export async function startGrader({ setup, program = GRADER_PROGRAM, ...options }: GraderOptions): Promise<Grader> {
  const folder = await temporaryFolder('assay-grader-')
  // A sandbox may run a submission as another user, who has to get through to its own files.
  await chmod(folder.path, 0o711)
  let patience = options.patience ?? patienceFor([])
  const child = forkGrader(program, folder.path, patience, options.inspect)
  const { pid } = child
  // Before the folder is removed: what runs in it is found by it.
  const endNow = (): void => {
    if (pid === undefined) return
    kill(pid)
    endRemains(pid, folder.path)
  }
  process.prependListener('exit', endNow)
  let stderr = ''
  let complaint: string | undefined
  let alive = pid !== undefined
  let watchdog: Watchdog | undefined
  let turn = 0
  let hear: (message: FromGrader) => void = () => undefined

  child.stderr?.on('data', (bytes: Buffer) => {
    const text = bytes.toString('utf8')
    options.onStderr?.(text)
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  child.on('message', (message: FromGrader) => {
    watchdog?.seen()
    hear(message)
  })
  const ended = endOf(child).then(async (exit) => {
    alive = false
    process.off('exit', endNow)
    watchdog?.stop()
    if (pid !== undefined) endRemains(pid, folder.path)
    const last = { turn, progress: readProgress(folder.path, turn) }
    await folder.remove()
    return { says: complaint ?? wordsOf(exit, stderr), last }
  })

  /** Sends, then hears out the answer; `undefined` if the process ends before it. */
  function ask<T>(message: ToGrader, allowed: Patience, answer: (message: FromGrader) => T | undefined): Promise<T | undefined> {
    const patient = pid === undefined || options.inspect !== undefined ? undefined : startWatchdog(pid, allowed, giveUp)
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

  async function grade(handIn: HandIn, known: readonly Judged[], { wish = {}, signal, hear }: GraderAttention): Promise<GraderAnswer> {
    let begun = -1
    let late: NodeJS.Timeout | undefined
    const mine = ++turn
    const stop = (): void => {
      if (child.connected) child.send({ type: 'stop' } satisfies ToGrader, () => undefined)
      late = setTimeout(() => giveUp('was stopped'), GOODBYE_MS)
    }
    const question = { type: 'grade' as const, turn: mine, handIn, known: exactJson(known), wish }
    const answered = ask<GraderAnswer>(question, patience, (message) => {
      switch (message.type) {
        case 'beat':
          if (message.begun !== begun) watchdog?.begins()
          begun = message.begun
          return undefined
        case 'told':
          hear?.(parseExactJson(message.told) as Told)
          return undefined
        case 'result':
          return { ...message, kind: 'result', result: parseExactJson(message.result) as StudentResult }
        case 'failed':
        case 'refused':
          return { kind: 'failed', reason: message.reason }
        case 'ready':
        case 'proved':
        case 'control':
          return undefined
      }
    })
    if (signal?.aborted === true) stop()
    signal?.addEventListener('abort', stop)
    const answer = await answered
    signal?.removeEventListener('abort', stop)
    clearTimeout(late)
    if (answer !== undefined) return answer
    const { says, last } = await ended
    // It may have ended before it was asked: then it had come nowhere with this one.
    return { kind: 'died', says, progress: last.turn === mine ? last.progress : { judged: [] } }
  }

  async function exercises(): Promise<readonly Outline[]> {
    const { exercises: found, error } = (await setUp) ?? {}
    if (found !== undefined) return found
    throw error ?? new Error(`the grading process ${(await ended).says}`)
  }

  async function prove(languages: readonly Language[]): Promise<Proof> {
    const heard = await ask<Proof | Error>({ type: 'prove', languages }, { ...patience, checkSeconds: PROOF_SECONDS }, (message) => {
      if (message.type === 'proved') return message
      if (message.type === 'refused') return new UsageError(message.reason)
      return message.type === 'failed' ? new Error(message.reason) : undefined
    })
    if (heard === undefined) throw new Error(`the grading process ${(await ended).says}`)
    if (heard instanceof Error) throw heard
    return heard
  }

  async function control(exercise: string, check: string): Promise<Control> {
    const heard = await ask<Control>({ type: 'control', exercise, check }, patience, (message) => {
      if (message.type === 'control') return message.accepted ? 'accepted' : 'unclear'
      return message.type === 'failed' ? 'unclear' : undefined
    })
    return heard ?? 'brought down'
  }

  const atStart = { ...patience, silentSeconds: Math.max(patience.silentSeconds, START_SECONDS) }
  const setUp = ask<SetUp>({ type: 'setup', setup }, atStart, (message) => {
    if (message.type === 'ready') return { exercises: message.exercises }
    if (message.type === 'refused') return { error: new UsageError(message.reason) }
    return message.type === 'failed' ? { error: new Error(message.reason) } : undefined
  }).then((set) => {
    if (set?.exercises !== undefined && options.patience === undefined) patience = patienceFor(set.exercises)
    return set
  })
  return {
    get alive() {
      return alive
    },
    exercises,
    async prove(languages) {
      await exercises()
      return prove(languages)
    },
    async grade(handIn, known, attention = {}) {
      const { error } = (await setUp) ?? {}
      return error === undefined ? grade(handIn, known, attention) : { kind: 'failed', reason: error.message }
    },
    async control(exerciseId, checkId) {
      const { error } = (await setUp) ?? {}
      // A process that did not come to be set up shows nothing of the check.
      return error === undefined && alive ? control(exerciseId, checkId) : 'unclear'
    },
    async close() {
      if (child.connected) child.disconnect()
      const timer = setTimeout(() => pid !== undefined && kill(pid), GOODBYE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

interface SetUp {
  readonly exercises?: readonly Outline[]
  readonly error?: Error
}
