import type { Args } from '#grading/model/value'
import { MAX_BIN_BYTES, MAX_JSON_BYTES } from './frame.ts'
import type { Request } from './link.ts'
import { encodeValue } from './value-codec.ts'
import { createSink, gathered } from './wire-numbers.ts'

/** Below the caps of a frame: a call that would pass them opens a new one. */
const JSON_BYTES = 48 * 1024
const BIN_BYTES = 16 * 1024 * 1024

/** A class is asked the same: what was once encoded is kept for as long as its list of arguments lives. */
const encoded = new WeakMap<readonly Args[], Map<string, readonly Request[]>>()

/**
 * Argument lists cut into CALL frames, in order.
 *
 * @param argsList - must not change afterwards.
 * @throws RangeError for a single argument list that no frame can carry: a fault of the exercise.
 */
export function splitCalls(entry: string, argsList: readonly Args[]): readonly Request[] {
  const known = encoded.get(argsList) ?? new Map<string, readonly Request[]>()
  encoded.set(argsList, known)
  const requests = known.get(entry) ?? [...cut(entry, argsList)]
  known.set(entry, requests)
  return requests
}

function* cut(entry: string, argsList: readonly Args[]): Generator<Request> {
  let frame = createFrame(entry)
  for (const args of argsList) {
    if (frame.add(args)) continue
    yield frame.request()
    frame = createFrame(entry)
    if (!frame.add(args)) throw new RangeError(`the arguments of one call of ${entry} do not fit into a frame`)
  }
  if (frame.calls() > 0) yield frame.request()
}

interface FrameInMaking {
  /** Takes nothing and returns false when the call does not fit any more. */
  add(args: Args): boolean
  calls(): number
  request(): Request
}

function createFrame(entry: string): FrameInMaking {
  const sink = createSink()
  const texts: string[] = []
  let jsonBytes = Buffer.byteLength(entry) + 64
  return {
    add(args) {
      const { length } = sink
      const text = `[${args.map((arg) => encodeValue(arg, sink, 'int')).join(',')}]`
      const bytes = Buffer.byteLength(text) + 1
      const first = texts.length === 0
      if (jsonBytes + bytes > (first ? MAX_JSON_BYTES : JSON_BYTES) || sink.length > (first ? MAX_BIN_BYTES : BIN_BYTES)) {
        sink.length = length
        return false
      }
      texts.push(text)
      jsonBytes += bytes
      return true
    },
    calls: () => texts.length,
    request() {
      const json = Buffer.from(`{"fn":${JSON.stringify(entry)},"calls":[${texts.join(',')}]}`)
      return { entry, body: Buffer.concat([json, gathered(sink)]), jsonBytes: json.length, calls: texts.length }
    },
  }
}
