import { type Convention, integers, isTensor, type Plain, toPlain, toValue, type Value } from 'assay'
import { type Tensor, toNested, type Vector } from 'assay/math'

/** The functions that take a target. */
const WITH_TARGET = ['logLikelihoodCost', 'outputDelta']

/**
 * The number of the class in place of y. A target that is not one-hot has no such number: the function is asked about its most probable
 * class k, and what C and δ differ by is added, C(y) − C(e_k) = z_k − y·z and δ(y) − δ(e_k) = e_k − y. Both are 0 for one-hot targets.
 */
export const LABELS_INDEX: Convention = {
  key: 'labels',
  value: 'index',
  neededBy: WITH_TARGET,
  note: 'labels: index is declared: the number of the class was handed over in place of y, counted from 0.',
  toStudent: (entry, args) => (WITH_TARGET.includes(entry) ? [args[0] as Value, mostProbable(vectorOf(args[1] as Value))] : args),
  fromStudent: (entry, value, args) => {
    if (!WITH_TARGET.includes(entry)) return value
    const z = vectorOf(args[0] as Value)
    const y = vectorOf(args[1] as Value)
    const k = mostProbable(y)
    const answer = unwrapped(toPlain(value))
    if (typeof answer === 'number') return answer + (z[k] as number) - y.reduce((total, target, j) => total + target * (z[j] as number), 0)
    if (!Array.isArray(answer)) return value
    return toValue(answer.map((entry, j) => (typeof entry === 'number' ? entry + (j === k ? 1 : 0) - (y[j] as number) : entry)))
  },
}

/** Batches of one sample: the mean over such a batch is the sample's own cost. */
export const BATCH_FIRST: Convention = {
  key: 'batch',
  value: 'first',
  note: 'batch: first is declared: z and y were handed over as a batch of one row, and the cost was read as the mean over the batch.',
  toStudent: (entry, args) => (WITH_TARGET.includes(entry) ? args.map(asBatch) : args),
}

function asBatch(arg: Value): Value {
  if (typeof arg === 'number') return integers([arg])
  return isTensor(arg) ? { ...arg, shape: [1, ...arg.shape] } : arg
}

function mostProbable(y: Vector): number {
  return y.indexOf(Math.max(...y))
}

function vectorOf(value: Value): Vector {
  return toNested(value as Tensor) as Vector
}

/** Without the axes of length 1 that a batch of one or a standing vector brings. */
function unwrapped(plain: Plain): Plain {
  if (!Array.isArray(plain)) return plain
  if (plain.length === 1) return unwrapped(plain[0] as Plain)
  return plain.map((entry) => (Array.isArray(entry) && entry.length === 1 ? (entry[0] as Plain) : entry))
}
