/**
 * JSON that gives back every number: those that JSON does not know are written as `{"$number":"NaN"}`.
 * One line, whatever the strings in it hold.
 */
export function exactJson(value: unknown): string {
  // Asking for every value what it is costs several times as much as writing it.
  if (!holdsBareNumber(value)) return JSON.stringify(value)
  return JSON.stringify(value, (_key, part: unknown) => (isBareNumber(part) ? { $number: nameOf(part) } : part))
}

/** @throws SyntaxError if the text is not JSON. */
export function parseExactJson(text: string): unknown {
  if (!text.includes('"$number"')) return JSON.parse(text)
  return JSON.parse(text, (_key, part: unknown) => numberOf(part))
}

function holdsBareNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isBareNumber(value)
  if (Array.isArray(value)) return value.some(holdsBareNumber)
  for (const key in value) if (holdsBareNumber((value as Record<string, unknown>)[key])) return true
  return false
}

/** Numbers that `JSON.stringify` would write as something else. */
function isBareNumber(value: unknown): value is number {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function numberOf(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || !('$number' in part) || typeof part.$number !== 'string') return part
  return Number(part.$number)
}
