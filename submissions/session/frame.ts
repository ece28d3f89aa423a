/** `ASY1`, read as a little-endian number. */
const MAGIC = 0x31595341

export const HEADER_BYTES = 32
const NONCE_BYTES = 16
export const MAX_JSON_BYTES = 64 * 1024
export const MAX_BIN_BYTES = 64 * 1024 * 1024

export const CALL = 1
export const RESULT = 2
export const LOAD_ERROR = 3
export const READY = 4
export const BYE = 5
/**
 * The first words of a child, and their answer; nothing of a submission is loaded before it. bwrap binds a sandbox to the life of the grading
 * process only once it is set up: a child whose grading process died before that hears its channel end instead of START.
 */
export const ALIVE = 6
export const START = 7

/** What ALIVE, START, READY and LOAD_ERROR carry, which belong to no call. */
export const NO_NONCE = new Uint8Array(NONCE_BYTES)

export interface Header {
  readonly type: number
  readonly jsonBytes: number
  readonly binBytes: number
  readonly nonce: Uint8Array
}

export interface Frame {
  readonly type: number
  readonly nonce: Uint8Array
  readonly json: Uint8Array
  readonly bin: Uint8Array
}

/** magic u32 · type u8 · flags u8 · reserved u16 · json length u32 · binary length u32 · nonce, little endian. */
export function encodeHeader(type: number, jsonBytes: number, binBytes: number, nonce: Uint8Array): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint8(4, type)
  view.setUint32(8, jsonBytes, true)
  view.setUint32(12, binBytes, true)
  for (let i = 0; i < NONCE_BYTES; i++) header[16 + i] = nonce[i] as number
  return header
}

/**
 * @param bytes - the 32 bytes of a header.
 * @returns the header, or in words why it is refused. The caps are checked here, before anybody allocates for the body.
 */
export function decodeHeader(bytes: Uint8Array): Header | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES)
  if (view.getUint32(0, true) !== MAGIC) return 'a frame does not begin with ASY1'
  const type = view.getUint8(4)
  if (type < CALL || type > START) return `frame type ${type} does not exist`
  if (view.getUint8(5) !== 0 || view.getUint16(6) !== 0) return 'reserved bytes of a frame are not zero'
  const jsonBytes = view.getUint32(8, true)
  if (jsonBytes > MAX_JSON_BYTES) return `a frame announces ${jsonBytes} bytes of JSON; ${MAX_JSON_BYTES} are allowed`
  const binBytes = view.getUint32(12, true)
  if (binBytes > MAX_BIN_BYTES) return `a frame announces ${binBytes} bytes of data; ${MAX_BIN_BYTES} are allowed`
  return { type, jsonBytes, binBytes, nonce: bytes.slice(16, HEADER_BYTES) }
}

/**
 * Reads frames out of chunks of any size. After a refusal it ignores everything.
 *
 * @param onRefused - told once, in words.
 */
export function frameReader(onFrame: (frame: Frame) => void, onRefused: (reason: string) => void): (chunk: Uint8Array) => void {
  const headerBytes = new Uint8Array(HEADER_BYTES)
  let header: Header | undefined
  let body = new Uint8Array(0)
  let filled = 0
  let refused = false

  const deliver = (done: Header): void => {
    const json = body.subarray(0, done.jsonBytes)
    const bin = body.subarray(done.jsonBytes)
    header = undefined
    filled = 0
    onFrame({ type: done.type, nonce: done.nonce, json, bin })
  }

  return (chunk) => {
    let position = 0
    while (!refused && position < chunk.length) {
      if (header === undefined) {
        const take = Math.min(HEADER_BYTES - filled, chunk.length - position)
        headerBytes.set(chunk.subarray(position, position + take), filled)
        filled += take
        position += take
        if (filled < HEADER_BYTES) return
        const read = decodeHeader(headerBytes)
        if (typeof read === 'string') {
          refused = true
          onRefused(read)
          return
        }
        header = read
        // The numbers behind the JSON then begin at a multiple of 8 and can be read where they are.
        const padding = -read.jsonBytes & 7
        body = new Uint8Array(new ArrayBuffer(padding + read.jsonBytes + read.binBytes), padding)
        filled = 0
      } else {
        const take = Math.min(body.length - filled, chunk.length - position)
        body.set(chunk.subarray(position, position + take), filled)
        filled += take
        position += take
      }
      if (filled === body.length) deliver(header)
    }
  }
}
