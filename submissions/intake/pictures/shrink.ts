/** Red, green, blue; row-major. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/**
 * A picture that fits into a square, each of its pixels the average of those it stands for. Never larger than before.
 * @param side - pixels.
 */
export function shrink({ width, height, data }: Pixels, side: number): Pixels {
  const factor = Math.max(width, height) / side
  if (factor <= 1) return { width, height, data }
  const across = Math.max(1, Math.floor(width / factor))
  const down = Math.max(1, Math.floor(height / factor))
  const made = new Uint8Array(across * down * 3)
  for (let row = 0; row < down; row++) {
    const [top, bottom] = [Math.floor((row * height) / down), Math.ceil(((row + 1) * height) / down)]
    for (let column = 0; column < across; column++) {
      const [left, right] = [Math.floor((column * width) / across), Math.ceil(((column + 1) * width) / across)]
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += data[(y * width + x) * 3 + channel] as number
        made[(row * across + column) * 3 + channel] = Math.round(sum / ((bottom - top) * (right - left)))
      }
    }
  }
  return { width: across, height: down, data: made }
}

/** Red, green, blue, opacity as it looks on white. */
export function onWhite(data: Uint8Array): Uint8Array {
  const made = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const opacity = (data[from + 3] as number) / 255
    for (let channel = 0; channel < 3; channel++) {
      made[to + channel] = Math.round(255 + opacity * ((data[from + channel] as number) - 255))
    }
  }
  return made
}
