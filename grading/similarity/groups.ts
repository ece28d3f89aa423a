import type { SimilarPair } from '../model/similarity.ts'

/** Three and more that pairs connect, each sorted, the largest first. */
export function groupsOf(pairs: readonly Pick<SimilarPair, 'left' | 'right'>[]): readonly (readonly string[])[] {
  const groups: Set<string>[] = []
  for (const { left, right } of pairs) {
    const found = groups.filter((group) => group.has(left) || group.has(right))
    const joined = new Set([left, right, ...found.flatMap((group) => [...group])])
    for (const one of found) groups.splice(groups.indexOf(one), 1)
    groups.push(joined)
  }
  return groups
    .filter(({ size }) => size > 2)
    .map((group) => [...group].sort())
    .sort((a, b) => b.length - a.length)
}
