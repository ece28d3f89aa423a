import { readSync, writeSync } from 'node:fs'
import { decodeHeader, encodeHeader, HEADER_BYTES, type Header } from '../../session/frame.ts'

const ANSWERS = 3
const REQUESTS = 4
const NOTHING = new Uint8Array(0)

// Taken before a submission is loaded, which may replace it.
const { concat } = Buffer

/**
 * The child's end of the channel, read and written synchronously: nothing of it keeps Node's event loop alive, so that a promise
 * that never settles lets the loop run empty, which is how it is noticed.
 */
export function readFrame(): { readonly header: Header; readonly json: string; readonly bin: Uint8Array } | undefined {
  const bytes = readExactly(HEADER_BYTES)
  if (bytes === undefined) return undefined
  const header = decodeHeader(bytes)
  if (typeof header === 'string') return undefined
  const json = readExactly(header.jsonBytes)
  const bin = readExactly(header.binBytes)
  if (json === undefined || bin === undefined) return undefined
  return { header, json: json.toString('utf8'), bin }
}

export function writeFrame(type: number, nonce: Uint8Array, json: string, bin: Uint8Array = NOTHING): void {
  const text = Buffer.from(json, 'utf8')
  // One write: each wakes the grading process, which costs more than the copy.
  writeAll(concat([encodeHeader(type, text.length, bin.length, nonce), text, bin]))
}

function readExactly(size: number): Buffer | undefined {
  const buffer = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const read = readSync(REQUESTS, buffer, filled, size - filled, null)
    if (read === 0) return undefined
    filled += read
  }
  return buffer
}

function writeAll(bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(ANSWERS, bytes, written, bytes.length - written)
}
