import { orthonormalBasis, subspaceDistance } from '#grading/math/projector'
import type { Outcome } from '#grading/model/check'
import type { Finding, FindingData } from '#grading/model/finding'
import { type Matrix, type Nested, sameShape, squeeze, toNested } from '#grading/model/tensor'
import { type Args, toPlain, toValue, type Value } from '#grading/model/value'
import { ask, type Batches, valuesOf } from '../ask.ts'
import { part, showCall } from '../case.ts'
import { notFinite } from '../compare/not-finite.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import { namedTogether } from '../explain/named-together.ts'
import type { Judging, Later } from '../halves.ts'
import { accepted, error, note, wrong } from '../outcome.ts'

export interface SubspacePlan {
  readonly entry: string
  readonly label: string
  readonly field: string
  readonly vectors: 'rows' | 'columns'
  readonly distance: number
  readonly batches: Batches
  readonly labels: readonly (string | undefined)[]
  /** An orthonormal basis of the right space, a row each, by case. */
  readonly spans: readonly Matrix[]
  readonly mistakes: Later<readonly SpannedMistake[]>
}

/** What a known mistake spans in each case. */
export interface SpannedMistake {
  readonly id: string
  readonly says: string
  readonly hint?: string
  readonly spans: readonly (Matrix | undefined)[]
}

/** Below this the vectors are those of double precision. */
const DOUBLE = 1e-8

/** What the answers span against what they should span: how far it is, then which known mistake spans the same. */
export async function judgeSubspace({ plan, subject, context }: Judging<SubspacePlan>): Promise<Outcome> {
  const { spans } = plan
  const { answers, fault } = await ask(subject, plan.batches)
  if (fault !== undefined) return fault
  const given: Given[] = []
  const away: Finding[] = []
  let furthest = 0
  for (const [i, value] of valuesOf(answers, 'the submission').entries()) {
    context.looksAt?.(i, () => [{ entry: plan.entry, args: argsAt(plan, i), given: value }])
    const right = spans[i] as Matrix
    const wanted = [right.length, (right[0] as readonly number[]).length]
    const expected = plan.vectors === 'columns' ? wanted.toReversed() : wanted
    const read = readVectors(plan, value, expected)
    if ('code' in read) return wrong([error(read)])
    const answer = spanOf(read.vectors)
    given.push(answer)
    if (!read.fits) {
      away.push(error({ code: 'shape-mismatch', label: plan.label, actual: read.shape, expected, case: caseText(plan, i) }))
      continue
    }
    const { distance, angle } = subspaceDistance(right, answer.basis())
    furthest = Math.max(furthest, distance)
    if (!(distance <= plan.distance)) {
      const { distance: allowed, label } = plan
      const directions = right.length
      away.push(error({ code: 'subspace-mismatch', label, angle, distance, allowed, directions, case: caseText(plan, i) }))
    }
  }
  const [first] = away
  if (first === undefined)
    return accepted(furthest > DOUBLE && plan.distance < 1e-2 ? [note({ code: 'single-precision', label: plan.label })] : [])
  const predicted = await plan.mistakes()
  const causes = bestOf(predicted.map((one) => ({ ...one, left: unexplained(plan, one.spans, given, spans) })))
  const [best] = causes
  if (best === undefined) return wrong([first])
  return wrong([error({ code: 'known-mistake', label: plan.label, ...namedTogether(causes) }, best.hint), first])
}

interface Read {
  /** A row each. */
  readonly vectors: Matrix
  /** As it came. */
  readonly shape: readonly number[]
  /** Whether it is the expected one, up to axes of length 1. */
  readonly fits: boolean
}

function readVectors(plan: SubspacePlan, value: Value, expected: readonly number[]): FindingData | Read {
  const found = part(toPlain(value), plan.field)
  if (found === undefined) {
    const available = value instanceof Map ? [...value.keys()].slice(0, 12) : []
    return { code: 'missing-field', label: plan.entry, field: plan.field, available }
  }
  const view = numericView(toValue(found))
  if (view === undefined || (view.shape.length !== 1 && view.shape.length !== 2)) {
    return { code: 'type-mismatch', label: plan.label, actual: describeValue(toValue(found)), expected: 'a matrix' }
  }
  if (view.data.length === 0) return { code: 'shape-mismatch', label: plan.label, actual: view.shape, expected }
  const broken = notFinite(plan.label, view)
  if (broken !== undefined) return broken
  const fits = sameShape(squeeze(view.shape), squeeze(expected))
  const columns = plan.vectors === 'columns'
  const matrix = toNested({ ...view, shape: fits ? expected : matrixShape(view.shape, columns) }) as Matrix
  return { vectors: columns ? transposed(matrix) : matrix, shape: view.shape, fits }
}

/** A flat list is one vector. */
function matrixShape(shape: readonly number[], columns: boolean): readonly number[] {
  if (shape.length > 1) return shape
  return columns ? [...shape, 1] : [1, ...shape]
}

interface Given {
  /** Numbers in a vector. */
  readonly width: number
  readonly basis: () => Matrix
}

/** The basis is worked out when it is first asked for: vectors of another length than the right ones need none. */
function spanOf(vectors: Matrix): Given {
  let known: Matrix | undefined
  const basis = (): Matrix => {
    known ??= orthonormalBasis(vectors)
    return known
  }
  return { width: (vectors[0] as readonly number[]).length, basis }
}

/** Causes that leave as little as the best one, as a share of the allowed distance: all are named. */
const TIED = 0.01

function bestOf<T extends { readonly left: number }>(tried: readonly T[]): readonly T[] {
  const least = Math.min(...tried.map(({ left }) => left))
  return tried.filter(({ left }) => left <= 1 && left <= least + TIED)
}

/**
 * The largest distance of an answer that is not right from what the mistake spans, as a share of the allowed one; infinite where the mistake
 * gives no such answer, and where no answer shows it.
 */
function unexplained(
  { distance: allowed }: SubspacePlan,
  wrongSpans: readonly (Matrix | undefined)[],
  given: readonly Given[],
  spans: readonly Matrix[],
): number {
  const distances = given.flatMap(({ width, basis }, i) => {
    const to = (span: Matrix | undefined): number =>
      span?.[0]?.length === width ? subspaceDistance(orthonormalBasis(span), basis()).distance / allowed : Number.POSITIVE_INFINITY
    return to(spans[i]) <= 1 ? [] : [to(wrongSpans[i])]
  })
  return distances.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...distances)
}

function caseText(plan: SubspacePlan, i: number): string {
  return plan.labels[i] ?? showCall(plan.entry, argsAt(plan, i))
}

function argsAt({ batches }: SubspacePlan, i: number): Args {
  return batches.groups[0]?.argsList[i] ?? []
}

function transposed(matrix: Matrix): Matrix {
  return (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] as number)) as Nested as Matrix
}
