import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '#grading/model/session'
import type { Child } from '../sandbox/sandbox.ts'
import { type AnswerContext, type Claim, decodeAnswer, decodeEntries, decodeLoadError } from './answer.ts'
import { parseControl, property, WireError } from './control-json.ts'
import { deadlineTimer } from './deadline-timer.ts'
import { beforeHello, faultOfExit } from './end-fault.ts'
import { ALIVE, BYE, CALL, encodeHeader, type Frame, frameReader, LOAD_ERROR, NO_NONCE, READY, RESULT, START } from './frame.ts'
import { traced } from './frame-trace.ts'
import { answerBudget } from './value-codec.ts'

/** How long the pipes of a dead child may still bring data: a descendant can hold them open for ever. */
const DRAIN_MS = 500
const GOODBYE_MS = 250
const NONCES_DRAWN = 256
/** Until it says hello a child has nothing of a submission: how busy the machine is must not look like a fault of either. */
const HELLO_MS = 60_000
const EMPTY = Buffer.from('{}')

export interface Request {
  /** Name as exported. */
  readonly entry: string
  /** The JSON of the frame, then its numbers. */
  readonly body: Uint8Array
  readonly jsonBytes: number
  readonly calls: number
}

export interface Deadline {
  readonly ms: number
  /** What the call answers when the time is over. */
  readonly fault: Fault
}

/** One running child: READY, then one CALL at a time. Whatever else happens ends it. */
export interface Link {
  readonly entries: readonly string[]
  /** Why it has ended; `undefined` while it runs. */
  fault(): Fault | undefined
  /** By how much its deadlines were put off because the machine was busy with others, since it was started. */
  putOffMs(): number
  /**
   * @param deadline - asked anew at the start and after each complete RESULT frame.
   * @param onClaims - the answers of one frame, in order.
   * @returns the fault that ended the child before all answers were there.
   */
  exchange(request: Request, deadline: () => Deadline, onClaims: (claims: readonly Claim[]) => void): Promise<Fault | undefined>
  /** Ends the child; resolves when it is gone. */
  close(): Promise<void>
}

interface Waiting {
  readonly accept: (frame: Frame) => void
  readonly over: (fault: Fault) => void
  readonly entry: string | undefined
}

export interface LinkOptions {
  readonly files: ReadonlySet<string>
  /** From when it says that it is there. */
  readonly startUp: Deadline
  /** Starts reading stdout and stderr; told how to end the child. */
  readonly capture: (child: Child, onExceeded: (stream: 'stdout' | 'stderr') => void) => { readonly stderr: () => string }
  readonly outputBytes: number
}

