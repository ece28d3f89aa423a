import { extname } from 'node:path'
import type { Family } from '#grading/model/code-tokens'
import type { Parsers } from './parsers.ts'
import { type TokenList, TooManyTokens } from './token-list.ts'

/** As the reader sends it. */
interface Answer {
  readonly json: unknown
  readonly bytes?: Uint8Array
}

interface Asked {
  readonly file: string
  readonly family: Family
  readonly parsers: Parsers
  readonly mostBytes: number
}

/** Runs in the reader: the tokens of a file, or in words why there are none. */
export async function answerTokens({ file, family, parsers, mostBytes }: Asked, bytes: Buffer): Promise<Answer> {
  const code = await codeOf(file, bytes)
  if (!code.ok) return { json: code }
  const { text } = code
  if (Buffer.byteLength(text) > mostBytes) return refused(`has more than ${mostBytes / 1024} KiB of code`)
  try {
    const read = await tokensOf(text, { file, family, parsers })
    return read === undefined
      ? refused(`needs ${family === 'python' ? 'tree-sitter-python' : 'typescript'}, which is not installed here`)
      : packed(text, read)
  } catch (error) {
    if (error instanceof TooManyTokens) return refused('is too long to be compared')
    throw error
  }
}

type Code = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly says: string }

async function codeOf(file: string, bytes: Buffer): Promise<Code> {
  if (extname(file).toLowerCase() !== '.ipynb') {
    const text = textOf(bytes)
    return text === undefined ? { ok: false, says: 'is not text in UTF-8' } : { ok: true, text }
  }
  const { readNotebook } = await import('../adapters/notebook/nbformat.ts')
  const { toPython } = await import('../adapters/notebook/to-python.ts')
  const notebook = readNotebook(bytes, file)
  return notebook.ok
    ? { ok: true, text: toPython(notebook.cells).sources.join('\n\n') }
    : { ok: false, says: 'is not a notebook that can be read' }
}

/** `undefined` where the bytes are no text. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text.replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}

async function tokensOf(text: string, { file, family, parsers: { typescript, treeSitter, python } }: Omit<Asked, 'mostBytes'>) {
  if (family === 'script')
    return typescript === undefined ? undefined : (await import('./script-tokens.ts')).scriptTokens(text, file, typescript)
  if (treeSitter === undefined || python === undefined) return undefined
  return (await import('./python-tokens.ts')).pythonTokens(text, { treeSitter, python })
}

function packed(text: string, { tokens, blocks, broken }: TokenList & { readonly broken: boolean }): Answer {
  const kinds = [...new Set(tokens.map(({ kind }) => kind))]
  const numbers = new Map(kinds.map((kind, i) => [kind, i]))
  const rows = tokens.map(({ kind, startRow, startCol, endRow, endCol }) => [numbers.get(kind), startRow, startCol, endRow, endCol])
  return { json: { ok: true }, bytes: Buffer.from(JSON.stringify({ text, kinds, tokens: rows, blocks, broken })) }
}

function refused(says: string): Answer {
  return { json: { ok: false, says } }
}
