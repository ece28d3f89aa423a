export const MOST_PIXELS = 16_000_000
export const MOST_BYTES = 4 * 1024 * 1024

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Bit depths by colour type, https://www.w3.org/TR/png-3/#11IHDR. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }
const CHUNK_FRAME = 12
const HEADER_BYTES = 13

export type PngHeader =
  | {
      readonly ok: true
      readonly width: number
      readonly height: number /** Bytes of the picture; what follows them is none of it. */
      readonly bytes: number
    }
  /** Ends a sentence that begins with the name of the picture. */
  | { readonly ok: false; readonly says: string }

/**
 * Looks at a file before any decoder does: kind, size and the order of its chunks. What comes through is one still PNG of at most
 * 16 million pixels, whose decoder knows beforehand how many bytes it will unpack.
 */
export function readPngHeader(bytes: Buffer): PngHeader {
  if (bytes.length > MOST_BYTES) return refused('is larger than 4 MiB')
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return refused('is not a PNG file: save it as PNG')
  let size: { readonly width: number; readonly height: number } | undefined
  for (let at = SIGNATURE.length; at < bytes.length; ) {
    if (at + CHUNK_FRAME > bytes.length) return refused('is cut off')
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (at + CHUNK_FRAME + length > bytes.length) return refused('is cut off')
    if ((size === undefined) !== (type === 'IHDR')) return refused('does not begin with exactly one header')
    if (type === 'IHDR') {
      const header = headerOf(data)
      if (!header.ok) return header
      size = { width: header.width, height: header.height }
    }
    if (type === 'acTL') return refused('is animated: save a single image')
    if (type === 'IEND') return size === undefined ? refused('has no header') : { ok: true, ...size, bytes: at + CHUNK_FRAME }
    at += CHUNK_FRAME + length
  }
  return refused('is cut off')
}

function headerOf(
  data: Buffer,
): { readonly ok: true; readonly width: number; readonly height: number } | (PngHeader & { readonly ok: false }) {
  if (data.length !== HEADER_BYTES) return refused('has an invalid PNG header')
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  const [depth, colour, compression, filter, interlace] = [...data.subarray(8)] as [number, number, number, number, number]
  if (width === 0 || height === 0) return refused('has no pixels')
  if (width * height > MOST_PIXELS) return refused(`has ${width} × ${height} pixels; 16 million are read`)
  if (DEPTHS[colour]?.includes(depth) !== true || compression !== 0 || filter !== 0) return refused('has an invalid PNG header')
  // The decoder would unpack an interlaced one without a bound.
  if (interlace !== 0) return refused('is interlaced: save it without')
  return { ok: true, width, height }
}

function refused(says: string): PngHeader & { readonly ok: false } {
  return { ok: false, says }
}
