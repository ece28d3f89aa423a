/** Controls, formats, surrogates, what no standard or only a font gives a form; and fillers, the blank Braille cell, separators. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu

/**
 * Text in which nothing hides and nothing acts: control characters become `\x1b`, format characters (bidirectional
 * overrides, zero-width) and lone surrogates become `⟨U+202E⟩`. Escaping for HTML, XML or CSV comes after this.
 *
 * @param keep - `lines` leaves line breaks and tabs as they are, for text shown in a box of its own; by default they are shown as `\n`, `\t`.
 */
export function visible(text: string, keep: 'lines' | 'nothing' = 'nothing'): string {
  const tidy = keep === 'lines' ? text.replaceAll('\r\n', '\n') : text
  return tidy.replace(UNSEEN, (char) => {
    if (char === '\n') return keep === 'lines' ? char : '\\n'
    if (char === '\t') return keep === 'lines' ? char : '\\t'
    if (char === '\r') return '\\r'
    const code = char.codePointAt(0) as number
    return code < 0x100 && code !== 0xad
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}

/** Text without the characters that {@link visible} would show; line breaks and tabs become spaces. */
export function withoutUnseen(text: string): string {
  return text.replace(/[\t\r\n\p{Zl}\p{Zp}]+/gu, ' ').replace(UNSEEN, '')
}

/** At most `most` characters; a longer text loses its middle. */
export function cut(text: string, most: number): string {
  const chars = [...text]
  if (chars.length <= most) return text
  const half = Math.floor((most - 3) / 2)
  return `${chars.slice(0, half).join('')} … ${chars.slice(chars.length - half).join('')}`
}
