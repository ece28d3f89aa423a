import { execFile } from 'node:child_process'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'

const { O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants
/** Made at a time: a program has to be started for it. */
const BATCH = 64
/** So few are left that the next ones are made meanwhile. */
const FEW = 16

/** One end is a stream of ours, the other a descriptor that a child is to inherit; the caller closes it. */
export interface Pipe {
  readonly ours: Socket
  readonly theirs: number
}

export interface Pipes {
  /** @param ours - what we do with our end. */
  open(ours: 'read' | 'write'): Promise<Pipe>
}

/**
 * Pipes for children. What Node calls a pipe is a pair of sockets that belong to the network of this machine: a child could ask them for
 * its interfaces and give them names. A named pipe that is opened at both ends and removed is a pipe like any other.
 *
 * @param folder - a private folder.
 * @param mkfifo - absolute path of the program.
 */
export function createPipes(folder: string, mkfifo: string): Pipes {
  const ready: string[] = []
  let made = 0
  let making: Promise<void> | undefined
  const make = (): Promise<void> => {
    const paths = Array.from({ length: BATCH }, () => join(folder, `pipe-${made++}`))
    making ??= run(mkfifo, ['-m', '600', ...paths])
      .then(() => void ready.push(...paths))
      .finally(() => {
        making = undefined
      })
    return making
  }
  return {
    async open(ours) {
      while (ready.length === 0) await make()
      const path = ready.pop() as string
      // A shortage is told to whoever waits for it.
      if (ready.length < FEW) make().catch(() => {})
      return opened(path, ours)
    },
  }
}

function opened(path: string, ours: 'read' | 'write'): Pipe {
  // Opening one end alone would wait for the other.
  const both = openSync(path, O_RDWR | O_NONBLOCK)
  try {
    const [mine, other] = ours === 'read' ? [O_RDONLY, O_WRONLY] : [O_WRONLY, O_RDONLY]
    const theirs = openSync(path, other)
    const fd = openSync(path, mine | O_NONBLOCK)
    return { ours: new Socket({ fd, readable: ours === 'read', writable: ours === 'write' }), theirs }
  } finally {
    closeSync(both)
    rmSync(path)
  }
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env: {} }, (error, _stdout, stderr) => {
      if (error === null) resolve()
      else reject(new Error(`no pipes can be made: ${stderr.trim().split('\n', 1)[0] || error.message}`))
    })
  })
}
