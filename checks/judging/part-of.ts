import { fieldOf, isRecord, type Plain, toPlain, toValue, type Value } from '#grading/model/value'

/** How the part of an answer that is compared is found. */
export interface PartCode {
  readonly pick?: (answer: Plain, args: readonly Plain[]) => Plain | undefined
  readonly normalise?: (answer: Plain, args: readonly Plain[]) => Plain
}

/** The part of an answer that is compared; `undefined` where it is missing. */
export function partOf(field: string | undefined, { pick, normalise }: PartCode, value: Value, args: readonly Plain[]): Value | undefined {
  let part: Value | undefined = value
  if (field !== undefined) part = isRecord(value) ? fieldOf(value, field) : undefined
  else if (pick !== undefined) {
    const picked = pick(toPlain(value), args)
    part = picked === undefined ? undefined : toValue(picked)
  }
  return part !== undefined && normalise !== undefined ? toValue(normalise(toPlain(part), args)) : part
}
