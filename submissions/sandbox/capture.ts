import type { Readable } from 'node:stream'
import type { CapturedOutput } from '#grading/model/session'

const HEAD_BYTES = 32 * 1024
const TAIL_BYTES = 8 * 1024

export interface Capture {
  /**
   * Keeps the two streams of a child empty from now on, and their text.
   *
   * @param limitBytes - per stream and child; told once through `onExceeded`.
   */
  attach(
    streams: { readonly stdout: Readable; readonly stderr: Readable },
    limitBytes: number,
    onExceeded: (stream: 'stdout' | 'stderr') => void,
  ): void
  /** Both streams over all children, the first 32 KiB and the last 8 KiB of each. */
  output(): CapturedOutput
}

/** What a submission prints is text for the report and nothing else. */
export function createCapture(): Capture {
  const kept = { stdout: createKeep(), stderr: createKeep() }
  const drain = (
    name: 'stdout' | 'stderr',
    stream: Readable,
    limitBytes: number,
    onExceeded: (stream: 'stdout' | 'stderr') => void,
  ): void => {
    let bytes = 0
    stream.on('error', () => {})
    stream.on('data', (chunk: Buffer) => {
      kept[name].add(chunk)
      if (bytes <= limitBytes && bytes + chunk.length > limitBytes) onExceeded(name)
      bytes += chunk.length
    })
  }
  return {
    attach(streams, limitBytes, onExceeded) {
      drain('stdout', streams.stdout, limitBytes, onExceeded)
      drain('stderr', streams.stderr, limitBytes, onExceeded)
    },
    output: () => ({ stdout: kept.stdout.text(), stderr: kept.stderr.text() }),
  }
}

interface Keep {
  add(chunk: Buffer): void
  text(): string
}

function createKeep(): Keep {
  const head: Buffer[] = []
  let headBytes = 0
  let tail = Buffer.alloc(0)
  let left = 0
  return {
    add(chunk) {
      const first = chunk.subarray(0, HEAD_BYTES - headBytes)
      if (first.length > 0) {
        head.push(Buffer.from(first))
        headBytes += first.length
      }
      const rest = chunk.subarray(first.length)
      if (rest.length === 0) return
      const joined = rest.length >= TAIL_BYTES ? rest : Buffer.concat([tail, rest])
      const cut = Math.max(0, joined.length - TAIL_BYTES)
      left += tail.length + rest.length - Math.min(joined.length, TAIL_BYTES)
      tail = Buffer.from(joined.subarray(cut))
    },
    text() {
      const start = Buffer.concat(head)
      if (left === 0) return Buffer.concat([start, tail]).toString('utf8')
      return `${start.toString('utf8')}\n… ${left} bytes left out …\n${tail.toString('utf8')}`
    },
  }
}
