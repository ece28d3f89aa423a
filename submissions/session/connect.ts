import { setImmediate } from 'node:timers/promises'
import { type Answer, type Fault, type Limits, type Session, VARIABLE } from '#grading/model/session'
import { type Args, nameKey } from '#grading/model/value'
import type { Capture } from '../sandbox/capture.ts'
import type { Child } from '../sandbox/sandbox.ts'
import type { Claim } from './answer.ts'
import { type Account, withinMemory } from './held.ts'
import { type Deadline, type Link, openLink, type Request } from './link.ts'
import { splitCalls } from './split-calls.ts'

const MAX_RESTARTS = 3

/** Wall time that a submission has used in all its processes. Shared, because its limit is. */
export interface Spent {
  ms: number
  /** Memory that its answers take here. */
  readonly answers: Account
}

export interface ConnectOptions {
  /** Starts a child. A rejection is the machine's fault. */
  readonly start: () => Promise<Child>
  /** For the process as a whole: start-up, submission, output. */
  readonly limits: Limits
  readonly capture: Capture
  readonly spent: Spent
  /** The submission's own files, relative: only these may be named as the place of an error. */
  readonly files: ReadonlySet<string>
}

/** One process at a time, started at the first call and again after it had to be killed, at most three times. */
export interface Connection {
  /** Calls of all its sessions wait for one another. `limits` bounds the calls of this session. */
  session(limits?: Limits): Session
  /** Starts the process ahead of the first call. What goes wrong is told to that call. */
  warm(): void
  close(): Promise<void>
}

