import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { run } from '#cli/run'
import type { Io } from '#grading/runner/io'
import { type FakeIo, fakeIo } from './fake-io.ts'
import { SMALL_SHEET } from './small-sheet.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The secret of producer and workers in tests. */
export const QUEUE_KEY = 'a secret of tests, no secret at all'

/** A file with it. */
export const queueKey = (content = QUEUE_KEY): string => join(temporaryFolder({ 'queue.key': content }), 'queue.key')

export interface StartedWorker {
  readonly io: FakeIo
  /** As SIGTERM does. @returns its exit code. */
  end(): Promise<number>
  readonly ended: Promise<number>
}

/** `assay worker` in this process, without a sandbox; it ends with the test. */
export function startWorker(url: string, key: string, flags: readonly string[] = [], part: Partial<Io> = {}): StartedWorker {
  const controller = new AbortController()
  const io = fakeIo({ catalogue: SMALL_SHEET, cwd: temporaryFolder(), now: () => performance.now(), signal: controller.signal, ...part })
  const ended = run(['worker', '--queue', url, '--queue-key', key, '--sandbox', 'process', '--jobs', '1', ...flags], io)
  const end = (): Promise<number> => {
    controller.abort('SIGTERM')
    return ended
  }
  onTestFinished(async () => void (await end()))
  return { io, end, ended }
}

/** What students and instructors read of a run, without durations. */
export function reportsOf(out: string): Readonly<Record<string, string>> {
  const files = ['results.json', 'gradebook.csv']
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(out, name), 'utf8').replace(/"ms": \d+/g, '"ms": 0')]))
}
