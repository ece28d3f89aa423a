import type { Plain } from './value.ts'

/** A value as text on one line, numbers with six digits: `[1, 2.5, {w: [[0, 1]]}]`. */
export function plainText(plain: Plain): string {
  if (typeof plain === 'number') return Object.is(plain, -0) ? '-0' : `${Number(plain.toPrecision(6))}`
  if (typeof plain === 'string') return JSON.stringify(plain)
  if (plain === null || typeof plain === 'boolean') return String(plain)
  if (Array.isArray(plain)) return `[${plain.map(plainText).join(', ')}]`
  return `{${Object.entries(plain)
    .map(([key, item]) => `${key}: ${plainText(item)}`)
    .join(', ')}}`
}