export function connect(options: ConnectOptions): Connection {
  const { limits, capture, spent } = options
  /** Entries that are not called again, and why. */
  const stopped = new Map<string, string>()
  let link: Link | undefined
  let starts = 0
  let broken: Fault | undefined
  let closed = false
  let tail: Promise<unknown> = Promise.resolve()

  const left = (): number => limits.submissionMs - spent.ms
  const submissionOver: Fault = { kind: 'time-limit', stage: 'submission', limitMs: limits.submissionMs }

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const [begin, asked] = [performance.now(), link]
    const putOff = asked?.putOffMs() ?? 0
    try {
      return await work()
    } finally {
      // What the machine was busy with others is nobody's time.
      spent.ms += performance.now() - begin - ((asked?.putOffMs() ?? 0) - putOff)
    }
  }

  async function open(): Promise<Link | Fault> {
    if (link !== undefined && link.fault() === undefined) return link
    const before = link?.fault()
    link = undefined
    // It died between two calls: whoever comes next hears of it.
    if (before !== undefined && !reported.has(before)) return report(before)
    if (starts > MAX_RESTARTS) return { kind: 'not-called', reason: `its process had to be ended ${starts} times and is not started again` }
    starts++
    const opened = await timed(start)
    if (!('kind' in opened)) {
      link = opened
      if (closed) await opened.close()
    } else broken = report(opened)
    return opened
  }

  /** Ends a process that works. It is no restart for a fault, so none of those is used up; what ended by itself is told to the next call. */
  async function leave(): Promise<void> {
    if (link === undefined || link.fault() !== undefined) return
    const before = link
    link = undefined
    starts--
    await before.close()
  }

  /** Faults that a call has already answered with. */
  const reported = new WeakSet<Fault>()
  function report(fault: Fault): Fault {
    reported.add(fault)
    return fault
  }

  async function start(): Promise<Link | Fault> {
    let child: Child
    try {
      child = await options.start()
    } catch (error) {
      return { kind: 'infrastructure', reason: wordsOf(error) }
    }
    const startUp: Deadline =
      left() < limits.startUpMs
        ? { ms: left(), fault: submissionOver }
        : { ms: limits.startUpMs, fault: { kind: 'time-limit', stage: 'start-up', limitMs: limits.startUpMs } }
    return openLink(child, {
      files: options.files,
      startUp,
      outputBytes: limits.outputBytes,
      capture: (streams, onExceeded) => {
        capture.attach(streams, limits.outputBytes, onExceeded)
        return { stderr: () => capture.output().stderr }
      },
    })
  }

  async function answer(entry: string, argsList: readonly Args[], callMs: number): Promise<readonly Answer[]> {
    const all = (fault: Fault): readonly Answer[] => argsList.map(() => failed(fault))
    if (closed) return all({ kind: 'not-called', reason: 'the submission is closed' })
    if (broken !== undefined) return all(broken)
    const reason = stopped.get(nameKey(entry))
    if (reason !== undefined) return all({ kind: 'not-called', reason })
    if (left() <= 0) return all(submissionOver)
    const opened = await open()
    if ('kind' in opened) return all(opened)
    const name = nameIn(opened, entry)
    if (name === undefined) return all({ kind: 'missing-entry', entry, available: opened.entries })

    const answers: Answer[] = []
    const read = { bytes: 0 }
    try {
      for (const request of splitCalls(name, argsList)) {
        const fault = await exchange(opened, request, entry, callMs, answers, read)
        if (fault === undefined) continue
        answers.push(failed(report(fault)))
        const rest = failed(afterwards(entry, fault))
        while (answers.length < argsList.length) answers.push(rest)
        break
      }
    } catch (error) {
      const rest = failed({ kind: 'infrastructure', reason: wordsOf(error) })
      while (answers.length < argsList.length) answers.push(rest)
    }
    return answers
  }

  /** Says nothing where a call would hear of something else, and leaves that to the call. */
  async function missing(entry: string): Promise<Fault | undefined> {
    if (starts === 0 && !closed && left() > 0) await open()
    if (closed || link === undefined || link.fault() !== undefined || stopped.has(nameKey(entry)) || left() <= 0) return undefined
    return nameIn(link, entry) === undefined ? { kind: 'missing-entry', entry, available: link.entries } : undefined
  }

  function exchange(
    opened: Link,
    request: Request,
    entry: string,
    callMs: number,
    answers: Answer[],
    read: Account,
  ): Promise<Fault | undefined> {
    let since = performance.now()
    const deadline = (): Deadline => {
      const remaining = left() - (performance.now() - begin - (opened.putOffMs() - putOff))
      if (remaining < callMs) return { ms: remaining, fault: submissionOver }
      return { ms: callMs, fault: { kind: 'time-limit', stage: 'call', limitMs: callMs, entry } }
    }
    const [begin, putOff] = [since, opened.putOffMs()]
    return timed(() =>
      opened.exchange(request, deadline, (claims) => {
        const now = performance.now()
        const usage = { ms: (now - since) / claims.length }
        since = now
        for (const claim of claims) answers.push(withUsage(withinMemory(claim, spent.answers, read), usage))
      }),
    )
  }

  /** What the rest of a batch answers with after a fault that ended the process. */
  function afterwards(entry: string, fault: Fault): Fault {
    if (fault.kind !== 'time-limit' || fault.stage !== 'call') return fault
    const reason = `${entry} did not answer within ${fault.limitMs / 1000} s and is not called again`
    stopped.set(nameKey(entry), reason)
    return { kind: 'not-called', reason }
  }

  return {
    session(own = limits) {
      let calls = 0
      const callMany = (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
        calls += argsList.length
        if (calls > own.maxCalls) {
          const fault: Fault = { kind: 'not-called', reason: `more than ${own.maxCalls} calls were made` }
          return Promise.resolve(argsList.map(() => failed(fault)))
        }
        if (argsList.length === 0) return Promise.resolve([])
        const turn = tail.then(() => answer(entry, argsList, own.callMs)).finally(printedIsRead)
        tail = turn.catch(() => {})
        return turn
      }
      return {
        callMany,
        call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer,
        missing: (entry) => {
          const turn = tail.then(() => missing(entry))
          tail = turn.catch(() => {})
          return turn
        },
        afresh: () => {
          const turn = tail.then(leave)
          tail = turn.catch(() => {})
          return turn
        },
        close: async () => {},
      }
    },
    warm() {
      tail = tail.then(() => (starts === 0 && !closed ? open() : undefined)).catch(() => {})
    },
    async close() {
      closed = true
      await link?.close()
      await tail
    },
  }
}

/** As it is exported, whatever way it is written. Of variables the process itself says whether they are there. */
const nameIn = ({ entries }: Link, entry: string): string | undefined =>
  [...entries, VARIABLE].find((known) => known === entry) ?? entries.find((known) => nameKey(known) === nameKey(entry))

/** What was printed before an answer waits in another pipe: the loop looks at it once more before the second of these. */
async function printedIsRead(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

function failed(fault: Fault): Answer {
  return { ok: false, fault, usage: { ms: 0 } }
}

function withUsage(claim: Claim, usage: { readonly ms: number }): Answer {
  return { ...claim, usage }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
