import type { Picture } from '#grading/model/picture'

/** Red, green, blue, row-major. */
export type Pixels = Picture['pixels']

type Colour = readonly [red: number, green: number, blue: number]

/** Antialiasing and the background of common styles stay within this of a colour. */
const NEAR = 24
/** Of 256 levels, as many as one bin of the count of colours holds. */
const BIN = 8
/** A frame of axes with its numbers covers more. */
const BLANK = 0.002

/** Whether a picture is of one colour, but for less than what a frame with its numbers covers. */
export function isBlank({ data }: Pixels): boolean {
  const common = commonColour(data)
  let others = 0
  for (let at = 0; at < data.length; at += 3) {
    if (common.some((part, channel) => Math.abs((data[at + channel] as number) - part) > NEAR)) others++
  }
  return others < (BLANK * data.length) / 3
}

/** The most common colour, as the mean of its bin. */
function commonColour(data: Pixels['data']): Colour {
  const bins = new Map<number, [count: number, red: number, green: number, blue: number]>()
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number]
    const key = (Math.floor(red / BIN) << 16) | (Math.floor(green / BIN) << 8) | Math.floor(blue / BIN)
    const bin = bins.get(key) ?? [0, 0, 0, 0]
    bin[0]++
    bin[1] += red
    bin[2] += green
    bin[3] += blue
    bins.set(key, bin)
  }
  const [count, ...sums] = [...bins.values()].reduce((best, bin) => (bin[0] > best[0] ? bin : best), [0, 0, 0, 0])
  return sums.map((sum) => Math.round(sum / count)) as unknown as Colour
}
