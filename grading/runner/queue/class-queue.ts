import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { visible } from '#reports/text/visible'
import { exactJson, parseExactJson } from '../../engine/exact-json.ts'
import type { GradedOn } from '../../engine/journal.ts'
import type { StudentResult } from '../../model/result.ts'
import { answerBytes, storeAnswers } from '../answers/answer-file.ts'
import type { HandIn } from '../class/hand-ins.ts'
import type { Attention } from '../grader/listen.ts'
import type { Pool } from '../grader/pool.ts'
import { refusedHandIn } from '../grader/portable.ts'
import type { LoadWatch } from '../run/overload.ts'
import { type Blobs, isDigest } from './blobs.ts'
import { type Connection, PREFIX } from './connection.ts'
import { unpackResult } from './grade-job.ts'
import { type Job, queueName, type ResultBody, type RunNotice, type StoredResult } from './messages.ts'
import { outstandingJobs, type Settled } from './outstanding.ts'
import { runKeyOf, signed, verified } from './queue-key.ts'
import { isRechecked, recheck } from './recheck.ts'
import { announceRun } from './run-on-queue.ts'
import { MOST_LOST } from './serve-run.ts'
import { jobStager, type StagedJob } from './stage-job.ts'

/** So many submissions of a run are in the queue at a time: enough for hundreds of workers, and little memory. */
const IN_FLIGHT = 256
/** So often a submission is given out whose result cannot be used, or which could not be fetched. */
const MOST_TRIES = 3
/** After the last result; where Redis is gone, nobody waits for it. */
const GOODBYE_MS = 3000

export interface QueueOptions {
  readonly connection: Connection
  readonly blobs: Blobs
  readonly secret: string
  /** Share of the submissions that are graded twice, 0 to 100. */
  readonly recheck: number
  say(line: string): void
}

/** A run whose submissions are graded by workers. */
export interface ClassQueue extends Pick<Pool, 'grade' | 'close'>, LoadWatch {
  readonly jobs: number
  /** Where the last result of a submission comes from. */
  machineOf(id: string): GradedOn | undefined
  /** For the line of progress. */
  status(): string
}

/**
 * Announces a run, and gives out its submissions one by one as they are asked for.
 *
 * @param local - grades what is refused when it is taken in, and what is asked of kept answers: nothing of a submission runs for it.
 */
