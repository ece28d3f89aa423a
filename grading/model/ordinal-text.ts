/**
 * A place in words.
 *
 * @param position - from 0 on.
 * @example
 * ```ts
 * ordinalText(1) // 'second'
 * ```
 */
export function ordinalText(position: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][position] ?? `${position + 1}th`
}
