import { PNG } from 'pngjs'

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Bytes per pixel: 1 grey, 3 red, green, blue. */
  readonly channels: 1 | 3
  /** width · height · channels bytes, row-major. */
  readonly data: Uint8Array
}

const GREY = 0
const COLOUR = 2

/**
 * PNG bytes of a picture; equal pictures give equal bytes.
 * @throws RangeError if the data do not fill the picture.
 */
export function encodePng({ width, height, channels, data }: Bitmap): Buffer {
  if (width < 1 || height < 1 || data.length !== width * height * channels) {
    throw new RangeError(
      `an image of ${width} × ${height} with ${channels} channels has ${width * height * channels} bytes, not ${data.length}`,
    )
  }
  const png = new PNG({ width, height })
  png.data = Buffer.from(data)
  const colorType = channels === 1 ? GREY : COLOUR
  return PNG.sync.write(png, {
    bitDepth: 8,
    colorType,
    inputColorType: colorType,
    inputHasAlpha: false,
    deflateLevel: 9,
    deflateStrategy: 0,
    filterType: 0,
  })
}

/** What an `img` may show. */
export function dataUri(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`
}
