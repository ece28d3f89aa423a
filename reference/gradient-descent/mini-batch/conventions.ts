import { type Args, type Convention, integers, isList, isTensor, toPlain, type Value } from 'assay'
import { asIndexLists } from './index-lists.ts'

/** Every number of the value, moved by `by`. */
function moved(value: Value, by: number): Value {
  if (typeof value === 'number') return value + by
  if (isTensor(value)) return { ...value, data: value.data.map((x) => x + by) as typeof value.data }
  return isList(value) ? value.map((item) => moved(item, by)) : value
}

const oneBased: Convention = {
  key: 'indices',
  value: '1-based',
  note: 'Indices are declared to run from 1 to n and were graded so.',
  toStudent: (entry, args) => (entry === 'minibatch_gradient' ? [args[0] as Value, moved(args[1] as Value, 1)] : args),
  fromStudent: (entry, value) => (entry === 'sample_minibatch' || entry === 'epoch_batches' ? moved(value, -1) : value),
}

const withReplacement: Convention = {
  key: 'sampling',
  value: 'with-replacement',
  note: 'The sampler is declared to draw with replacement and was tested against the variance 1/m.',
}

const dropLast: Convention = {
  key: 'drop_last',
  value: 'true',
  note: 'Epochs are declared to leave out a last batch shorter than m and were graded so.',
  fromStudent: (entry, value, args) => (entry === 'epoch_batches' ? withLastBatch(value, args) : value),
}

/** Appends the samples that were left out, if what is there are full batches of different samples. Anything else is handed on to be judged. */
function withLastBatch(value: Value, args: Args): Value {
  const [n, m] = args as [number, number]
  const batches = asIndexLists(toPlain(value))
  const used = new Set(batches?.flat())
  const full = n - (n % m)
  if (batches === undefined || full === n || used.size !== full || batches.some((batch) => batch.length !== m)) return value
  const rest = Array.from({ length: n }, (_, i) => i).filter((i) => !used.has(i))
  return [...batches, rest].map(integers)
}

/** In this order: left-out samples are looked for among indices that start at 0. */
export const conventions: readonly Convention[] = [oneBased, withReplacement, dropLast]
