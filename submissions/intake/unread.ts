import { basename, extname } from 'node:path'
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
  if (files.some(isClaimed)) return undefined
  const unread = files.filter((file) => !NOTES.has(extname(file).toLowerCase()))
  const misnamed = files.find((file) => isCode(properName(file) ?? ''))
  if (misnamed !== undefined) return misnamedSentence(misnamed)
  if (unread.length === 0) return undefined
  const more = unread.length > MOST_NAMED ? ` and ${unread.length - MOST_NAMED} more` : ''
  return `it holds nothing that a program reads here, only ${unread.slice(0, MOST_NAMED).join(', ')}${more}`
}

/** Whether a file is one that a program reads here: code, a written answer, a model or a plot. */
export function isClaimed(file: string): boolean {
  return isCode(file) || file === 'answers.md' || /^(models|plots)\//.test(file)
}

/** What mail programs and Windows make of a name, or what a page would need; what it has to be called, or nothing. */
function properName(file: string): string | undefined {
  const name =
    /^(.+\.(?:[mc]?[jt]s|py|ipynb|ya?ml|md))\.txt$/i.exec(file)?.[1] ??
    /^(.+\.ipynb)\.json$/i.exec(file)?.[1] ??
    /^(.+\.[jt]s)x$/i.exec(file)?.[1]
  return name !== undefined && (isCode(name) || READ_BY_NAME.test(basename(name))) ? name : undefined
}

const READ_BY_NAME = /^(?:submission\.ya?ml|answers\.md)$/i

function misnamedSentence(file: string): string {
  return `found ${file}; rename it to ${basename(properName(file) as string)}`
}

/** Files that are not read for want of the right name: a whole sentence for each. */
export function misnamed(files: readonly string[]): readonly string[] {
  return files
    .filter((file) => properName(file) !== undefined)
    .slice(0, MOST_NAMED)
    .map((file) => `${misnamedSentence(file)}.`.replace(/^f/, 'F'))
}
