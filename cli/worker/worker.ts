import { resolve } from 'node:path'
import type { ExitCode } from '#grading/runner/exit-codes'
import type { Io } from '#grading/runner/io'
import { debuggerWanted } from '#grading/runner/machine/debugger-wanted'
import type { SandboxChoice } from '#grading/runner/machine/sandbox-kinds'
import { openBlobs } from '#grading/runner/queue/blobs'
import { connect } from '#grading/runner/queue/connection'
import { machineFacts } from '#grading/runner/queue/machine-facts'
import { NO_METRICS, startMetrics } from '#grading/runner/queue/metrics'
import { readQueueKey } from '#grading/runner/queue/queue-key'
import { workOn } from '#grading/runner/queue/worker'

/** What `assay worker` is asked. */
export interface WorkerOptions {
  readonly queue: string
  readonly queueKey: string
  readonly blobs: string
  readonly jobs: number
  readonly sandbox: SandboxChoice
  /** Seconds. */
  readonly lostAfter: number
  readonly metricsPort?: number
}

/** In which what is under way has been given back. */
const GIVE_UP_MS = 10_000

/** `assay worker`: grades for others until the signal aborts. */
export async function worker(options: WorkerOptions, io: Io): Promise<ExitCode> {
  debuggerWanted(options.sandbox, io.env, process.execArgv)
  const say = (line: string): void => io.err(`assay: ${line}\n`)
  const keyFile = resolve(io.cwd, options.queueKey)
  const secret = readQueueKey(keyFile, options.queueKey)
  const connection = await connect(options.queue, io.env, say)
  // Where the queue is gone, nobody waits for it.
  const stop = (): void => void setTimeout(connection.close, GIVE_UP_MS).unref()
  io.signal.addEventListener('abort', stop)
  const machine = machineFacts()
  let metrics = NO_METRICS
  try {
    if (options.metricsPort !== undefined) metrics = await startMetrics(options.metricsPort, machine.worker)
    const blobs = await openBlobs(options.blobs, resolve(io.cwd, options.blobs), connection.redis)
    const { jobs, sandbox } = options
    const how = { jobs, sandbox, lostAfterMs: options.lostAfter * 1000, metrics, say }
    return await workOn({ connection, blobs, secret, keyFile, machine, ...how }, io)
  } finally {
    io.signal.removeEventListener('abort', stop)
    metrics.close()
    await connection.close()
  }
}
