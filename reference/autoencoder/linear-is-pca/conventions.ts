import { type Convention, isRecord, nameKey, type Plain, toPlain, toValue, type Value } from 'assay'

/** Weights stored (in, out): W_enc (d, k) and W_dec (k, d). */
export const WEIGHTS_IN_OUT: Convention = {
  key: 'weights',
  value: 'in-out',
  note: 'weights: in-out is declared: W_enc and W_dec were transposed.',
  fromStudent: (entry, value) => (entry === 'linear_autoencoder_fit' ? withTransposed(value, ['W_enc', 'W_dec']) : value),
  transposes: { fields: ['W_enc', 'W_dec'] },
}

/** A component a column, as eigenvalue routines give them. */
export const COMPONENTS_IN_COLUMNS: Convention = {
  key: 'components',
  value: 'columns',
  note: 'components: columns is declared: the components were transposed, in both directions.',
  toStudent: (entry, args) => (entry === 'pca_reconstruct' ? args.map((arg) => withTransposed(arg, ['components'])) : args),
  fromStudent: (entry, value) => (entry === 'pca_fit' ? withTransposed(value, ['components']) : value),
  transposes: { fields: ['components'] },
}

/** @returns the value itself unless it is a record that holds one of these matrices. */
function withTransposed(value: Value, names: readonly string[]): Value {
  if (!isRecord(value)) return value
  const keys = new Set(names.map(nameKey))
  let changed = false
  const entries = [...value].map(([name, item]): [string, Value] => {
    const plain = keys.has(nameKey(name)) ? toPlain(item) : undefined
    if (!isMatrix(plain)) return [name, item]
    changed = true
    return [name, toValue((plain[0] ?? []).map((_, j) => plain.map((row) => row[j] as Plain)))]
  })
  return changed ? new Map(entries) : value
}

function isMatrix(plain: Plain | undefined): plain is readonly (readonly Plain[])[] {
  return Array.isArray(plain) && plain.length > 0 && plain.every(Array.isArray)
}
