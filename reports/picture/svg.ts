/** A coordinate with one decimal: pictures stay small and the same everywhere. */
export function px(value: number): string {
  return String(Number(value.toFixed(1)))
}

/** Smallest and largest of finite numbers, never equal. */
export function extentOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return [0, 1]
  if (low === high) return [low - 0.5, high + 0.5]
  // Halves first: the span of the largest numbers there are is not finite.
  return Number.isFinite(high - low) ? [low, high] : [low / 4, high / 4]
}

/** The opening of a picture that shrinks with its place. `title` is text that was escaped. */
export function opening(kind: string, width: number, height: number, title: string): string {
  return `<svg class="picture ${kind}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title>`
}
