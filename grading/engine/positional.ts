import type { Convention, EntryPoint } from '../model/exercise.ts'
import type { Tensor } from '../model/tensor.ts'
import { isList, isTensor, type Value } from '../model/value.ts'

/** One field of a record that a function returns. */
interface Field {
  readonly name: string
  readonly optional: boolean
}

/**
 * Records returned as tuples, `return delta, dW, db`, are read in the order in which the statement names the fields, with a note.
 * They are conventions that nobody has to declare.
 */
export function positional(entries: readonly EntryPoint[]): readonly Convention[] {
  return entries.flatMap((entry) => {
    const fields = fieldsOf(entry)
    if (fields.length === 0) return []
    const all = fields.map(({ name }) => name)
    const needed = fields.filter(({ optional }) => !optional).map(({ name }) => name)
    const fromStudent = (name: string, value: Value): Value =>
      name === entry.name ? (named(value, all) ?? named(value, needed) ?? value) : value
    const note = `Values that were returned without names were read in the order of the statement: ${needed.join(', ')}.`
    return [{ key: '', value: '', note, fromStudent }]
  })
}

/** The fields of `{delta, dW, db}`, `{x: float[n], y: float[n]}` or `{a, b (optional)}`; none of what is no record. */
export function fieldsOf({ returns }: EntryPoint): readonly Field[] {
  const inside = /^\{(.*?)\}/.exec(returns)?.[1]
  if (inside === undefined) return []
  return inside.split(/,(?![^[]*\])/).map((field) => ({ name: /^\s*(\w*)/.exec(field)?.[1] ?? '', optional: field.includes('(optional)') }))
}

function named(value: Value, names: readonly string[]): Value | undefined {
  const items = isList(value) ? value : isTensor(value) && value.shape.length <= 2 ? rowsOf(value) : []
  return items.length === names.length ? new Map(names.map((name, i) => [name, items[i] as Value])) : undefined
}

function rowsOf(array: Tensor): readonly Value[] {
  const [count = 0, ...shape] = array.shape
  const size = shape.reduce((product, extent) => product * extent, 1)
  return Array.from({ length: count }, (_, i): Value => {
    const data = array.data.slice(i * size, (i + 1) * size) as Tensor['data']
    return shape.length === 0 ? Number(data[0]) : { dtype: array.dtype, shape, data }
  })
}
