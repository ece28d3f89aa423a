import { Marked, type TokenizerAndRendererExtension } from 'marked'
import temml from 'temml'
import { escaped } from './markup.ts'

const DISPLAY = /^ {0,3}\$\$([^$]+?)\$\$[ \t]*(?:\n+|$)/
const INLINE = /^\$((?:\\.|[^\\$])+?)\$(?!\d)|^\$\$([^$]+?)\$\$/

const extensions: TokenizerAndRendererExtension[] = [
  {
    name: 'displayMath',
    level: 'block',
    start: (source) => source.match(/^ {0,3}\$\$/m)?.index,
    tokenizer: (source) => {
      const match = DISPLAY.exec(source)
      return match === null ? undefined : { type: 'displayMath', raw: match[0], tex: match[1] }
    },
    renderer: ({ tex }) => `<div class="math" tabindex="0">${mathml(String(tex), true)}</div>`,
  },
  {
    name: 'inlineMath',
    level: 'inline',
    start: (source) => source.indexOf('$'),
    tokenizer: (source) => {
      const match = INLINE.exec(source)
      return match === null ? undefined : { type: 'inlineMath', raw: match[0], tex: match[1] ?? match[2], display: match[2] !== undefined }
    },
    renderer: ({ tex, display }) => mathml(String(tex), display === true),
  },
]

const marked = new Marked({
  extensions,
  renderer: {
    // Markdown lets raw HTML through; a statement needs none.
    html: () => '',
    image: ({ text }) => escaped(text),
    heading({ tokens, depth }) {
      // The section above carries the title of the exercise.
      if (depth === 1) return ''
      const level = Math.min(6, depth + 1)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return /^https?:\/\//i.test(href) ? `<a href="${escaped(href)}" rel="noreferrer">${text}</a>` : text
    },
  },
})

/** Markdown without raw HTML, `$…$` and `$$…$$` as MathML. What scrolls on a narrow screen can be reached with the keyboard. */
export function renderStatement(markdown: string): string {
  return marked.parse(markdown, { async: false }).replaceAll(/<(pre|table)>/g, '<$1 tabindex="0">')
}

function mathml(tex: string, displayMode: boolean): string {
  try {
    // The page's policy allows no style attributes; a statement must not name its own classes or links either.
    return temml.renderToString(tex, { displayMode, throwOnError: true }).replace(/ (?:style|id|href)="[^"]*"/g, '')
  } catch {
    return `<code>${escaped(tex)}</code>`
  }
}
