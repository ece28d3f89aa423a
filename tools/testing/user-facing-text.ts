import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A sentence, or a part of one, that users read. */
export interface UserText {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Literals of fewer words are names, codes and units. */
const FEWEST_WORDS = 3

const SOURCE = /\.ts$/
const PAGE = /\.(hbs|md)$/
/** Read by the developers of Assay alone. */
const INTERNAL = /\.test\.ts$|\/testing\/|\.config\.ts$|^cli\/(mutate|train|bench|prove\/mutation)\/|(?<!^)README\.md$|hostile\//

/** Every sentence of a room (a folder or a page at the top level) that users read. */
export function userTexts(root: string, room: string): readonly UserText[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--', room], { cwd: root, encoding: 'utf8' }).split('\0')
  return listed
    .filter((file) => (SOURCE.test(file) || PAGE.test(file)) && !INTERNAL.test(file))
    .flatMap((file) => textsOf(file, readFileSync(join(root, file), 'utf8')))
}

/** @param file - its name decides how `content` is read: TypeScript by its literals, pages by their lines. */
export function textsOf(file: string, content: string): readonly UserText[] {
  return SOURCE.test(file) ? literalsOf(file, content) : linesOf(file, content)
}

/** String and template literals; what a template inserts becomes `…`. */
function literalsOf(file: string, content: string): readonly UserText[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true)
  const found: UserText[] = []
  const visit = (node: ts.Node): void => {
    const text = literalText(node)
    if (text !== undefined && words(text) >= FEWEST_WORDS) {
      found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: withoutCode(text) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return isListOfNames(node) ? undefined : node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
}

/** `'a b c'.split(' ')`. */
function isListOfNames({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.name.text === 'split'
}

/** The lines of a page without fenced code, template expressions and mathematics. */
function linesOf(file: string, content: string): readonly UserText[] {
  const prose = content.replaceAll(/^```.*?^```/gms, (block) => block.replaceAll(/[^\n]/g, ''))
  return prose.split('\n').flatMap((line, i) => {
    const text = withoutCode(line.replaceAll(/\{\{[^}]*\}\}|\$[^$]*\$/g, ' '))
    return words(text) === 0 ? [] : [{ file, line: i + 1, text }]
  })
}

/** Code spans, addresses of links, tags and names of files are names, not words. */
function withoutCode(text: string): string {
  return text
    .replaceAll(/`[^`]*`/g, '…')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(/<\/?[a-z][^>]*>/g, ' ')
    .replaceAll(/(?<![\w-])[\w-]+\.(?:js|json|md|py|ts|yaml)\b/g, '…')
}

function words(text: string): number {
  return text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length
}

/** What the last column of each table of GLOSSARY.md lists, in the order of the page. */
export function forbiddenWords(glossary: string): readonly string[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map((found) => found[1] as string))
}

/** The texts that use a forbidden word, one line each. */
export function violations(texts: readonly UserText[], forbidden: readonly string[]): readonly string[] {
  const patterns = forbidden.map((word) => ({ word, pattern: new RegExp(`(?<![\\p{L}\\w/.-])${escaped(word)}(?![\\p{L}\\w/-])`, 'iu') }))
  return texts.flatMap(({ file, line, text }) =>
    patterns.flatMap(({ word, pattern }) => (pattern.test(text) ? [`${file}:${line}: "${word}" in: ${text.trim().slice(0, 120)}`] : [])),
  )
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')
}
