import { orthonormalBasis, subspaceDistance } from '#grading/math/projector'
import type { Check, CheckContext, Outcome } from '#grading/model/check'
import { withoutSubmission } from '#grading/model/check-defect'
import type { Finding, FindingData } from '#grading/model/finding'
import type { Session } from '#grading/model/session'
import { type Matrix, type Nested, sameShape, squeeze, toNested } from '#grading/model/tensor'
import { type Args, type Plain, toPlain, toValue, type Value } from '#grading/model/value'
import { ask, batchesOf, defineAsking, valuesOf } from '../ask.ts'
import { type CaseSet, type MadeCases, makeCases, part, showCall } from '../case.ts'
import { notFinite } from '../compare/not-finite.ts'
import { describeValue, numericView } from '../compare/numeric-view.ts'
import { namedTogether } from '../explain/named-together.ts'
import { accepted, type CheckSpec, error, note, wrong } from '../outcome.ts'
import { recorded } from '../recorded.ts'
import { withTwin } from '../twin.ts'

/** A well-known wrong space. */
export interface SubspaceMistake {
  readonly id: string
  /** Completes "this equals …". */
  readonly says: string
  readonly hint?: string
  /** Vectors that span it, a row each; they may be of another length than the right ones. `undefined` where it does not apply. */
  readonly span: (args: readonly Plain[]) => Matrix | undefined
}

export interface SubspaceSpec extends CheckSpec {
  readonly entry: string
  readonly cases: CaseSet
  readonly label: string
  /** The field of the answer that holds the vectors. */
  readonly field: string
  /** Whether a vector is a row or a column of it. @defaultValue 'rows' */
  readonly vectors?: 'rows' | 'columns'
  /** Vectors that span the right space, a row each: as many as are expected. */
  readonly span: (args: readonly Plain[]) => Matrix
  /** Largest ‖P − Q‖ (Frobenius) of the projectors that is accepted. */
  readonly distance: number
  readonly mistakes?: readonly SubspaceMistake[]
}

/** Below this the vectors are those of double precision. */
const DOUBLE = 1e-8

/**
 * Compares what vectors span: exists, type, shape, finite, then the distance of the orthogonal projectors. Signs, order, lengths and
 * mixtures of the vectors do not matter. A space of fewer dimensions than expected is wrong, however near it lies.
 * @example
 * ```ts
 * subspace({
 *   id: 'components',
 *   title: 'The components span the right space',
 *   points: 1,
 *   entry: 'pca_fit',
 *   label: 'the components',
 *   field: 'components',
 *   cases: data,
 *   span: ([x, k]) => principalComponents(x as Matrix, k as number),
 *   distance: 1e-3,
 * })
 * ```
 */
export function subspace(spec: SubspaceSpec): Check {
  return withTwin(spec, (one) => defineAsking(one, [one.entry], (subject, context) => run(one, subject, context)))
}

async function run(spec: SubspaceSpec, subject: Session, context: CheckContext): Promise<Outcome> {
  const made = makeCases(spec.cases, context)
  const batches = context.memo(`batches-once:${spec.cases.id}:${spec.entry}`, () =>
    batchesOf(made.argsList.map((args) => ({ entry: spec.entry, args }))),
  )
  const spans = recorded(context, `spans:${spec.id}`, () => made.plainArgs.map((args) => orthonormalBasis(spec.span(args))))
  const { answers, fault } = await ask(subject, batches)
  if (fault !== undefined) return fault
  const given: Given[] = []
  const away: Finding[] = []
  let furthest = 0
  for (const [i, value] of valuesOf(answers, 'the submission').entries()) {
    context.looksAt?.(i, () => [{ entry: spec.entry, args: made.argsList[i] as Args, given: value }])
    const right = spans[i] as Matrix
    const wanted = [right.length, (right[0] as readonly number[]).length]
    const expected = spec.vectors === 'columns' ? wanted.toReversed() : wanted
    const read = readVectors(spec, value, expected)
    if ('code' in read) return wrong([error(read)])
    const answer = spanOf(read.vectors)
    given.push(answer)
    if (!read.fits) {
      away.push(error({ code: 'shape-mismatch', label: spec.label, actual: read.shape, expected, case: caseText(spec, made, i) }))
      continue
    }
    const { distance, angle } = subspaceDistance(right, answer.basis())
    furthest = Math.max(furthest, distance)
    if (!(distance <= spec.distance)) {
      const { distance: allowed, label } = spec
      const directions = right.length
      away.push(error({ code: 'subspace-mismatch', label, angle, distance, allowed, directions, case: caseText(spec, made, i) }))
    }
  }
  const [first] = away
  if (first === undefined)
    return accepted(furthest > DOUBLE && spec.distance < 1e-2 ? [note({ code: 'single-precision', label: spec.label })] : [])
  const predicted = recorded(context, `mistakes:${spec.id}`, () =>
    (spec.mistakes ?? []).map(({ span, ...words }) => ({
      ...words,
      spans: withoutSubmission(`the formula of "${words.says}"`, () => made.plainArgs.map(span)),
    })),
  )
  const causes = bestOf(predicted.map((one) => ({ ...one, left: unexplained(spec, one.spans, given, spans) })))
  const [best] = causes
  if (best === undefined) return wrong([first])
  return wrong([error({ code: 'known-mistake', label: spec.label, ...namedTogether(causes) }, best.hint), first])
}

interface Read {
  /** A row each. */
  readonly vectors: Matrix
  /** As it came. */
  readonly shape: readonly number[]
  /** Whether it is the expected one, up to axes of length 1. */
  readonly fits: boolean
}

function readVectors(spec: SubspaceSpec, value: Value, expected: readonly number[]): FindingData | Read {
  const found = part(toPlain(value), spec.field)
  if (found === undefined) {
    const available = value instanceof Map ? [...value.keys()].slice(0, 12) : []
    return { code: 'missing-field', label: spec.entry, field: spec.field, available }
  }
  const view = numericView(toValue(found))
  if (view === undefined || (view.shape.length !== 1 && view.shape.length !== 2)) {
    return { code: 'type-mismatch', label: spec.label, actual: describeValue(toValue(found)), expected: 'a matrix' }
  }
  if (view.data.length === 0) return { code: 'shape-mismatch', label: spec.label, actual: view.shape, expected }
  const broken = notFinite(spec.label, view)
  if (broken !== undefined) return broken
  const fits = sameShape(squeeze(view.shape), squeeze(expected))
  const columns = spec.vectors === 'columns'
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
  { distance: allowed }: SubspaceSpec,
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

function caseText(spec: SubspaceSpec, made: MadeCases, i: number): string {
  return made.labels[i] ?? showCall(spec.entry, made.plainArgs[i] as readonly Plain[])
}

function transposed(matrix: Matrix): Matrix {
  return (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j] as number)) as Nested as Matrix
}
