import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const DOCS = new URL('../../docs/', import.meta.url)

/**
 * The pages of `docs/` that statements name, with those that these link to, so that students have what their statements send them to.
 *
 * @param statements - as Markdown.
 * @returns by file name.
 */
export function studentPages(statements: readonly string[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>()
  const take = (name: string): void => {
    const file = fileURLToPath(new URL(name, DOCS))
    if (pages.has(name) || !existsSync(file)) return
    const page = readFileSync(file, 'utf8')
    pages.set(name, page)
    for (const [, linked] of page.matchAll(/\]\(([\w-]+\.md)\)/g)) take(linked as string)
  }
  for (const statement of statements) {
    for (const [, name] of statement.matchAll(/`docs\/([\w-]+\.md)`/g)) take(name as string)
  }
  return pages
}
