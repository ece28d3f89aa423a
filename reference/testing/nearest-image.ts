import { PIXELS } from '../quality/image-batch.ts'

/**
 * Finds the image of a collection that is nearest to another one at some places.
 *
 * Where images differ most is compared first, so that most are left after a few places; a picture that comes again is not looked for again.
 *
 * @param stored - images, one after another.
 * @returns a function of images and the number of one of them, to its number in the collection.
 */
export function nearestIn(stored: Float32Array, places: readonly number[]): (images: ArrayLike<number>, i: number) => number {
  const telling = Int32Array.from(places.toSorted((a, b) => varianceAt(stored, b) - varianceAt(stored, a)))
  const count = stored.length / PIXELS
  const rows = new Float32Array(count * telling.length)
  for (let row = 0; row < count; row++) {
    for (let p = 0; p < telling.length; p++) rows[row * telling.length + p] = stored[row * PIXELS + (telling[p] as number)] as number
  }
  const known = new Map<string, number>()
  const wanted = new Float32Array(telling.length)
  return (images, i) => {
    for (let p = 0; p < telling.length; p++) wanted[p] = images[i * PIXELS + (telling[p] as number)] as number
    const key = Buffer.from(wanted.buffer).toString('latin1')
    const found = known.get(key) ?? nearestTo(wanted, rows)
    known.set(key, found)
    return found
  }
}

function nearestTo(wanted: Float32Array, rows: Float32Array): number {
  const size = wanted.length
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let start = 0; start < rows.length; start += size) {
    let distance = 0
    for (let p = 0; p < size && distance < least; p++) distance += ((wanted[p] as number) - (rows[start + p] as number)) ** 2
    if (distance < least) [best, least] = [start / size, distance]
  }
  return best
}

function varianceAt(images: Float32Array, place: number): number {
  let [sum, squares] = [0, 0]
  const count = images.length / PIXELS
  for (let at = place; at < images.length; at += PIXELS) {
    const value = images[at] as number
    sum += value
    squares += value * value
  }
  return squares / count - (sum / count) ** 2
}
