/**
 * Causes that explain the same equally well, as one finding names them: all of them, and none twice.
 *
 * @example
 * ```ts
 * namedTogether([{ id: 'sum', says: 'the sum, not the mean' }]).mistake // 'sum'
 * ```
 */
export function namedTogether(causes: readonly { readonly id: string; readonly says: string }[]): { mistake: string; says: string } {
  const once = (words: readonly string[], between: string): string => [...new Set(words)].join(between)
  const mistake = once(
    causes.map(({ id }) => id),
    ' ',
  )
  const says = once(
    causes.map((cause) => cause.says),
    '; or equally ',
  )
  return { mistake, says }
}
