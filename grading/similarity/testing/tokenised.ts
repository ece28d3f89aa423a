import { extname } from 'node:path'
import { parsers } from '#submissions/tokens/parsers'
import { pythonTokens } from '#submissions/tokens/python-tokens'
import { scriptTokens } from '#submissions/tokens/script-tokens'
import type { TokenisedFile } from '../../model/code-tokens.ts'

/** A file of ours as the reader would tokenise it. */
export async function tokenised(file: string, text: string): Promise<TokenisedFile> {
  const { typescript = '', treeSitter = '', python = '' } = parsers()
  if (extname(file) === '.py') return { file, family: 'python', text, ...(await pythonTokens(text, { treeSitter, python })) }
  return { file, family: 'script', text, ...scriptTokens(text, file, typescript) }
}
