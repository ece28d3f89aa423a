import { fieldOf, isList, isRecord, isTensor, type Value } from '../model/value.ts'

/** Whether a value could be an answer where `right` is one: numbers for numbers, a record with some of its fields for a record, text for text. */
export function isOfKind(value: Value, right: Value): boolean {
  if (isNumbers(right)) return isNumbers(value)
  if (isRecord(right)) {
    const parts = [...right].map(([name, part]) => [isRecord(value) ? fieldOf(value, name) : undefined, part] as const)
    const present = parts.filter((pair): pair is readonly [Value, Value] => pair[0] !== undefined)
    return present.length > 0 && present.every(([part, rightPart]) => isOfKind(part, rightPart))
  }
  if (isList(right)) return isList(value) || isNumbers(value)
  return typeof value === typeof right
}

function isNumbers(value: Value): boolean {
  return typeof value === 'number' || isTensor(value) || (isList(value) && value.length > 0 && value.every(isNumbers))
}
