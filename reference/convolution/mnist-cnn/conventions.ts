import { type Convention, integers, type Plain, toPlain, toValue, type Value } from 'assay'

/** A row per prediction and a column per true class. */
export const ROW_PER_PREDICTION: Convention = {
  key: 'matrix',
  value: 'row-per-prediction',
  note: 'matrix: row-per-prediction is declared: the confusion matrix was transposed, in both functions.',
  toStudent: (entry, args) =>
    entry === 'mostConfused' ? args.map((arg) => withTransposed(arg, (rows) => integers(rows as readonly (readonly number[])[]))) : args,
  fromStudent: (entry, value) => (entry === 'confusionMatrix' ? withTransposed(value, toValue) : value),
}

/** @returns the value itself unless it is a matrix. */
function withTransposed(value: Value, made: (rows: Plain[][]) => Value): Value {
  const rows = toPlain(value)
  const width = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0].length : 0
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) && row.length === width)) return value
  return made(Array.from({ length: width }, (_, j) => rows.map((row) => (row as Plain[])[j] as Plain)))
}
