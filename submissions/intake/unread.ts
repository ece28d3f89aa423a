import { extname } from 'node:path'
import { isCode } from './ignored.ts'

/** What says nothing by itself, so that a submission of nothing else is an empty one. */
const NOTES: ReadonlySet<string> = new Set(['', '.txt', '.md', '.rst', '.yaml', '.yml', '.toml', '.cfg', '.ini', '.json', '.csv', '.log'])
const MOST_NAMED = 3

/**
 * Why a submission waits for a person although nothing is wrong with it: all that it holds are files that nothing here opens, such as a
 * document or an archive within the archive. `undefined` where a program can say what was attempted.
 *
 * @param files - relative, `/` between parts.
 */
export function unreadOnly(files: readonly string[]): string | undefined {
  const isRead = (file: string): boolean => isCode(file) || file === 'answers.md' || /^(models|plots)\//.test(file)
  if (files.some(isRead)) return undefined
  const unread = files.filter((file) => !NOTES.has(extname(file).toLowerCase()))
  if (unread.length === 0) return undefined
  const more = unread.length > MOST_NAMED ? ` and ${unread.length - MOST_NAMED} more` : ''
  return `it holds nothing that a program reads here, only ${unread.slice(0, MOST_NAMED).join(', ')}${more}`
}
