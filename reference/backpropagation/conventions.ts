import { type Args, type Convention, isList, isRecord, isTensor, listOf, nameKey, type Plain, toPlain, toValue, type Value } from 'assay'

/** Position of `weights` and of `y` among the arguments of every function of this unit that takes whole networks. */
const WEIGHTS = 0
const Y = 3

/** Whole networks with every matrix stored (in, out): what is handed over, and what comes back. */
export const WEIGHTS_IN_OUT: Convention = {
  key: 'weights',
  value: 'in-out',
  note: 'Weights are declared as (in, out): matrices were handed over transposed, and those that came back were read transposed.',
  toStudent: (_entry, args) => args.map((arg, i) => (i === WEIGHTS && isList(arg) ? listOf(arg.map(transposeMatrix)) : arg)),
  fromStudent: (_entry, value) => mapFields(value, ['dW', 'W'], transposeMatrix),
  transposes: { parameters: ['weights'], fields: ['dW', 'W'] },
}

/** Only the gradients stored (in, out). */
export const GRADIENTS_IN_OUT: Convention = {
  key: 'dW',
  value: 'in-out',
  note: 'dW is declared as (in, out): it was read transposed.',
  fromStudent: (_entry, value) => mapFields(value, ['dW'], transposeMatrix),
  transposes: { fields: ['dW'] },
}

/** The mean over the outputs in place of the sum: every gradient is smaller by the number of outputs. */
export const COST_MEAN: Convention = {
  key: 'cost',
  value: 'mean',
  note: 'The cost is declared as a mean over the outputs: gradients were multiplied by the number of outputs before comparing.',
  fromStudent: (_entry, value, args) => scaleGradients(value, outputsOf(args)),
}

/** ‖a − y‖² in place of ½‖a − y‖². */
export const COST_SQUARED_NORM: Convention = {
  key: 'cost',
  value: 'squared-norm',
  note: 'The cost is declared as ‖a − y‖² without the factor ½: gradients were halved before comparing.',
  fromStudent: (_entry, value) => scaleGradients(value, 0.5),
}

function outputsOf(args: Args): number {
  const y = args[Y]
  return isTensor(y) ? y.data.length : 1
}

function scaleGradients(value: Value, factor: number): Value {
  return mapFields(value, ['delta', 'dW', 'db'], (field) => toValue(scaled(toPlain(field), factor)))
}

function scaled(plain: Plain, factor: number): Plain {
  if (typeof plain === 'number') return plain * factor
  return Array.isArray(plain) ? plain.map((item) => scaled(item as Plain, factor)) : plain
}

/** Other values than records, and fields that are not there, are left for the checks to judge. */
function mapFields(value: Value, names: readonly string[], change: (field: Value) => Value): Value {
  if (!isRecord(value)) return value
  const keys = new Set(names.map(nameKey))
  return new Map([...value].map(([name, field]) => [name, keys.has(nameKey(name)) ? change(field) : field]))
}

/** Swaps the last two axes; a list is taken matrix by matrix. */
export function transposeMatrix(value: Value): Value {
  if (isList(value)) return value.map(transposeMatrix)
  return isTensor(value) ? toValue(transposed(toPlain(value), value.shape.length)) : value
}

function transposed(plain: Plain, rank: number): Plain {
  if (!Array.isArray(plain) || rank < 2) return plain
  if (rank > 2) return plain.map((item) => transposed(item as Plain, rank - 1))
  const rows = plain as readonly (readonly number[])[]
  return (rows[0] ?? []).map((_, k) => rows.map((row) => row[k] as number))
}
