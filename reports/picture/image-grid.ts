import type { ImageGrid } from '#grading/model/artifact'
import type { Bitmap } from './png.ts'

/** Pixels of the page per pixel of the picture, so that 28 × 28 can be looked at; larger pictures cost a page most of its time and size. */
export const SHOWN_SCALE = 4
/** In pixels of the picture. */
const GAP = 2
const BETWEEN = 96

/** Rows of images below each other, such as what went in and what came back, with a grey line between them. */
export function gridBitmap({ width, height, rows }: ImageGrid): Bitmap {
  const columns = Math.max(1, ...rows.map(({ images }) => images.length))
  const across = columns * width + (columns - 1) * GAP
  const down = Math.max(1, rows.length) * height + (rows.length - 1) * GAP
  const data = new Uint8Array(across * Math.max(1, down)).fill(BETWEEN)
  for (const [i, { images }] of rows.entries()) {
    for (const [j, image] of images.entries()) {
      const bytes = bytesOf(image, width * height)
      const [top, left] = [i * (height + GAP), j * (width + GAP)]
      for (let y = 0; y < height; y++) data.set(bytes.subarray(y * width, (y + 1) * width), (top + y) * across + left)
    }
  }
  return { width: across, height: down, channels: 1, data }
}

/** @throws RangeError if the image has another size. */
function bytesOf(image: string, size: number): Uint8Array {
  const bytes = Buffer.from(image, 'base64')
  if (bytes.length !== size) throw new RangeError(`an image of the grid has ${bytes.length} bytes, expected ${size}`)
  return bytes
}
