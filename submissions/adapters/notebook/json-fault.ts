const SPACE = /[ \t\r\n]*/y
const TOKEN = /([[\]{},:"])|-?\d[-+.\deE]*|true|false|null/y

/** What may come next; `l` stands for a number, true, false or null. */
const ALLOWED = {
  value: '"[{l',
  first: '"[{l]',
  key: '"',
  firstKey: '"}',
  colon: ':',
  nextItem: ',]',
  nextField: ',}',
  end: '',
} as const
type State = keyof typeof ALLOWED

/**
 * Where a text stops being JSON, as an offset; the length of the text when it was cut off.
 * JSON.parse of Node 20 does not say it for every error.
 */
export function jsonFault(text: string): number {
  const open: ('[' | '{')[] = []
  let state = 'value' as State
  let at = 0
  for (;;) {
    SPACE.lastIndex = at
    SPACE.test(text)
    const start = SPACE.lastIndex
    TOKEN.lastIndex = start
    const match = TOKEN.exec(text)
    if (match === null) return start
    const token = match[1] ?? 'l'
    if (!ALLOWED[state].includes(token)) return start
    at = TOKEN.lastIndex
    switch (token) {
      case '"': {
        const end = stringEnd(text, at)
        if (end === undefined) return text.length
        at = end
        state = state === 'key' || state === 'firstKey' ? 'colon' : afterValue(open.at(-1))
        break
      }
      case '[':
      case '{':
        open.push(token)
        state = token === '[' ? 'first' : 'firstKey'
        break
      case ']':
      case '}':
        open.pop()
        state = afterValue(open.at(-1))
        break
      case ',':
        state = open.at(-1) === '[' ? 'value' : 'key'
        break
      case ':':
        state = 'value'
        break
      default:
        state = afterValue(open.at(-1))
    }
  }
}

/** Behind the closing quote of the string that begins at `start`. */
function stringEnd(text: string, start: number): number | undefined {
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i + 1
  }
  return undefined
}

function afterValue(inside: '[' | '{' | undefined): State {
  return inside === undefined ? 'end' : inside === '[' ? 'nextItem' : 'nextField'
}
