import { PNG } from 'pngjs'
import type { Picture, ShownPicture } from '#grading/model/picture'
import { readPngHeader } from './png-header.ts'
import { onWhite, type Pixels, shrink } from './shrink.ts'

const HELD_SIDE = 1200
/** The first of these with which the picture is small enough; the last always is. */
const SHOWN_SIDES = [480, 320, 200, 120] as const
const SHOWN_BYTES = 48 * 1024
const COLOUR = 2

/** `cost`: pixels that were taken apart for nothing. */
export type Decoded =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly says: string; readonly cost?: number }

/**
 * Decodes, in the reader, a PNG of at most 16 million pixels and encodes it again, small, for the report.
 * @param name - where it was found.
 */
export function decodePicture(bytes: Buffer, name: string, plot?: string): Decoded {
  const header = readPngHeader(bytes)
  if (!header.ok) return header
  const { width, height } = header
  const broken = { ok: false, says: 'is a PNG file that cannot be decoded', cost: width * height } as const
  let decoded: PNG
  try {
    decoded = PNG.sync.read(bytes.subarray(0, header.bytes))
  } catch {
    return broken
  }
  if (decoded.width !== width || decoded.height !== height || decoded.data.length !== width * height * 4) return broken
  const named = { name, ...(plot === undefined ? {} : { plot }) }
  const pixels = shrink({ width, height, data: onWhite(decoded.data) }, HELD_SIDE)
  return { ok: true, picture: { ...named, width, height, pixels, shown: { ...named, ...shownOf(pixels) } } }
}

function shownOf(pixels: Pixels): Pick<ShownPicture, 'width' | 'height' | 'png'> {
  let best: { readonly small: Pixels; readonly bytes: Buffer } | undefined
  for (const side of SHOWN_SIDES) {
    const small = shrink(pixels, side)
    best = { small, bytes: encoded(small) }
    if (best.bytes.length <= SHOWN_BYTES) break
  }
  const { small, bytes } = best as NonNullable<typeof best>
  return { width: small.width, height: small.height, png: bytes.toString('base64') }
}

function encoded({ width, height, data }: Pixels): Buffer {
  const png = new PNG({ width, height })
  png.data = Buffer.from(data)
  return PNG.sync.write(png, { bitDepth: 8, colorType: COLOUR, inputColorType: COLOUR, inputHasAlpha: false, deflateLevel: 9 })
}
