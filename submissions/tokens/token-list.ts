import type { CodeBlock, CodeToken, TokenSpan } from '#grading/model/code-tokens'

/** What parsers write into: tokens in the order of their starts, and the blocks that they form. */
export interface TokenList {
  readonly tokens: CodeToken[]
  readonly blocks: CodeBlock[]
  add(kind: string, span: TokenSpan): void
  /** Ends a block; one without tokens is none. Unnamed neighbours become one. */
  endBlock(name: string): void
}

/** A file with more is not compared. */
export const MOST_TOKENS = 20_000

/** A file that would cost more than comparing is worth. */
export class TooManyTokens extends Error {}

export function tokenList(): TokenList {
  const tokens: CodeToken[] = []
  const blocks: CodeBlock[] = []
  return {
    tokens,
    blocks,
    add(kind, { startRow, startCol, endRow, endCol }) {
      if (tokens.length >= MOST_TOKENS) throw new TooManyTokens()
      tokens.push({ kind, startRow, startCol, endRow, endCol })
    },
    endBlock(name) {
      const last = blocks.at(-1)
      const from = last?.to ?? 0
      if (from === tokens.length) return
      if (name === '' && last?.name === '') blocks.splice(-1, 1, { ...last, to: tokens.length })
      else blocks.push({ name, from, to: tokens.length })
    },
  }
}
