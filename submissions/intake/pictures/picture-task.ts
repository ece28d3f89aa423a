import * as z from 'zod'
import type { Task } from '../../reader/task.ts'
import type { Decoded } from './decode-picture.ts'
import { MOST_PIXELS } from './png-header.ts'

const HELD_SIDE = 1200
const SHOWN_SIDE = 480
const SHOWN_BYTES = 64 * 1024
const FIRST_CHUNK = 8
const CHUNK_FRAME = 12
/** What a picture of our own making consists of. */
const CHUNKS = ['IHDR', 'gAMA', 'IDAT', 'IEND']

const count = z.number().int().min(1)
const Answer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    width: count.max(MOST_PIXELS),
    height: count.max(MOST_PIXELS),
    pixels: z.tuple([count.max(HELD_SIDE), count.max(HELD_SIDE)]),
    shown: z.tuple([count.max(SHOWN_SIDE), count.max(SHOWN_SIDE)]),
  }),
  z.object({ ok: z.literal(false), says: z.string().max(200), cost: z.number().int().min(0).max(MOST_PIXELS).optional() }),
])

/** Decodes a picture. What comes back is looked at once more before any page shows it. */
export function pictureTask(bytes: Uint8Array, name: string, plot?: string): Task<Decoded> {
  return {
    what: name,
    request: { op: 'picture' },
    bytes,
    accept(json, data): Decoded {
      const answer = Answer.parse(json)
      if (!answer.ok) return { ok: false, says: answer.says, cost: answer.cost ?? 0 }
      const { width, height, pixels, shown } = answer
      if (width * height > MOST_PIXELS) throw new Error('a plot with more pixels than are read')
      const size = pixels[0] * pixels[1] * 3
      if (data.length <= size || data.length > size + SHOWN_BYTES) throw new Error('a plot of another size than its header gives')
      const png = Buffer.from(data.subarray(size))
      if (!isPlain(png, shown)) throw new Error('a plot that Assay did not write')
      const named = { name, ...(plot === undefined ? {} : { plot }) }
      const held = { width: pixels[0], height: pixels[1], data: Uint8Array.from(data.subarray(0, size)) }
      return {
        ok: true,
        picture: {
          ...named,
          width,
          height,
          pixels: held,
          shown: { ...named, width: shown[0], height: shown[1], png: png.toString('base64') },
        },
      }
    },
  }
}

/** A PNG of eight bits a colour and this size, with no chunk that could hold anything but pixels. */
function isPlain(png: Buffer, [width, height]: readonly [number, number]): boolean {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  if (!png.subarray(0, header.length).equals(header)) return false
  if (png.readUInt32BE(16) !== width || png.readUInt32BE(20) !== height || png.readUInt16BE(24) !== 0x0802) return false
  for (let at = FIRST_CHUNK; at + CHUNK_FRAME <= png.length; ) {
    const type = png.toString('latin1', at + 4, at + 8)
    const next = at + CHUNK_FRAME + png.readUInt32BE(at)
    if (!CHUNKS.includes(type)) return false
    if (type === 'IEND') return next === png.length
    at = next
  }
  return false
}

const Outputs = z.array(z.object({ cell: count.max(1000), number: count.max(64), bytes: z.number().int().min(0) })).max(64)

export interface FoundOutput {
  readonly cell: number
  /** Counts the pictures of the cell from 1. */
  readonly number: number
  readonly png: Uint8Array
}

/** The PNG pictures among the saved outputs of a notebook, not decoded yet. */
export function outputsTask(bytes: Uint8Array, name: string): Task<readonly FoundOutput[]> {
  return {
    what: name,
    request: { op: 'outputs' },
    bytes,
    accept(json, data) {
      let at = 0
      const found = Outputs.parse(json).map(({ cell, number, bytes: length }) => {
        at += length
        return { cell, number, png: Uint8Array.from(data.subarray(at - length, at)) }
      })
      if (at !== data.length) throw new Error('plots of another size than it says')
      return found
    },
  }
}
