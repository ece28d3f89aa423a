import { ModelRefusal, quoted } from '../../refusal.ts'
import { type Fields, wrong } from '../read-json.ts'

/** What is read of a field of a layer; without `missing` or `optional` it has to be there. */
export type FieldRule = (
  | { readonly is: 'whole' | 'pair'; readonly least: number }
  | { readonly is: 'number' | 'flag' | 'text' | 'sizes' | 'scales' | 'padding' | 'sides' }
  /** Read and passed over: why it changes nothing. */
  | { readonly is: 'anything'; readonly noEffect: string }
) & { readonly missing?: FieldValue; readonly optional?: true; readonly only?: readonly (string | boolean | number)[] }

export type FieldValue = number | boolean | string | readonly number[]
export type FieldValues = ReadonlyMap<string, FieldValue>

const LARGEST = 10_000
const MOST_SIZES = 8

interface Kind {
  readonly expected: string
  read(value: unknown, rule: FieldRule): FieldValue | undefined
}

const whole = (value: unknown, least: number): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= LARGEST ? (value as number) : undefined
const leastOf = (rule: FieldRule): number => ('least' in rule ? rule.least : 0)
const list = (value: unknown, lengths: readonly number[], least: number): readonly number[] | undefined => {
  if (!Array.isArray(value) || !lengths.includes(value.length)) return undefined
  return value.every((one) => whole(one, least) !== undefined) ? value : undefined
}
const twice = (value: number | undefined): readonly number[] | undefined => (value === undefined ? undefined : [value, value])

const KINDS: Readonly<Record<FieldRule['is'], Kind>> = {
  whole: { expected: 'an integer', read: (value, rule) => whole(value, leastOf(rule)) },
  pair: {
    expected: 'an integer or two, the vertical one first',
    read: (value, rule) => twice(whole(value, leastOf(rule))) ?? list(value, [2], leastOf(rule)),
  },
  number: { expected: 'a number', read: (value) => (Number.isFinite(value) ? (value as number) : undefined) },
  flag: { expected: 'true or false', read: (value) => (typeof value === 'boolean' ? value : undefined) },
  text: { expected: 'a text', read: (value) => (typeof value === 'string' ? value : undefined) },
  sizes: {
    expected: 'integers such as [8, 28, 28]',
    read: (value) =>
      twice(whole(value, 1))?.slice(1) ??
      list(
        value,
        Array.from({ length: MOST_SIZES }, (_, i) => i + 1),
        1,
      ),
  },
  scales: {
    expected: 'a number above 0 or two, the vertical one first',
    read: (value) => {
      const scales = Array.isArray(value) ? value : [value, value]
      return scales.length === 2 && scales.every((one) => Number.isFinite(one) && one > 0 && one <= LARGEST) ? scales : undefined
    },
  },
  padding: {
    expected: 'an integer or two, the vertical one first, "same" or "valid"',
    read: (value) => (value === 'same' || value === 'valid' ? value : (twice(whole(value, 0)) ?? list(value, [2], 0))),
  },
  sides: {
    expected: 'an integer, or four for left, right, top and bottom',
    read: (value) => {
      const all = whole(value, 0)
      return all === undefined ? list(value, [4], 0) : [all, all, all, all]
    },
  },
  anything: { expected: 'anything', read: () => true },
}

/**
 * The fields of a layer. Each has a rule of its layer: one without is refused, not passed over; `null` stands for the default, as None does.
 *
 * @param where - the layer, as messages name it.
 * @throws ModelRefusal for a field that is not read, is missing, or has a value that is not read.
 */
export function readFields(fields: Fields, rules: Readonly<Record<string, FieldRule>>, where: string): FieldValues {
  const values = new Map<string, FieldValue>()
  for (const [name, value] of fields) {
    if (name === 'layer' || value === null) continue
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) {
      const known = Object.keys(rules)
      const read = known.length === 0 ? 'it has none' : `expected one of: ${known.join(', ')}`
      throw new ModelRefusal(`has the field ${quoted(name)} in the ${where}, which is not read; ${read}`)
    }
    const found = KINDS[rule.is].read(value, rule)
    if (found === undefined) throw wrong(name, where, value, expectedBy(rule))
    if (rule.only !== undefined && !rule.only.includes(found as string | boolean | number))
      throw wrong(name, where, value, rule.only.map((one) => JSON.stringify(one)).join(' or '))
    values.set(name, found)
  }
  for (const [name, rule] of Object.entries(rules)) {
    if (values.has(name)) continue
    if (rule.missing !== undefined) values.set(name, rule.missing)
    else if (rule.optional !== true && rule.is !== 'anything')
      throw new ModelRefusal(`has the ${where} without ${name}; expected ${expectedBy(rule)}`)
  }
  return values
}

/** As messages say it. */
function expectedBy(rule: FieldRule): string {
  if (rule.only !== undefined) return rule.only.map((one) => JSON.stringify(one)).join(' or ')
  const { expected } = KINDS[rule.is]
  return 'least' in rule ? expected.replace(/(number|integer)(?= or|$)/, `$1 from ${rule.least} on`) : expected
}
