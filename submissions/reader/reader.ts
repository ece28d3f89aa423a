import type { Fault } from '#grading/model/session'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { controlTask } from './control-task.ts'
import { READER_LIMITS } from './launch-reader.ts'
import { type Done, type Failure, type ReaderProcess, startReader } from './reader-process.ts'
import type { Read, Reading, Task } from './task.ts'

/** Of all tasks of one submission together. */
const SUBMISSION_MS = 4 * READER_LIMITS.callMs

/** Reads what submissions are made of, in a process of its own inside a sandbox. */
export interface Reader {
  /** @returns what is asked for one submission. */
  reading(): Reading
  /** Ends its process; the next task starts another one. */
  end(): void
}

const readers = new WeakMap<Sandbox, Reader>()

/** The reader of this grading process in a sandbox; started at its first task. */
export function readerOf(sandbox: Sandbox): Reader {
  const reader = readers.get(sandbox) ?? createReader(sandbox)
  readers.set(sandbox, reader)
  return reader
}

/** A reader of one's own. Tasks wait for one another; whatever goes wrong ends its process, so that nothing of it meets the next task. */
export function createReader(sandbox: Sandbox, callMs = READER_LIMITS.callMs): Reader {
  let current: ReaderProcess | undefined
  let tail: Promise<unknown> = Promise.resolve()

  async function running(): Promise<ReaderProcess> {
    if (current?.alive !== true) current = await startReader(sandbox)
    return current
  }

  async function perform<T>(task: Task<T>, ms: number): Promise<Done<T> | { readonly machine: string }> {
    try {
      const reader = await running()
      const usedBefore = reader.used
      const done = await reader.perform(task, ms)
      // What an earlier submission left in it must not be held against this one.
      if ('value' in done || !usedBefore) return done
      return await (await running()).perform(task, ms)
    } catch (error) {
      return { machine: (error as Error).message }
    }
  }

  /** What does not work here for a submission of ours either is no fault of theirs. */
  async function faultOfMachine(): Promise<string | undefined> {
    const done = await perform(controlTask, callMs)
    if ('value' in done) return undefined
    return 'machine' in done ? done.machine : `the program that reads submissions fails its self-test: ${wordsOf(done)}`
  }

  async function answer<T>(task: Task<T>, ms: number): Promise<Read<T>> {
    const done = await perform(task, ms)
    if ('value' in done) return { ok: true, value: done.value }
    const reason = 'machine' in done ? done.machine : await faultOfMachine()
    if (reason !== undefined) return { ok: false, says: 'could not be read', fault: { kind: 'infrastructure', reason } }
    return refused(task, 'failed' in done && done.failed === 'time' ? overdue(ms) : BROKEN)
  }

  return {
    reading() {
      let left = (SUBMISSION_MS / READER_LIMITS.callMs) * callMs
      return {
        read(task) {
          const turn = tail.then(async () => {
            if (left <= 0) return refused(task, TOO_MUCH)
            const begin = performance.now()
            const read = await answer(task, Math.min(left, callMs))
            left -= performance.now() - begin
            return read
          })
          tail = turn.catch(() => {})
          return turn
        },
      }
    },
    end: () => current?.end(),
  }
}

const BROKEN =
  'could not be read: it crashed the program that reads submissions, as expressions nested thousands of levels deep do. Simplify it'
const TOO_MUCH = 'was not read: reading the files before it has used up the time for the whole submission'

function overdue(ms: number): string {
  return `could not be read within ${Math.round(ms / 100) / 10} s. Make it smaller or simpler`
}

function refused({ what }: Task<unknown>, says: string): Read<never> {
  const fault: Fault = { kind: 'load-error', name: '', message: `${what} ${says}` }
  return { ok: false, says, fault }
}

function wordsOf(failure: Failure): string {
  return failure.failed === 'time' ? 'it is not done in time' : failure.detail
}
