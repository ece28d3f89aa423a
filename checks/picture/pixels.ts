import type { Picture } from '../../grading/model/picture.ts'

/** Red, green, blue, row-major. */
export type Pixels = Picture['pixels']

/** Pixels from `left` and `top` to before `right` and `bottom`. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** 1 where something is drawn, 0 on the background. */
export interface Ink {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export type Colour = readonly [red: number, green: number, blue: number]

/** Antialiasing and the background of common styles stay within this of a colour. */
const NEAR = 24
/** Of 256 levels, as many as one bin of the count of colours holds. */
const BIN = 8
/** A frame of axes with its numbers covers more. */
const BLANK = 0.002

export function whole({ width, height }: Pixels | Ink): Box {
  return { left: 0, top: 0, right: width, bottom: height }
}

/** The most common colour inside a box that is not empty, as the mean of its bin. */
export function commonColour({ width, data }: Pixels, box: Box): Colour {
  const bins = new Map<number, [count: number, red: number, green: number, blue: number]>()
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const at = 3 * (y * width + x)
      const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number]
      const key = (Math.floor(red / BIN) << 16) | (Math.floor(green / BIN) << 8) | Math.floor(blue / BIN)
      const bin = bins.get(key) ?? [0, 0, 0, 0]
      bin[0]++
      bin[1] += red
      bin[2] += green
      bin[3] += blue
      bins.set(key, bin)
    }
  }
  const [count, ...sums] = [...bins.values()].reduce((best, bin) => (bin[0] > best[0] ? bin : best), [0, 0, 0, 0])
  return sums.map((sum) => Math.round(sum / count)) as unknown as Colour
}

/** What differs from a colour, inside a box. */
export function inkOn({ width, height, data }: Pixels, [red, green, blue]: Colour, box: Box): Ink {
  const ink = new Uint8Array(width * height)
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) {
      const at = 3 * (y * width + x)
      const far = Math.max(
        Math.abs((data[at] as number) - red),
        Math.abs((data[at + 1] as number) - green),
        Math.abs((data[at + 2] as number) - blue),
      )
      ink[y * width + x] = far > NEAR ? 1 : 0
    }
  }
  return { width, height, data: ink }
}

/** The colour around everything, and what is drawn on it. The outermost pixels of a plot are its margin. */
export function drawnOn(pixels: Pixels): Ink {
  const { width, height } = pixels
  const edges: readonly Box[] = [
    { left: 0, top: 0, right: width, bottom: 1 },
    { left: 0, top: height - 1, right: width, bottom: height },
    { left: 0, top: 0, right: 1, bottom: height },
    { left: width - 1, top: 0, right: width, bottom: height },
  ]
  const colours = edges.map((edge) => commonColour(pixels, edge))
  const often = (one: Colour): number =>
    colours.filter((other) => other.every((part, i) => Math.abs(part - (one[i] as number)) <= NEAR)).length
  const margin = [...colours].sort((a, b) => often(b) - often(a))[0] as Colour
  return inkOn(pixels, margin, whole(pixels))
}

/** Whether a picture is of one colour, but for less than what a frame with its numbers covers. */
export function isBlank(pixels: Pixels): boolean {
  const { data } = inkOn(pixels, commonColour(pixels, whole(pixels)), whole(pixels))
  return data.reduce((sum, one) => sum + one, 0) < BLANK * data.length
}

/** Brightness from 0 to 255 with the weights of ITU-R BT.709; it rises along the usual colour maps. */
export function brightness({ data }: Pixels): Float64Array {
  return Float64Array.from(
    { length: data.length / 3 },
    (_, i) => 0.2126 * (data[3 * i] as number) + 0.7152 * (data[3 * i + 1] as number) + 0.0722 * (data[3 * i + 2] as number),
  )
}
