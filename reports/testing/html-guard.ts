import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const ELEMENTS = new Set(
  (
    'html head meta title style body nav main footer header section h1 h2 h3 h4 h5 p strong ol em span a table thead tbody tr th td caption ul ol li details summary pre code div dl dt dd mark br del ' +
    'figure figcaption img svg desc rect line path text math mrow mi mo mn msup msub msubsup mfrac mtable mtr mtd mtext munder mover munderover mspace msqrt mpadded mstyle'
  ).split(' '),
)
const ATTRIBUTES = new Set(
  (
    'data-label data-value aria-label lang http-equiv content charset name id class href rel scope colspan align role tabindex aria-labelledby aria-hidden open ' +
    'width height x y x1 x2 y1 y2 dy d rx viewBox transform fill-opacity src alt text-anchor display displaystyle fence form stretchy lspace rspace movablelimits symmetric minsize maxsize scriptlevel'
  ).split(' '),
)
/** Never closed, or closed in themselves. */
const VOID = new Set(['meta', 'br', 'img', 'rect', 'line', 'path'])

/** Base64 of bytes that begin as a PNG does. */
const OWN_PNG = /^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/

export interface Tag {
  readonly name: string
  readonly close: boolean
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

/** The one script that a page may hold, as the class page has it. */
const SCRIPT = readFileSync(new URL('../html/templates/script/students.mjs', import.meta.url), 'utf8')

/** Tags as a browser sees them: `<` followed by a letter or `/` opens one; the style element and our own script hold text. */
export function tagsOf(page: string): readonly Tag[] {
  const body = page
    .replace(/^<!doctype html>/, '')
    .replace(/<style>[^<]*<\/style>/, '<style></style>')
    .replace(`<script>${SCRIPT}</script>`, '')
  return [...body.matchAll(/<(\/?)([a-zA-Z!?][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>?/g)].map(([, slash, name = '', rest = '']) => ({
    name,
    close: slash === '/',
    attributes: [...rest.matchAll(/([^\s=/"']+)(?:="([^"]*)"|='([^']*)'|=([^\s"'>]+))?/g)].map(
      (match) => [match[1] ?? '', match[2] ?? match[3] ?? match[4] ?? ''] as const,
    ),
  }))
}

/**
 * What a page holds that is not ours: an element or attribute outside the list, a tag that is not closed where it was opened, a link
 * that leads elsewhere, a policy that is not the first thing or does not fit the one style and the one script, a character that hides.
 */
export function htmlFaults(page: string): readonly string[] {
  return [
    ...markupFaults(page),
    ...policyFaults(page),
    ...(/[^\n\t\P{C}]/u.test(page.replace(/<math[\s\S]*?<\/math>/g, '')) ? ['a character that hides'] : []),
  ]
}

function markupFaults(page: string): readonly string[] {
  const faults: string[] = []
  const open: string[] = []
  for (const { name, close, attributes } of tagsOf(page)) {
    if (!ELEMENTS.has(name)) faults.push(`<${name}>`)
    for (const [attribute, value] of attributes) {
      if (!ATTRIBUTES.has(attribute) || attribute.startsWith('on')) faults.push(`${name} ${attribute}`)
      if (attribute === 'href' && !/^(#|https:\/\/|students\/[^:#]*\.html(#[a-zA-Z0-9.-]+)?$)/.test(value)) faults.push(`href ${value}`)
    }
    if (name === 'img' && !attributes.some(([attribute, value]) => attribute === 'src' && OWN_PNG.test(value)))
      faults.push('img of another source')
    if (close) {
      if (open.pop() !== name) faults.push(`</${name}> closes another`)
    } else if (!VOID.has(name)) open.push(name)
  }
  return [...faults, ...open.map((name) => `<${name}> stays open`)]
}

function policyFaults(page: string): readonly string[] {
  const policy = /^<!doctype html>\s*<html lang="en">\s*<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(
    page,
  )?.[1]
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? '')
  const script = page.includes(`<script>${SCRIPT}</script>`) ? `script-src ${hashOf(SCRIPT)}; ` : ''
  const wanted = `default-src 'none'; ${script}style-src ${hashOf(styles[0] ?? '')}; img-src data:; base-uri 'none'; form-action 'none'`
  return [
    ...(styles.length === 1 ? [] : [`${styles.length} styles`]),
    ...(policy === wanted ? [] : [`the policy ${policy}`]),
    ...(page.includes('<meta name="referrer" content="no-referrer">') ? [] : ['no word on referrers']),
  ]
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
