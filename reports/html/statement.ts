import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { type Markup, markup } from './markup.ts'
import { prepared } from './prepared.ts'

type Renderer = typeof import('./render-statement.ts')

const ready = prepared<Readonly<Record<string, string>>>('statements.json')
// Markdown and mathematics take long to load, and all statements of an installation are rendered when it is built.
const renderer: Renderer | undefined = ready === undefined ? await import('./render-statement.ts') : undefined

/** A statement as markup: Markdown without raw HTML, `$…$` and `$$…$$` as MathML. */
export function statementMarkup(markdown: string): Markup {
  return markup(ready?.[statementKey(markdown)] ?? (renderer ?? loaded()).renderStatement(markdown))
}

/** By its text: a statement that was changed since is rendered anew. */
export function statementKey(markdown: string): string {
  return createHash('sha256').update(markdown).digest('hex')
}

function loaded(): Renderer {
  return createRequire(import.meta.url)('./render-statement.js') as Renderer
}
