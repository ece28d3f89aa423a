/**
 * Lines of at most `width` characters, broken at spaces; a word that is longer than a line is cut. The first line starts with
 * `first`, the others are indented as far.
 */
export function wrap(text: string, width: number, first = ''): string[] {
  const indent = ' '.repeat([...first].length)
  const room = Math.max(20, width - indent.length)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => pieces(word, room))) {
    if (line !== '' && [...line].length + 1 + [...word].length > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((content, i) => (i === 0 ? first : indent) + content)
}

function pieces(word: string, room: number): string[] {
  const chars = [...word]
  if (chars.length <= room) return [word]
  return Array.from({ length: Math.ceil(chars.length / room) }, (_, i) => chars.slice(i * room, (i + 1) * room).join(''))
}
