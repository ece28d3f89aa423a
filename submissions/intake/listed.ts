/** The first few, with how many there are more. */
export function listed(names: readonly string[], most = 3): string {
  const shown = [...names].sort().slice(0, most).join(', ')
  return names.length > most ? `${shown} and ${names.length - most} more` : shown
}
