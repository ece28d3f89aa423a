const FORM =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)?$/

/** A moment, or what is wrong with it in words that follow its text. */
export type Moment = { readonly utc: string; readonly zone?: string } | { readonly flaw: string }

/**
 * A date with its time and zone: `2026-12-07 23:59 Europe/Berlin`, `2026-12-07T23:59:00+01:00`. A time without a zone belongs to `zone`; without
 * both it is refused. Where the clocks go back, the later of the two moments is taken; a time that they skip is refused.
 *
 * @param zone - IANA name.
 */
export function parseMoment(text: string, zone?: string): Moment {
  const [, year, month, day, hour, minute, second = '00', written] = FORM.exec(text.trim()) ?? []
  if (year === undefined) return { flaw: 'is no date; write it as 2026-12-07 23:59 Europe/Berlin' }
  if (hour === undefined) return { flaw: 'has no time of day; add one, such as 23:59' }
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const shown = new Date(local)
  if (shown.getUTCMonth() + 1 !== Number(month) || shown.getUTCHours() !== Number(hour) || shown.getUTCMinutes() !== Number(minute)) {
    return { flaw: 'does not exist in the calendar' }
  }
  const at = written ?? zone
  if (at === undefined) {
    return { flaw: 'has no time zone; add one, such as Europe/Berlin or +01:00, or set `timezone`' }
  }
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(at)
  if (fixed !== null) {
    const minutes = Number(`${fixed[1]}1`) * (Number(fixed[2]) * 60 + Number(fixed[3]))
    return { utc: new Date(local - minutes * 60_000).toISOString() }
  }
  if (at === 'Z') return { utc: shown.toISOString(), zone: 'UTC' }
  if (!isZone(at)) return { flaw: `has an unknown time zone ${at}; use an IANA name such as Europe/Berlin` }
  const moments = [...new Set([-1, 0, 1].map((days) => local - offsetAt(local + days * 86_400_000, at)))]
  const right = moments.filter((moment) => moment + offsetAt(moment, at) === local).sort((a, b) => b - a)
  if (right[0] === undefined) return { flaw: `does not exist in ${at}: the clocks skip it` }
  return { utc: new Date(right[0]).toISOString(), zone: at }
}

/** Whether this machine knows the time zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * A moment as people of a time zone read it, with the zone.
 *
 * @example momentText('2026-12-07T22:59:00.000Z', 'Europe/Berlin') // '2026-12-07 23:59 Europe/Berlin'
 */
export function momentText(utc: string, zone: string): string {
  const at = Date.parse(utc)
  return `${new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16).replace('T', ' ')} ${zone}`
}

/** Milliseconds that the clocks of a zone are ahead of UTC. */
function offsetAt(utc: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const part = new Map(format.formatToParts(utc).map(({ type, value }) => [type, Number(value)]))
  const of = (type: string): number => part.get(type as Intl.DateTimeFormatPartTypes) ?? 0
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local - Math.floor(utc / 1000) * 1000
}
