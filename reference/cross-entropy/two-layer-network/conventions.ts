/** Positions among the arguments. */
import { type Convention, isList, isRecord, isTensor, nameKey, type Plain, toPlain, toValue, type Value } from 'assay'
import type { Matrix } from 'assay/math'

const Y = 1
const MATRICES = [2, 4]
const BIASES = [3, 5]

const WEIGHTS_IN_OUT: Convention = {
  key: 'weights',
  value: 'in-out',
  note: 'Weights are declared as (in, out): W2 and W3 were handed over transposed, dW2 and dW3 read transposed.',
  toStudent: (_entry, args) => args.map((arg, i) => (MATRICES.includes(i) ? transposed(arg) : arg)),
  fromStudent: (_entry, value) => mapFields(value, ['dW2', 'dW3'], transposed),
  transposes: { parameters: ['W2', 'W3'], fields: ['dW2', 'dW3'] },
}

const GRADIENTS_IN_OUT: Convention = {
  key: 'dW',
  value: 'in-out',
  note: 'dW is declared as (in, out): dW2 and dW3 were read transposed.',
  fromStudent: (_entry, value) => mapFields(value, ['dW2', 'dW3'], transposed),
  transposes: { fields: ['dW2', 'dW3'] },
}

const COST_MEAN: Convention = {
  key: 'cost',
  value: 'mean',
  note: 'The cost is declared as a mean over the outputs: it and every gradient were multiplied by the number of outputs before comparing.',
  fromStudent: (_entry, value, args) => {
    const y = args[Y]
    const outputs = isTensor(y as Value) ? toNumbers(y as Value).length : 1
    const fields = ['cost', 'delta3', 'delta2', 'delta1', 'dW3', 'db3', 'dW2', 'db2']
    return mapFields(value, fields, (field) => toValue(scaled(toPlain(field), outputs)))
  },
}

/** One number per layer, as on the sheet; all networks of this exercise have equal biases within a layer. */
const BIASES_SCALAR: Convention = {
  key: 'biases',
  value: 'scalar',
  note: 'Biases are declared as scalar: b2 and b3 were handed over as one number each.',
  toStudent: (_entry, args) => args.map((arg, i) => (BIASES.includes(i) ? (toNumbers(arg)[0] ?? arg) : arg)),
}

export const CONVENTIONS: readonly Convention[] = [WEIGHTS_IN_OUT, GRADIENTS_IN_OUT, COST_MEAN, BIASES_SCALAR]

function toNumbers(value: Value): readonly number[] {
  return isTensor(value) ? Array.from(value.data) : []
}

function transposed(value: Value): Value {
  if (isList(value)) return value.map(transposed)
  if (!isTensor(value) || value.shape.length !== 2) return value
  const rows = toPlain(value) as Matrix
  return toValue((rows[0] ?? []).map((_, k) => rows.map((row) => row[k] as number)))
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
