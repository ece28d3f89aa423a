import type { Value } from '#grading/model/value'
import { MAX_BIN_BYTES, MAX_JSON_BYTES, RESULT } from '../../session/frame.ts'
import { BadValue } from '../../session/native-value.ts'
import { encodeValue } from '../../session/value-codec.ts'
import { createSink, gathered } from '../../session/wire-numbers.ts'
import { writeFrame } from './channel.ts'

const FLUSH_JSON_BYTES = 24 * 1024
const FLUSH_BIN_BYTES = 8 * 1024 * 1024
/** Answers that wait longer could be lost with a later call that never returns. */
const FLUSH_MS = 100
/** The braces around the answers of a frame. */
const FRAME_BYTES = 64

// Taken before a submission is loaded, which may replace them.
const now = performance.now.bind(performance)
const { byteLength } = Buffer
const { stringify } = JSON

export interface Reply {
  /** @throws BadValue when a value alone is too large for a frame; nothing was added then. */
  value(value: Value, mutated: readonly number[]): void
  /** @param json - as made by `describeError`. */
  error(json: string): void
  bad(value: BadValue): void
  flush(): void
}

/** Gathers the answers of one CALL and sends them in as few RESULT frames as the limits allow. */
export function createReply(nonce: Uint8Array): Reply {
  let text = ''
  let bytes = FRAME_BYTES
  let sink = createSink()
  let since = now()

  const flush = (): void => {
    if (text !== '') writeFrame(RESULT, nonce, `{"answers":[${text}]}`, gathered(sink))
    text = ''
    bytes = FRAME_BYTES
    sink = createSink()
    since = now()
  }

  const add = (answer: string): void => {
    const size = byteLength(answer) + 1
    if (bytes + size > MAX_JSON_BYTES) flush()
    text += text === '' ? answer : `,${answer}`
    bytes += size
    if (bytes > FLUSH_JSON_BYTES || sink.length > FLUSH_BIN_BYTES || now() - since > FLUSH_MS) flush()
  }

  const write = (value: Value, mutated: readonly number[]): string => {
    let positions = ''
    for (let i = 0; i < mutated.length; i++) positions += `${i === 0 ? '' : ','}${mutated[i]}`
    return `{"v":${encodeValue(value, sink, 'num')}${positions === '' ? '' : `,"m":[${positions}]`}}`
  }

  return {
    value(value, mutated) {
      const { length } = sink
      let answer = write(value, mutated)
      if (text !== '' && (bytes + byteLength(answer) >= MAX_JSON_BYTES || sink.length > MAX_BIN_BYTES)) {
        sink.length = length
        flush()
        answer = write(value, mutated)
      }
      if (FRAME_BYTES + byteLength(answer) >= MAX_JSON_BYTES || sink.length > MAX_BIN_BYTES) {
        sink = createSink()
        throw new BadValue('at most 64 KiB besides arrays of numbers and 64 MiB of those', 'more', 'return value')
      }
      add(answer)
    },
    error: (json) => add(`{"e":${json}}`),
    bad: ({ expected, got, at }) =>
      add(`{"e":{"kind":"bad-value","expected":${stringify(expected)},"got":${stringify(got)},"at":${stringify(at.slice(0, 400))}}}`),
    flush,
  }
}
