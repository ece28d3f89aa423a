import type { Readable, Writable } from 'node:stream'

/** The grader's end of what a child is asked and answers. A duplex stream is one, too. */
export interface Channel {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  once(event: 'end' | 'close', listener: () => void): unknown
  resume(): unknown
  write(chunk: Uint8Array): boolean
  cork(): void
  uncork(): void
  destroy(): unknown
}

/** Two pipes as one channel: what is read ends it, what is written only breaks. */
export function channelOf(answers: Readable, requests: Writable): Channel {
  return {
    on(event: 'data' | 'error', listener: (value: never) => void) {
      answers.on(event, listener as (value: unknown) => void)
      if (event === 'error') requests.on(event, listener as (value: unknown) => void)
    },
    once: (event, listener) => answers.once(event, listener),
    resume: () => answers.resume(),
    write: (chunk) => requests.write(chunk),
    cork: () => requests.cork(),
    uncork: () => requests.uncork(),
    destroy() {
      answers.destroy()
      requests.destroy()
    },
  }
}
