import type { Check } from '#grading/model/check'
import { caseSet } from '../case.ts'
import { type SubspaceSpec, subspace } from '../kinds/subspace.ts'

/** The first two axes of three. */
export const PLANE = [
  [1, 0, 0],
  [0, 1, 0],
]

/** Asked for the first two axes, or for the first one alone, which case has no label. */
export function planeCheck(more: Partial<SubspaceSpec> = {}): Check {
  return subspace({
    id: 'plane',
    title: 'Plane',
    points: 1,
    entry: 'span',
    label: 'the directions',
    field: 'rows',
    cases: caseSet('two', () => [{ args: [2], label: 'both axes' }, { args: [1] }]),
    span: ([k]) => PLANE.slice(0, k as number),
    distance: 1e-3,
    ...more,
  })
}
