import { type Duplex, duplexPair, PassThrough } from 'node:stream'
import type { Child, Exit } from '../../sandbox/sandbox.ts'
import { ALIVE, BYE, CALL, encodeHeader, type Frame, frameReader, HEADER_BYTES, NO_NONCE, READY, RESULT } from '../frame.ts'

/** A child without a process: its ends are streams of the test, which says everything that it does. */
export interface FakeChild extends Child {
  readonly channel: Duplex
  readonly stdout: PassThrough
  readonly stderr: PassThrough
  readonly kill: () => void
  /** How often it was told to end. */
  kills(): number
  /** The next frame that it is sent. */
  hears(): Promise<Frame>
  /** Frames that it was sent and has not heard yet. */
  unheard(): readonly Frame[]
  says(type: number, json?: string, nonce?: Uint8Array): void
  /** Closes its end of the channel. */
  hangsUp(): void
  /** Goes, and leaves its pipes open. */
  exits(exit: Exit): void
  /** Closes stdout, stderr and the channel. */
  closesAll(): void
}

/** @param dies - whether it goes when it is told to. */
export function fakeChild(dies = true): FakeChild {
  const [channel, far] = duplexPair()
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  let exits: (exit: Exit) => void = () => {}
  const exited = new Promise<Exit>((resolve) => {
    exits = resolve
  })
  const frames: Frame[] = []
  const listeners: ((frame: Frame) => void)[] = []
  far.on(
    'data',
    frameReader(
      (frame) => {
        const listener = listeners.shift()
        if (listener === undefined) frames.push(frame)
        else listener(frame)
      },
      (reason) => {
        throw new Error(reason)
      },
    ),
  )
  far.on('error', () => {})
  const closesAll = (): void => {
    for (const stream of [stdout, stderr, far]) stream.end()
  }
  let kills = 0
  return {
    channel,
    stdout,
    stderr,
    exited,
    kill: () => {
      kills++
      if (!dies) return
      exits({ code: null, signal: 'SIGKILL' })
      closesAll()
    },
    kills: () => kills,
    hears: () => {
      const frame = frames.shift()
      return frame === undefined ? new Promise((resolve) => listeners.push(resolve)) : Promise.resolve(frame)
    },
    unheard: () => frames,
    says: (type, json = '{}', nonce = NO_NONCE) => far.write(frameOf(type, json, nonce)),
    hangsUp: () => far.end(),
    exits,
    closesAll,
  }
}

export function frameOf(type: number, json: string, nonce: Uint8Array): Uint8Array {
  const text = Buffer.from(json)
  return Buffer.concat([encodeHeader(type, text.length, 0, nonce), text], HEADER_BYTES + text.length)
}

/** The JSON of a RESULT frame with these numbers. */
export function numbers(...values: readonly number[]): string {
  return JSON.stringify({ answers: values.map((value) => ({ v: { t: 'num', v: String(value) } })) })
}

/** Says that it is there and what it exports. */
export function begins(child: FakeChild, entries: readonly string[] = ['f']): void {
  child.says(ALIVE)
  void child.hears().then(() => child.says(READY, JSON.stringify({ entries })))
}

/** Answers each CALL frame with the numbers that `answer` makes of how many calls it holds, and goes at BYE. */
export function serves(child: FakeChild, answer: (calls: number) => string): void {
  void (async () => {
    for (;;) {
      const { type, json, nonce } = await child.hears()
      if (type === BYE) return child.kill()
      if (type === CALL) child.says(RESULT, answer((JSON.parse(Buffer.from(json).toString()) as { calls: unknown[] }).calls.length), nonce)
    }
  })()
}
