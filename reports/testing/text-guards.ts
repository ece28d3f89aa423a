import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { lexer, walkTokens } from 'marked'

/** A guard says in words what a report holds that its reader could act on; nothing is what it should say. */
export type Guard = (report: string) => readonly string[]

const TRIGGER = /^[\s\p{C}]*[=+\-@|%＝＋－＠]/u

/** RFC 4180 with a byte order mark, every cell quoted, rows of one length, and no cell that a spreadsheet could run. */
export const csvFaults: Guard = (report) => {
  const faults: string[] = []
  if (!report.startsWith('\ufeff')) faults.push('no byte order mark')
  if (/[^\r\n\P{C}]/u.test(report.slice(1)) || /\r(?!\n)|(?<!\r)\n/.test(report)) faults.push('a character that hides or a bare line end')
  const rows = report
    .slice(1)
    .replace(/\r\n$/, '')
    .split('\r\n')
    .map((row) => [...row.matchAll(/(?:^|,)"((?:[^"]|"")*)"(?=,|$)/g)].map((match) => (match[1] ?? '').replaceAll('""', '"')))
  const widths = new Set(rows.map((row) => row.length))
  if (widths.size !== 1) faults.push(`rows of ${[...widths].join(' and ')} cells`)
  return [...faults, ...rows.flat().filter((cell) => TRIGGER.test(cell))]
}

/** Bytes that a terminal only prints. @param colour - whether our own colours may be among them. */
export function consoleFaults(colour: boolean): Guard {
  return (report) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of our own colours are what is taken out
    const plain = colour ? report.replace(/\x1b\[\d{1,2}m/g, '') : report
    return [...plain.matchAll(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/gu)].map(([char]) => `U+${char.codePointAt(0)?.toString(16)}`)
  }
}

const XML_ELEMENTS = new Set([
  '?xml',
  'testsuites',
  'testsuite',
  'testcase',
  'failure',
  'error',
  'skipped',
  'properties',
  'property',
  'system-out',
])

/** Well-formed XML 1.0 of the elements that JUnit has, without any character that is none. */
export const xmlFaults: Guard = (report) => {
  const valid = XMLValidator.validate(report)
  const faults = valid === true ? [] : [`not well-formed: ${valid.err.msg}`]
  // What XML 1.0 calls a character, without controls.
  const illegal = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(report)
  if (illegal !== null) faults.push(`U+${illegal[0].codePointAt(0)?.toString(16)}`)
  const elements = (node: unknown): readonly string[] => {
    if (typeof node !== 'object' || node === null) return []
    if (Array.isArray(node)) return node.flatMap(elements)
    return Object.entries(node).flatMap(([name, inside]) => (name === '#text' || name.startsWith('@') ? [] : [name, ...elements(inside)]))
  }
  const parsed: unknown = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' }).parse(report)
  return [...faults, ...elements(parsed).filter((name) => !XML_ELEMENTS.has(name)), ...(/<!|\]\]>/.test(report) ? ['a declaration'] : [])]
}

/** Lines of a log on GitHub: the only commands are ours, one a line. */
export const githubFaults: Guard = (report) => [
  ...report.split('\n').filter((line) => {
    if (/##\[|##vso\[/.test(line)) return true
    const ours = /^::(error|warning) [^:]*::/.exec(line)
    return ours === null ? /^\s*::/.test(line) : line.slice(ours[0].length).includes('::')
  }),
  ...consoleFaults(false)(report),
]

const MARKDOWN = new Set(['heading', 'paragraph', 'table', 'list', 'list_item', 'strong', 'text', 'escape', 'space'])

/** GitHub's Markdown, read back: headings, tables, lists and bold text of ours, and no markup, link, image, mention or command of anybody's. */
export const markdownFaults: Guard = (report) => {
  const faults: string[] = []
  void walkTokens(lexer(report, { gfm: true }), (token) => {
    if (!MARKDOWN.has(token.type)) faults.push(`${token.type}: ${token.raw.slice(0, 80)}`)
    if (token.type === 'table' && token.align.length !== 6) faults.push(`a table of ${token.align.length} columns`)
    if (token.type === 'list_item' && token.task === true) faults.push('a task')
  })
  if (/(?<!\\)@[a-z0-9]/i.test(report)) faults.push('a mention')
  // GitHub links what looks like an address without any sign around it.
  if (/(https?|ftp):\/\/|www\.[a-z]/i.test(report.replace(/&#\d+;/g, ''))) faults.push('an address')
  return [...faults, ...githubFaults(report)]
}

/** JSON that can be printed. */
export const jsonFaults: Guard = (report) => {
  try {
    JSON.parse(report)
  } catch (error) {
    return [String(error)]
  }
  return consoleFaults(false)(report)
}
