/** What a picture shows of what is asked. */
export type Reading =
  | { readonly seen: 'shown' }
  /** It cannot be decided: `says` completes "…, so that only its being there counts". */
  | { readonly seen: 'unclear'; readonly says: string }
  /** It shows something else: `says` completes "plots/name.png …". */
  | { readonly seen: 'other'; readonly mistake: string; readonly says: string; readonly hint?: string }

export const SHOWN: Reading = { seen: 'shown' }

export function unclear(says: string): Reading {
  return { seen: 'unclear', says }
}

export function other(mistake: string, says: string, hint?: string): Reading {
  return { seen: 'other', mistake, says, ...(hint === undefined ? {} : { hint }) }
}

/** A share or a correlation as it is told. */
export function twoDigits(value: number): string {
  return value.toFixed(2)
}