export async function openClassQueue(
  notice: Omit<RunNotice, 'protocol' | 'run' | 'blobs'>,
  local: Pick<Pool, 'grade'>,
  { connection, blobs, secret, recheck: percent, say }: QueueOptions,
): Promise<ClassQueue> {
  const { Queue, QueueEvents } = await import('bullmq')
  const run = randomBytes(8).toString('hex')
  const key = runKeyOf(secret, run)
  const how = { connection: connection.options, prefix: PREFIX }
  const queue = new Queue(queueName(run), { ...how, streams: { events: { maxLen: 4 * IN_FLIGHT } } })
  const events = new QueueEvents(queueName(run), how)
  queue.on('error', () => undefined)
  events.on('error', () => undefined)
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady()])
  const jobs = outstandingJobs(queue, events)
  const announced = await announceRun({ ...notice, run, blobs: blobs.kind }, { connection, secret, say })
  const stage = jobStager()
  const uses = new Map<string, number>()
  const facts = new Map<string, { readonly machine: GradedOn; readonly overloaded: boolean }>()
  let counter = 0
  let closed = false

  async function store(bytes: Buffer): Promise<string> {
    const digest = await blobs.put(run, bytes)
    uses.set(digest, (uses.get(digest) ?? 0) + 1)
    return digest
  }

  async function release(digest: string): Promise<void> {
    const left = (uses.get(digest) ?? 1) - 1
    if (left > 0) uses.set(digest, left)
    else {
      uses.delete(digest)
      await blobs.remove(run, digest)
    }
  }

  /** The result, if it is one of this job and was signed by a worker; else why not. */
  async function resultOf(settled: Settled, job: string): Promise<StoredResult | string> {
    if (settled.kind === 'failed') return settled.reason
    const body = verified(key, 'result', settled.value)
    if (body === undefined) return 'its result does not have the signature of this run and was refused'
    const { run: of, job: whose, blob } = JSON.parse(body) as ResultBody
    if (of !== run || whose !== job || !isDigest(blob)) return 'its result belongs to another submission and was refused'
    try {
      return unpackResult(await blobs.get(run, blob))
    } catch (error) {
      return (error as Error).message
    } finally {
      await blobs.remove(run, blob).catch(() => undefined)
    }
  }

  async function ask(id: string, pack: () => Promise<JobContent>): Promise<StoredResult> {
    for (let turn = 1; ; turn++) {
      const job = `s${++counter}-${turn}`
      const content = await pack()
      const settled = await jobs.ask(job, signed(key, 'job', JSON.stringify({ run, job, ...content } satisfies Job)))
      const found = await resultOf(settled, job)
      await queue.remove(job).catch(() => undefined)
      await Promise.all([content.blob, content.answers].map((digest) => digest === undefined || release(digest).catch(() => undefined)))
      if (typeof found !== 'string') return found
      if (found.includes('stalled more than')) throw new Error(LOST)
      if (turn === MOST_TRIES || closed) throw new Error(`it could not be graded on the queue: ${found}`)
      say(`${visible(id)}: ${visible(found)}; it is given out again`)
    }
  }

  async function grade(handIn: HandIn, attention: Attention = {}): Promise<StudentResult> {
    if (attention.answers?.only === true || handIn.refused !== undefined) return local.grade(handIn, attention)
    const { earlier, answers } = attention
    let staged: StagedJob | undefined = await stage(handIn)
    if ('fault' in staged) return local.grade(refusedHandIn(handIn, staged.fault), attention)
    const before = answers?.digest === undefined ? undefined : answerBytes(answers.folder, answers.digest)
    const pack = async (where: Where): Promise<JobContent> => {
      // Taken in again where it is asked again: meanwhile nobody holds it in memory.
      const now = staged ?? (await stage(handIn))
      staged = undefined
      if ('fault' in now) throw new Error('the submission has changed while it was graded')
      return {
        handIn: now.handIn,
        blob: await store(now.packed),
        ...(earlier === undefined ? {} : { earlier: exactJson(earlier) }),
        ...(before === undefined ? {} : { answers: await store(before) }),
        ...where,
      }
    }
    const stored = await ask(handIn.id, () => pack({}))
    // Not the result itself: a class of them is more than a run may hold.
    facts.set(handIn.id, { machine: stored.machine, overloaded: stored.overloaded })
    const result = resultIn(stored)
    if (isRechecked(notice.setup.seed, handIn.id, percent)) {
      const again = async (where: Where) => {
        const other = await ask(handIn.id, () => pack(where))
        return other.result === undefined ? undefined : { machine: other.machine, result: resultIn(other) }
      }
      await recheck({ machine: stored.machine, result }, { again, say: (line) => say(visible(line)) })
    }
    const kept = answers === undefined || stored.answers === undefined ? undefined : storeAnswers(answers.folder, stored.answers)
    if (kept !== undefined) attention.onAnswers?.(kept)
    for (const { id, checks } of result.exercises)
      for (const check of checks) if (earlier?.unchanged[id]?.includes(check.id) !== true) attention.onCheck?.(id, check)
    return result
  }

  return {
    jobs: IN_FLIGHT,
    async grade(handIn, attention) {
      if (closed) throw new Error('grading was stopped')
      return grade(handIn, attention)
    },
    machineOf: (id) => facts.get(id)?.machine,
    overloadedSince: (_time, id) => id !== undefined && facts.get(id)?.overloaded === true,
    stop: () => undefined,
    status: () => {
      const workers = announced.workers().length
      return `${workers} ${workers === 1 ? 'worker' : 'workers'}`
    },
    async close() {
      if (closed) return
      closed = true
      jobs.close()
      await announced.close()
      const cleared = async (): Promise<void> => {
        await queue.obliterate({ force: true })
        await blobs.removeAll(run)
        await Promise.all([queue.close(), events.close()])
      }
      await Promise.race([cleared().catch(() => undefined), pause(GOODBYE_MS)])
    },
  }
}

const LOST = `it was given to ${MOST_LOST + 1} workers, one after the other, and each was lost while it graded it`

type Where = Pick<Job, 'not' | 'only'>
type JobContent = Omit<Job, 'run' | 'job'>

/** @throws Error if the worker could not grade it. */
function resultIn({ result, failed }: StoredResult): StudentResult {
  if (result === undefined) throw new Error(failed ?? 'the worker gave no result')
  return parseExactJson(result) as StudentResult
}
