import type { Plain } from 'assay'

/** For the note where an exception counts as null. */
export const THROWN = 'Throws where there is no such layer; that counts as null.'

/** `49x49` or `49 × 49`. */
const PRODUCT = /^\s*(\d+)\s*[x×]\s*(\d+)\s*$/

/**
 * The size of one axis, out of the forms in which a layer's output is written: 49, 49.0, [49], (49, 49), (8, 49, 49), (1, 8, 49, 49), "49x49".
 * Anything else stays as it is.
 */
export function oneSize(answer: Plain): Plain {
  if (typeof answer === 'string') {
    const sides = PRODUCT.exec(answer)
    return sides !== null && sides[1] === sides[2] ? Number(sides[1]) : answer
  }
  if (!Array.isArray(answer)) return answer
  if (answer.length === 1) return answer[0] as Plain
  const [height, width] = answer.slice(-2)
  const before = answer.slice(0, -2)
  const square = answer.length <= 4 && height === width && (height === null || typeof height === 'number')
  // A layer may have any number of filters; the batch holds one image.
  const isOneImage = before.every((extent, i) =>
    before.length === 2 && i === 0 ? extent === 1 : Number.isInteger(extent) && (extent as number) > 0,
  )
  return square && isOneImage ? (height as Plain) : answer
}
