import { statementLines } from './logical-lines.ts'

export interface Ignored {
  /** Line in the cell, from 1. */
  readonly line: number
  readonly text: string
}

export interface PlainCell {
  /** Python with as many lines as the cell, so that line numbers stay right. */
  readonly source: string
  readonly ignored: readonly Ignored[]
}

/** Cell magics whose cell is ordinary Python; the cells of all others (`%%bash`, `%%html`, `%%timeit`) are left out. */
const PYTHON_CELLS = /^%%(time|capture|prun|memray|memit)\b/
/** A file that later cells import. */
const WRITES = /^%%(?:writefile|file)\s+(\S.*)$/
/** Another file of the student's whose names the later cells use. */
const RUNS = /^\s*%run\s+(\S.*)$/
const HELP = /^\s*(\?{1,2}[\w.]+|[\w.]+\?{1,2})\s*$/

/** A cell without what only Jupyter understands: `%magic`, `!shell`, `%%cell` and `help?` lines. */
export function withoutMagics(source: string): PlainCell {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  const head = lines[first]?.trim() ?? ''
  const written = WRITES.exec(head)
  if (written !== null) {
    const rest = lines.slice(first + 1)
    const call = `get_ipython().run_cell_magic('writefile', ${literal(written[1] as string)}, ${literal(`${rest.join('\n')}\n`)})`
    return { source: [...lines.slice(0, first), call, ...rest.map(() => '')].join('\n'), ignored: [] }
  }
  if (head.startsWith('%%') && !PYTHON_CELLS.test(head)) {
    return { source: lines.map(() => '').join('\n'), ignored: [{ line: first + 1, text: head }] }
  }
  const begins = statementLines(lines)
  const ignored: Ignored[] = []
  let dropping = false
  const plain = lines.map((line, i) => {
    const wasDropping = dropping
    dropping = false
    const instead = wasDropping ? '' : begins[i] ? replacement(line) : undefined
    if (instead === undefined) return line
    dropping = line.endsWith('\\')
    if (!wasDropping && !RUNS.test(line)) ignored.push({ line: i + 1, text: line.trim() })
    return instead
  })
  return { source: plain.join('\n'), ignored }
}

/** What stands for a line of Jupyter's own, or `undefined` when the line is Python. */
function replacement(line: string): string | undefined {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const timed = /^\s*%time\s+(\S.*)$/.exec(line)
  if (timed !== null) return indent + timed[1]
  const runs = RUNS.exec(line)
  if (runs !== null) return `${indent}get_ipython().run_line_magic('run', ${literal(runs[1] as string)})`
  if (/^\s*(%{1,2}[A-Za-z]|!)/.test(line) || HELP.test(line)) return `${indent}pass`
  const names = namesAssigned(line)
  return names === undefined ? undefined : `${indent}${names} = None`
}

/** As a literal of Python, which reads the escapes of JSON alike. */
function literal(text: string): string {
  return JSON.stringify(text)
}

/** What stands before `= !command` or `= %magic`. Looked for in single steps: one expression for all would go over long blanks again and again. */
function namesAssigned(line: string): string | undefined {
  const equals = line.indexOf('=')
  if (equals < 0 || !/^\s*[!%]{1,2}[A-Za-z]/.test(line.slice(equals + 1))) return undefined
  const names = line.slice(0, equals).trim()
  return /^[\w, ]+$/.test(names) ? names : undefined
}
