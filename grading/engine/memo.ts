/** Remembers what is the same for every submission of a run: inputs, reference answers. One per run and seed. */
export type Memo = <T>(key: string, make: () => T) => T

export function createMemo(): Memo {
  const made = new Map<string, unknown>()
  return <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as T
  }
}
