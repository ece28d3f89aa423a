/**
 * A time for people, such as `30 November 2026 at 09:59 UTC`.
 * @param iso - ISO 8601.
 * @param timeZone - IANA name.
 * @returns the text itself where it is no time.
 */
export function dateText(iso: string, timeZone = 'UTC'): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(time)
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone }).format(time)
  return `${day} at ${clock}`
}