/** Lets a child begin when it says that it is there, and waits for its READY. */
export function openLink(child: Child, options: LinkOptions): Promise<Link | Fault> {
  let fault: Fault | undefined
  let waiting: Waiting | undefined
  let begun = false
  const timer = deadlineTimer(() => child.waitedMs?.() ?? 0)

  const end = (reason: Fault): void => {
    if (fault !== undefined) return
    fault = begun ? reason : beforeHello(reason, printed.stderr())
    timer.clear()
    child.kill()
    const { over } = waiting ?? {}
    waiting = undefined
    over?.(fault)
  }
  const protocol = (reason: string): void => end({ kind: 'protocol', reason })
  const arm = ({ ms, fault }: Deadline): void => timer.arm(ms, () => end(fault))
  const finish = (): void => {
    timer.clear()
    waiting = undefined
  }

  const printed = options.capture(child, (stream) => end({ kind: 'output-limit', stream, limitBytes: options.outputBytes }))

  const read = frameReader(
    (frame) => {
      traced('<-', frame)
      if (waiting === undefined) return protocol('wrote to the channel without being asked')
      try {
        waiting.accept(frame)
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        protocol(error.message)
      }
    },
    (reason) => protocol(reason),
  )
  const { channel } = child
  channel.on('data', read)
  channel.on('error', () => {})
  const closed = new Promise<void>((resolve) => {
    channel.once('end', resolve)
    channel.once('close', resolve)
  })
  void closed.then(async () => {
    const exit = await Promise.race([child.exited, sleep(DRAIN_MS, undefined, { ref: false })])
    if (exit === undefined) protocol('closed the channel')
  })
  const gone = child.exited.then(async (exit) => {
    const drained = Promise.all([closed, ended(child.stdout), ended(child.stderr)])
    await Promise.race([drained, sleep(DRAIN_MS, undefined, { ref: false })])
    end(faultOfExit(exit, printed.stderr(), waiting))
    channel.destroy()
    child.stdout.destroy()
    child.stderr.destroy()
  })

  const link = (entries: readonly string[]): Link => ({
    entries,
    fault: () => fault,
    putOffMs: timer.putOffMs,
    exchange(request, deadline, onClaims) {
      return new Promise((resolve) => {
        if (fault !== undefined) return resolve(fault)
        const nonce = freshNonce()
        const context: AnswerContext = { entry: request.entry, available: entries, files: options.files }
        let missing = request.calls
        const accept = (frame: Frame): void => {
          if (frame.type !== RESULT || !nonce.equals(frame.nonce)) throw new WireError('answered something it was not asked')
          const claims = decodeClaims(frame, missing, context)
          missing -= claims.length
          if (missing > 0) arm(deadline())
          else finish()
          onClaims(claims)
          if (missing === 0) resolve(undefined)
        }
        waiting = { accept, over: resolve, entry: request.entry }
        arm(deadline())
        send(child, CALL, nonce, request.body, request.jsonBytes)
      })
    },
    async close() {
      if (fault === undefined) {
        fault = { kind: 'not-called', reason: 'the submission is closed' }
        waiting?.over(fault)
        finish()
        send(child, BYE, NO_NONCE, EMPTY)
        await Promise.race([child.exited, sleep(GOODBYE_MS, undefined, { ref: false })])
        child.kill()
      }
      await gone
    },
  })

  return new Promise((resolve) => {
    const accept = (frame: Frame): void => {
      if (frame.nonce.some((byte) => byte !== 0)) throw new WireError('answered something it was not asked')
      if (!begun) {
        if (frame.type !== ALIVE) throw new WireError('answered before it was asked')
        begun = true
        arm(options.startUp)
        send(child, START, NO_NONCE, EMPTY)
        return
      }
      if (frame.type === LOAD_ERROR) {
        end(decodeLoadError(parseControl(frame.json), options.files))
        return
      }
      if (frame.type !== READY) throw new WireError('answered before it was asked')
      const entries = decodeEntries(parseControl(frame.json))
      finish()
      resolve(link(entries))
    }
    waiting = { accept, over: resolve, entry: undefined }
    arm(helloDeadline(options.startUp))
  })
}

function helloDeadline({ ms, fault }: Deadline): Deadline {
  if (fault.kind !== 'time-limit' || fault.stage !== 'start-up') return { ms, fault }
  const limitMs = Math.max(ms, HELLO_MS)
  return { ms: limitMs, fault: { ...fault, limitMs } }
}

let nonces = Buffer.alloc(0)

/** Unpredictable bytes, drawn for many calls at a time: each draw costs more than all else a call needs. */
function freshNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_DRAWN * NO_NONCE.length)
  const nonce = nonces.subarray(0, NO_NONCE.length)
  nonces = nonces.subarray(NO_NONCE.length)
  return nonce
}

/** The answers of a RESULT frame. @throws WireError if it is none for at most so many calls. */
export function decodeClaims(frame: Frame, missing: number, context: AnswerContext): readonly Claim[] {
  const answers = property(parseControl(frame.json), 'answers')
  if (!Array.isArray(answers) || answers.length === 0 || answers.length > missing) {
    throw new WireError('did not send one answer per call')
  }
  const budget = answerBudget(frame.bin)
  return answers.map((answer: unknown) => decodeAnswer(answer, frame.bin, budget, context))
}

function send({ channel }: Child, type: number, nonce: Uint8Array, body: Uint8Array, jsonBytes = body.length): void {
  traced('->', { type, json: body.subarray(0, jsonBytes), bin: body.subarray(jsonBytes) })
  channel.cork()
  channel.write(encodeHeader(type, jsonBytes, body.length - jsonBytes, nonce))
  channel.write(body)
  channel.uncork()
}

function ended(stream: { readonly readableEnded: boolean; once(event: 'close' | 'end', listener: () => void): unknown }): Promise<void> {
  if (stream.readableEnded) return Promise.resolve()
  return new Promise((resolve) => {
    stream.once('end', resolve)
    stream.once('close', resolve)
  })
}
