import { once } from 'node:events'
import { createServer } from 'node:http'
import { systemErrorText } from '../../model/system-error.ts'
import { UsageError } from '../usage-error.ts'

/** What became of a job on this worker. */
export type JobEnd = 'graded' | 'failed' | 'given_back'

/** What waits at the run that is served. */
export interface Depth {
  readonly waiting: number
  /** Since the oldest that waits was given out. */
  readonly oldestSeconds: number
}

/** Counts for whoever watches workers. No name of a student, an exercise or a file is among them. */
export interface WorkerMetrics {
  /** Begins a job. @returns what to call at its end. */
  begin(): (end: JobEnd) => void
  /** Where to look what waits; nothing while no run is served. */
  serves(look: (() => Promise<Depth>) | undefined): void
  close(): void
}

/** For a worker that nobody watches. */
export const NO_METRICS: WorkerMetrics = { begin: () => () => undefined, serves: () => undefined, close: () => undefined }

/** Seconds of one submission: computed exercises take tenths, networks minutes. */
const BUCKETS = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000]

/**
 * Serves metrics as OpenMetrics text at `/metrics` of a port of this machine, for all who reach it.
 *
 * @param port - 0 for any that is free.
 * @throws UsageError if the port cannot be had.
 */
export async function startMetrics(port: number, worker: string): Promise<WorkerMetrics & { readonly port: number }> {
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>()
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  registry.setDefaultLabels({ worker })
  const registers = [registry]
  const jobs = new Counter({ name: 'assay_jobs', help: 'Submissions that this worker was given.', labelNames: ['end'], registers })
  for (const end of ['graded', 'failed', 'given_back'] satisfies JobEnd[]) jobs.inc({ end }, 0)
  const seconds = new Histogram({ name: 'assay_job_seconds', help: 'Seconds of a submission.', buckets: BUCKETS, registers })
  const active = new Gauge({ name: 'assay_jobs_active', help: 'Submissions under way here.', registers })
  const waiting = new Gauge({ name: 'assay_queue_waiting', help: 'Submissions of the run that wait for a worker.', registers })
  const oldest = new Gauge({ name: 'assay_queue_oldest_seconds', help: 'How long the oldest of them has waited.', registers })
  let look: (() => Promise<Depth>) | undefined

  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    const depth = (await look?.().catch(() => undefined)) ?? { waiting: 0, oldestSeconds: 0 }
    waiting.set(depth.waiting)
    oldest.set(depth.oldestSeconds)
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics())
  })
  server.listen(port)
  await once(server, 'listening').catch((error: unknown) => {
    throw new UsageError(`--metrics-port ${port}: cannot be used: ${systemErrorText(error)}`)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    begin() {
      active.inc()
      const stop = seconds.startTimer()
      return (end) => {
        active.dec()
        if (end === 'graded') stop()
        jobs.inc({ end })
      }
    },
    serves: (next) => {
      look = next
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
