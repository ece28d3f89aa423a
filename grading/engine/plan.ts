import type { Check, Visibility } from '../model/check.ts'

/**
 * Checks in an order in which every check follows those it names in `after`; otherwise as written.
 * @throws Error on an unknown id or a cycle, naming the checks.
 */
export function plan(checks: readonly Check[]): readonly Check[] {
  const byId = new Map(checks.map((check) => [check.id, check]))
  const ordered: Check[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (check: Check, path: readonly string[]): void => {
    if (state.get(check.id) === 'done') return
    if (state.get(check.id) === 'open') throw new Error(`checks wait for each other: ${[...path, check.id].join(' after ')}`)
    state.set(check.id, 'open')
    for (const id of check.after ?? []) {
      const earlier = byId.get(id)
      if (earlier === undefined) throw new Error(`check "${check.id}" is after "${id}", which does not exist`)
      visit(earlier, [...path, check.id])
    }
    state.set(check.id, 'done')
    ordered.push(check)
  }
  for (const check of checks) visit(check, [])
  return ordered
}

/** A visible check that waits for a hidden one comes with the hidden ones. */
export function rounds(planned: readonly Check[]): (check: Check) => Visibility {
  const hidden = new Set<string>()
  for (const { id, visibility, after } of planned) if (visibility === 'hidden' || after?.some((one) => hidden.has(one))) hidden.add(id)
  return ({ id }) => (hidden.has(id) ? 'hidden' : 'visible')
}
