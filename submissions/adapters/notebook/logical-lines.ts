/**
 * For each line of Python source, whether a statement may begin there: not inside brackets or a string of several lines,
 * and not after a backslash. What follows a syntax error does not matter, Python will name that.
 */
export function statementLines(lines: readonly string[]): boolean[] {
  let depth = 0
  let quote = ''
  let continued = false
  return lines.map((line) => {
    const begins = depth === 0 && quote === '' && !continued
    const command = begins && /^\s*[!%]/.test(line) // a shell line: its quotes and brackets are not Python's
    continued = line.endsWith('\\')
    if (command) return true
    for (let i = 0; i < line.length; i++) {
      const character = line[i] as string
      if (quote !== '') {
        if (character === '\\') i++
        else if (line.startsWith(quote, i)) {
          i += quote.length - 1
          quote = ''
        }
      } else if (character === '#') {
        continued = false
        break
      } else if (character === '"' || character === "'") {
        quote = line.startsWith(character.repeat(3), i) ? character.repeat(3) : character
        i += quote.length - 1
      } else if ('([{'.includes(character)) depth++
      else if (')]}'.includes(character)) depth = Math.max(0, depth - 1)
    }
    if (quote.length === 1 && !continued) quote = ''
    return begins
  })
}
