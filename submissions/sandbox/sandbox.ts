import type { Readable } from 'node:stream'
import type { Limits } from '#grading/model/session'
import type { Launch } from '../adapters/adapter.ts'
import type { Channel } from './channel.ts'

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The sandbox did not get as far as to start the program; it says why on stderr. The machine is at fault, not the student. */
  readonly neverStarted?: true
  /** Ended because its processes together took more memory than they may. */
  readonly tookTooMuch?: true
}

/** A running child and its ends. */
export interface Child {
  /** What the child writes to its file descriptor 3 and reads from 4. */
  readonly channel: Channel
  readonly stdout: Readable
  readonly stderr: Readable
  /** Settles when the child itself is gone, even while a descendant still holds its pipes. Never rejects. */
  readonly exited: Promise<Exit>
  /** Ends the child and everything it started. Safe to call again. */
  kill(): void
  /** Of the process that was started, whose descendants do the work. */
  readonly pid?: number
  /** How long its processes wanted a processor that others had, at most, since they were started. */
  readonly waitedMs?: () => number
  /** Does not keep the grading process from ending. */
  unref?(): void
}

/** What a sandbox holds back on this machine. */
export interface Capabilities {
  readonly available: boolean
  /** Why not, or what it does not isolate: one sentence. */
  readonly says: string
  readonly isolatesFiles: boolean
  readonly isolatesNetwork: boolean
}

/** A way to run untrusted code. `start` rejects only when the machine, not the student, is at fault. */
export interface Sandbox {
  readonly name: string
  probe(): Promise<Capabilities>
  start(launch: Launch, limits: Limits): Promise<Child>
}
