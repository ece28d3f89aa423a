const derived = new WeakMap<object, Map<string, unknown>>()

/**
 * What is made of an answer, once per answer: arguments of a next call, or figures that several checks need. Of numbers, strings and null,
 * which are no one answer's, it is made every time.
 * @example
 * ```ts
 * const codes = once(answer, 'codes', () => numericView(answer))
 * ```
 */
export function once<T>(of: unknown, name: string, make: () => T): T {
  if (typeof of !== 'object' || of === null) return make()
  const known = derived.get(of) ?? new Map<string, unknown>()
  derived.set(of, known)
  if (!known.has(name)) known.set(name, make())
  return known.get(name) as T
}
