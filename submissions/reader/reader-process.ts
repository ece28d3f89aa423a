import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Child, Sandbox } from '../sandbox/sandbox.ts'
import { ALIVE, CALL, encodeHeader, type Frame, frameReader, NO_NONCE, RESULT, START } from '../session/frame.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'
import { launchReader, READER_LIMITS } from './launch-reader.ts'
import { createStopwatch } from './stopwatch.ts'
import type { Task } from './task.ts'

const MOST_STDERR = 2000
const NOTHING = new Uint8Array(0)

/** Why a task was not done. The process is gone then. */
export type Failure = { readonly failed: 'time' } | { readonly failed: 'ended'; readonly detail: string }
export type Done<T> = { readonly value: T } | Failure

/** One running reader. It does one task at a time. */
export interface ReaderProcess {
  /** Whether it has done a task before. */
  readonly used: boolean
  readonly alive: boolean
  perform<T>(task: Task<T>, ms: number): Promise<Done<T>>
  end(): void
}

/** @throws Error that says what this machine lacks. */
export async function startReader(sandbox: Sandbox): Promise<ReaderProcess> {
  const folder = await temporaryFolder('assay-reader-')
  try {
    const child = await sandbox.start(await launchReader(folder.path), READER_LIMITS)
    return await opened(child, folder)
  } catch (error) {
    await folder.remove()
    throw error
  }
}

function opened(child: Child, folder: TemporaryFolder): Promise<ReaderProcess> {
  let stderr = ''
  let used = false
  let alive = true
  let waiting: { readonly accept: (frame: Frame) => void; readonly over: (failure: Failure) => void } | undefined

  const end = (failure: Failure): void => {
    if (!alive) return
    alive = false
    child.kill()
    waiting?.over(failure)
    waiting = undefined
  }
  const broken = (detail: string): void => end({ failed: 'ended', detail })
  const read = frameReader((frame) => {
    if (waiting === undefined) return broken('it wrote without being asked')
    try {
      waiting.accept(frame)
    } catch (error) {
      broken(`it answered what cannot be used: ${(error as Error).message}`)
    }
  }, broken)
  child.channel.on('data', read)
  child.channel.on('error', () => {})
  child.stdout.resume()
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < MOST_STDERR) stderr += chunk.toString('latin1')
  })
  // A grading process that has nothing else to do ends, and the reader with it.
  child.unref?.()
  void child.exited.then(async ({ code, signal }) => {
    await new Promise((resolve) => setImmediate(resolve))
    broken(stderr.split('\n').find((line) => /error|fatal/i.test(line)) ?? (signal === null ? `exit code ${code}` : `ended by ${signal}`))
    child.channel.destroy()
    child.stdout.destroy()
    child.stderr.destroy()
    await folder.remove()
  })

  const send = (type: number, nonce: Uint8Array, json: string, bytes: Uint8Array): void => {
    const text = Buffer.from(json)
    child.channel.cork()
    child.channel.write(encodeHeader(type, text.length, bytes.length, nonce))
    child.channel.write(text)
    if (bytes.length > 0) child.channel.write(bytes)
    child.channel.uncork()
  }

  const reader: ReaderProcess = {
    get used() {
      return used
    },
    get alive() {
      return alive
    },
    perform(task, ms) {
      return new Promise((resolve) => {
        if (!alive) return resolve({ failed: 'ended', detail: 'it is gone' })
        used = true
        const nonce = randomBytes(NO_NONCE.length)
        const watch = createStopwatch(child.pid, ms, () => end({ failed: 'time' }))
        const settle = <D>(done: D): D => {
          watch.stop()
          return done
        }
        waiting = {
          over: (failure) => resolve(settle(failure)),
          accept(frame) {
            if (!nonce.equals(frame.nonce)) throw new Error('another task than was asked')
            const json = JSON.parse(Buffer.from(frame.json).toString('utf8')) as unknown
            if (frame.type === CALL) return void sendFile(json, task, nonce)
            if (frame.type !== RESULT) throw new Error('no result')
            const value = task.accept(json, frame.bin)
            waiting = undefined
            resolve(settle({ value }))
          },
        }
        send(CALL, nonce, JSON.stringify(task.request), task.bytes ?? NOTHING)
      })
    },
    end: () => broken('it was ended'),
  }

  /** The reader asks for the files that an import leads to: of this submission, and of no other. */
  async function sendFile(json: unknown, { folder: of }: Task<unknown>, nonce: Uint8Array): Promise<void> {
    const name = (json as { readonly file?: unknown } | null)?.file
    if (of === undefined || typeof name !== 'string' || !of.files.includes(name)) return broken('it asked for a file that is not there')
    try {
      send(RESULT, nonce, '{}', await readFile(join(of.path, name)))
    } catch (error) {
      broken((error as Error).message)
    }
  }

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end({ failed: 'time' }), READER_LIMITS.startUpMs)
    waiting = {
      over(failure) {
        clearTimeout(timer)
        const why = failure.failed === 'time' ? `it is not ready after ${READER_LIMITS.startUpMs / 1000} s` : failure.detail
        reject(new Error(`the program that reads submissions does not start: ${why}`))
      },
      accept(frame) {
        if (frame.type !== ALIVE) throw new Error('no greeting')
        clearTimeout(timer)
        waiting = undefined
        send(START, NO_NONCE, '{}', NOTHING)
        resolve(reader)
      },
    }
  })
}
