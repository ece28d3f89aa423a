import { closeSync, openSync, writeSync } from 'node:fs'
import { ALIVE, BYE, CALL, type Frame, LOAD_ERROR, READY, RESULT, START } from './frame.ts'

const MOST_BYTES = 1024 * 1024
const LONGEST_JSON = 500
const NAMES: Readonly<Record<number, string>> = {
  [CALL]: 'CALL',
  [RESULT]: 'RESULT',
  [LOAD_ERROR]: 'LOAD_ERROR',
  [READY]: 'READY',
  [BYE]: 'BYE',
  [ALIVE]: 'ALIVE',
  [START]: 'START',
}

type Traced = Pick<Frame, 'type' | 'json' | 'bin'>
type Trace = (direction: '->' | '<-', frame: Traced) => void

let trace: Trace | undefined
let file: number | undefined

/**
 * Writes the frames that are exchanged with submissions from now on to a file, a line each, at most 1 MiB.
 *
 * @param path - the file, to whose end they go; without it nothing is written any more.
 * @throws the system's error if it cannot be opened.
 */
export function traceFrames(path: string | undefined): void {
  if (file !== undefined) closeSync(file)
  file = undefined
  trace = undefined
  if (path === undefined) return
  const opened = openSync(path, 'a', 0o600)
  file = opened
  const began = performance.now()
  let left = MOST_BYTES
  trace = (direction, frame) => {
    if (left <= 0) return
    const line = frameLine(performance.now() - began, direction, frame)
    left -= Buffer.byteLength(line)
    try {
      writeSync(opened, left > 0 ? line : 'the rest is left out\n')
    } catch {
      left = 0
    }
  }
}

/** Tells the trace of a frame, if there is one. `->` goes to the submission (descriptor 4), `<-` comes from it (descriptor 3). */
export const traced: Trace = (direction, frame) => trace?.(direction, frame)

/** `12.3 ms  -> CALL  34 bytes of JSON, 80 bytes of numbers  {"entry":…`; everything but plain characters is escaped. */
export function frameLine(ms: number, direction: '->' | '<-', { type, json, bin }: Traced): string {
  const text = Buffer.from(json.subarray(0, LONGEST_JSON))
    .toString('latin1')
    .replace(/[^ -~]/g, escaped)
  const more = json.length > LONGEST_JSON ? '…' : ''
  const sizes = `${json.length} bytes of JSON, ${bin.length} bytes of numbers`
  return `${ms.toFixed(1).padStart(9)} ms  ${direction} ${NAMES[type] ?? `type ${type}`}  ${sizes}  ${text}${more}\n`
}

function escaped(char: string): string {
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
}
