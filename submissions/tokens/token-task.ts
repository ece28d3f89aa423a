import { extname } from 'node:path'
import * as z from 'zod'
import type { Family, TokenisedFile } from '#grading/model/code-tokens'
import type { Task } from '../reader/task.ts'
import { parsers } from './parsers.ts'
import { MOST_TOKENS } from './token-list.ts'

/** Of code, without what notebooks keep besides. */
const MOST_CODE_BYTES = 256 * 1024
/** A sentence without its file. */
const MOST_WORDS = 300

const Whole = z.number().int().min(0).max(MOST_CODE_BYTES)
const Tokens = z.object({
  text: z.string().max(MOST_CODE_BYTES),
  kinds: z.array(z.string().max(100)).max(2000),
  tokens: z.array(z.tuple([Whole, Whole, Whole, Whole, Whole])).max(MOST_TOKENS),
  blocks: z.array(z.object({ name: z.string().max(100), from: Whole, to: Whole })).max(MOST_TOKENS),
  broken: z.boolean(),
})
const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), says: z.string().max(MOST_WORDS) }),
])

export type ReadTokens = { readonly ok: true; readonly file: TokenisedFile } | { readonly ok: false; readonly says: string }

/** The family of a code file; `undefined` of what is none. */
export function familyOf(file: string): Family | undefined {
  const ending = extname(file).toLowerCase()
  if (ending === '.py' || ending === '.ipynb') return 'python'
  return /^\.[mc]?[jt]s$/.test(ending) ? 'script' : undefined
}

/** The tokens of one code file. */
export function tokenTask(file: string, family: Family, bytes: Uint8Array): Task<ReadTokens> {
  return {
    what: file,
    request: { op: 'tokens', file, family, mostBytes: MOST_CODE_BYTES, parsers: parsers() },
    bytes,
    accept(json, body) {
      const answer = Answer.parse(json)
      if (!answer.ok) return answer
      return { ok: true, file: { file, family, ...tokensAnswer(JSON.parse(Buffer.from(body).toString('utf8'))) } }
    },
  }
}

/** @throws Error for tokens that are out of order, and for blocks that are not theirs. */
export function tokensAnswer(json: unknown): Omit<TokenisedFile, 'file' | 'family'> {
  const { text, kinds, tokens, blocks, broken } = Tokens.parse(json)
  let before = [0, 0]
  const spans = tokens.map(([kind, startRow, startCol, endRow, endCol]) => {
    const name = kinds[kind]
    if (name === undefined || isBefore([startRow, startCol], before) || isBefore([endRow, endCol], [startRow, startCol]))
      throw new Error('tokens out of order')
    before = [startRow, startCol]
    return { kind: name, startRow, startCol, endRow, endCol }
  })
  let end = 0
  for (const { from, to } of blocks) {
    if (from !== end || to <= from) throw new Error('blocks out of order')
    end = to
  }
  if (end !== tokens.length) throw new Error('tokens of no block')
  return { text, tokens: spans, blocks, broken }
}

function isBefore([row = 0, column = 0]: readonly number[], [otherRow = 0, otherColumn = 0]: readonly number[]): boolean {
  return row < otherRow || (row === otherRow && column < otherColumn)
}
