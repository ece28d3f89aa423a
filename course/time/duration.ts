export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY }

/**
 * Milliseconds of a length of time in words, such as `15 minutes` or `1 day 12 hours`; `undefined` where it is none. A bare 0 needs no unit.
 *
 * @example parseDuration('36 hours') // 129600000
 */
export function parseDuration(text: string): number | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === '0') return 0
  if (!/^\d{1,6}(\.\d{1,3})?\s*[a-z]+((\s*,\s*|\s+)\d{1,6}(\.\d{1,3})?\s*[a-z]+)*$/.test(plain)) return undefined
  let sum = 0
  for (const [, count, word = ''] of plain.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    const unit = UNITS[word.replace(/s$/, '')]
    if (unit === undefined) return undefined
    sum += Number(count) * unit
  }
  return Math.round(sum)
}

/** In words that {@link parseDuration} reads: days, hours and minutes, rounded up to minutes. */
export function durationText(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE)
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ] as const
  const words = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`]))
  return words.length === 0 ? '0 minutes' : words.join(' ')
}
