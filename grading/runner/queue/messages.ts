import type { Language } from '#submissions/control/control-sources'
import type { GradedOn, RunHeader, RunIdentity } from '../../engine/journal.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { GraderSetup } from '../grader/messages.ts'
import { PREFIX } from './connection.ts'

/** Changes with what is written here: a worker that speaks otherwise is refused. */
export const PROTOCOL = 1

/** Who producers tell that there is a run, and what it is graded with. Signed with the secret. */
export interface RunNotice {
  readonly protocol: number
  readonly run: string
  readonly identity: RunIdentity
  readonly runtimes: NonNullable<RunHeader['runtimes']>
  readonly setup: Pick<GraderSetup, 'exercises' | 'seed' | 'sandbox' | 'runtimes' | 'limits'>
  /** What is tried before the first submission. */
  readonly languages: readonly Language[]
  readonly blobs: 'redis' | 'folder'
}

/** What a worker says of itself to one run. Signed with the key of the run. */
export interface WorkerNotice {
  readonly worker: string
  /** `starting`: it tries its sandbox. */
  readonly state: 'starting' | 'ready' | 'refused'
  /** Why it was refused: a sentence without a full stop. */
  readonly says?: string
  readonly jobs: number
  readonly machine: GradedOn
}

/** One submission to grade. Signed with the key of the run. */
export interface Job {
  readonly run: string
  readonly job: string
  /** Without its path: it lies where it is unpacked. */
  readonly handIn: Pick<HandIn, 'id' | 'remarks' | 'unread'>
  /** Of the packed submission. */
  readonly blob: string
  /** Exact JSON of what an earlier run found. */
  readonly earlier?: string
  /** Of the answers of an earlier run, in the store. */
  readonly answers?: string
  /** A worker that has graded it already: another takes it, if there is one. */
  readonly not?: string
  /** The worker that takes it, as long as it lives. */
  readonly only?: string
}

/** What a job is in the queue. */
export interface JobData {
  readonly body: string
  readonly signature: string
}

/** What a worker returns. Its body is signed with the key of the run. */
export interface Returned {
  readonly body: string
  readonly signature: string
}

/** Which result belongs to which job. */
export interface ResultBody {
  readonly run: string
  readonly job: string
  readonly worker: string
  /** Digest of what is in the store. */
  readonly blob: string
}

/** What is in the store. */
export interface StoredResult {
  /** Exact JSON of the result; absent where it could not be graded. */
  readonly result?: string
  /** Why it could not be graded. */
  readonly failed?: string
  /** The file of the answers that were kept. */
  readonly answers?: Buffer
  /** Whether the worker's machine had more to do than it could meanwhile. */
  readonly overloaded: boolean
  readonly machine: GradedOn
}

/** Ids of runs that may be under way. */
export const RUNS = `${PREFIX}:runs`
/** A run is over, or its producer gone, when its notice has not been renewed for so long. */
export const RUN_SECONDS = 20
export const noticeKey = (run: string): string => `${PREFIX}:run:${run}`
/** Ids of workers that may be at a run. */
export const workersKey = (run: string): string => `${PREFIX}:run:${run}:workers`
/** A worker is gone when its notice has not been renewed for so long. */
export const WORKER_SECONDS = 15
/** One that tries its sandbox renews nothing meanwhile. */
export const STARTING_SECONDS = 60
export const workerKey = (run: string, worker: string): string => `${PREFIX}:run:${run}:worker:${worker}`
/** Of the BullMQ queue of a run. */
export const queueName = (run: string): string => `run-${run}`

/** Waits that follow one another, in milliseconds. */
export const RENEW_MS = 3000

/** Runs are named at random: 16 hexadecimal digits. */
export function isRunId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{16}$/.test(text)
}
