/** A text of at most so many characters: one that is longer ends in `…`. */
export function shorten(text: string, width: number): string {
  const chars = [...text]
  return chars.length <= width ? text : `${chars.slice(0, width - 1).join('')}…`
}
