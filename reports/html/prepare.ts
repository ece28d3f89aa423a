import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PREPARED } from './prepared.ts'
import { renderStatement } from './render-statement.ts'
import { statementKey } from './statement.ts'
import { compiledTemplates } from './templates.ts'

/**
 * Does once, when Assay is built, what would be the same in every run: compiles the templates and renders the statements.
 *
 * @param statements - their Markdown.
 * @param folder - where to, for tests.
 */
export function prepareReports(
  statements: readonly string[],
  folder: string = join(dirname(fileURLToPath(import.meta.url)), PREPARED),
): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'templates.cjs'), compiledTemplates())
  const rendered = Object.fromEntries(statements.map((markdown) => [statementKey(markdown), renderStatement(markdown)]))
  writeFileSync(join(folder, 'statements.json'), `${JSON.stringify(rendered)}\n`)
}
