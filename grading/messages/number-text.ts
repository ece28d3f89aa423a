/**
 * A number for a sentence: integers plain, others with `digits` significant digits, `NaN` and `∞` by name.
 */
export function numberText(value: number, digits = 6): string {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Infinity) return '∞'
  if (value === -Infinity) return '-∞'
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const rounded = Number(value.toPrecision(digits))
  // Near the largest double, few digits lead past it.
  if (!Number.isFinite(rounded)) return numberText(value, digits + 1)
  return Math.abs(rounded) < 1e-3 ? rounded.toExponential() : String(rounded)
}

/** More would tell a right value so well that it could be handed back in place of a computation. */
const MOST_DIGITS = 9

/** Two numbers with as many digits as it takes to see that they differ, six to nine; nearer ones look alike. */
export function pairText(a: number, b: number): [string, string] {
  for (let digits = 6; digits < MOST_DIGITS; digits++) {
    const pair: [string, string] = [numberText(a, digits), numberText(b, digits)]
    if (pair[0] !== pair[1]) return pair
  }
  return [numberText(a, MOST_DIGITS), numberText(b, MOST_DIGITS)]
}

/** A sentence in which numbers of more than nine digits are rounded to nine. */
export function withFewDigits(sentence: string): string {
  return sentence.replace(/\d+\.\d+(?:e[+-]\d+)?/g, (number) =>
    number.length > MOST_DIGITS + 1 ? String(Number(Number(number).toPrecision(MOST_DIGITS))) : number,
  )
}

/** `dW2[1, 0]`; a label of several words gives `element [1, 0] of …`; a scalar is its label. */
export function elementText(label: string, index: readonly number[]): string {
  if (index.length === 0) return label
  const place = `[${index.join(', ')}]`
  return /^[^\s()]+$/u.test(label) ? label + place : `element ${place} of ${label}`
}

/** `shape (2, 3)` as numpy writes it, `shape (3,)` for a vector, `no axes (a single number)` for a scalar. */
export function shapeText(shape: readonly number[]): string {
  if (shape.length === 0) return 'no axes (a single number)'
  return shape.length === 1 ? `shape (${shape[0]},)` : `shape (${shape.join(', ')})`
}

/** Seconds from a second on, milliseconds below. */
export function durationText(ms: number): string {
  return ms >= 1000 ? `${numberText(ms / 1000, 3)} s` : `${numberText(ms, 3)} ms`
}

/** Bytes in the largest binary unit that divides them evenly enough to be read. */
export function bytesText(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${numberText(bytes / 1024 / 1024, 3)} MiB`
  return bytes >= 1024 ? `${numberText(bytes / 1024, 3)} KiB` : `${bytes} bytes`
}
