import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as treeSitterModule from 'web-tree-sitter'
import type { Node, Parser, TreeCursor } from 'web-tree-sitter'
import { type TokenList, tokenList } from './token-list.ts'

/** Nodes that a copy can lose or gain without becoming another program. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'comment',
  'type',
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'string_start',
  'string_content',
  'string_end',
  'line_continuation',
  'pass_statement',
])
/** Nodes that only hold what counts. */
const SEEN_THROUGH: ReadonlySet<string> = new Set(['module', 'typed_parameter', 'expression_statement', 'parenthesized_expression'])
const SAME_AS: Readonly<Record<string, string>> = { typed_default_parameter: 'default_parameter' }
const PUNCTUATION = /^[()[\]{},:;.'"]|^(?:def|class|return|if|for|while|with|in|else|elif|lambda|as|->)$/
const DEFINITION = /^(?:function|class|decorated)_definition$/

export interface PythonParser {
  readonly treeSitter: string
  readonly python: string
}

let parser: Promise<Parser> | undefined

/** The syntax tree of Python as tokens. Runs in the reader: its parser is WebAssembly and does not recurse, the walk does not either. */
export async function pythonTokens(text: string, from: PythonParser): Promise<TokenList & { readonly broken: boolean }> {
  parser ??= startParser(from)
  const tree = (await parser).parse(text)
  if (tree === null) throw new Error('the parser gave up')
  const list = tokenList()
  const cursor = tree.walk()
  try {
    walk(cursor, list)
    return { ...list, broken: tree.rootNode.hasError }
  } finally {
    cursor.delete()
    tree.delete()
  }
}

async function startParser({ treeSitter, python }: PythonParser): Promise<Parser> {
  const { Language, Parser } = createRequire(treeSitter)(treeSitter) as typeof treeSitterModule
  await Parser.init({ locateFile: (name: string) => join(dirname(treeSitter), name) })
  const created = new Parser()
  created.setLanguage(await Language.load(readFileSync(python)))
  return created
}

function walk(cursor: TreeCursor, list: TokenList): void {
  let depth = 0
  let name = ''
  for (;;) {
    if (depth === 1) name = DEFINITION.test(cursor.nodeType) ? nameOf(cursor.currentNode) : ''
    if (depth === 1 && name !== '') list.endBlock('')
    if (visit(cursor, list) && cursor.gotoFirstChild()) {
      depth++
      continue
    }
    for (;;) {
      if (depth === 1) list.endBlock(name)
      if (depth === 0) return
      if (cursor.gotoNextSibling()) break
      cursor.gotoParent()
      depth--
    }
  }
}

function nameOf(node: Node): string {
  const definition = node.childForFieldName('definition') ?? node
  return definition.childForFieldName('name')?.text.slice(0, 100) ?? ''
}

/** @returns whether its children count. */
function visit(cursor: TreeCursor, list: TokenList): boolean {
  const { nodeType, nodeIsNamed } = cursor
  if (LEFT_OUT.has(nodeType) || isDocstring(cursor)) return false
  if (SEEN_THROUGH.has(nodeType)) return true
  if (!nodeIsNamed && PUNCTUATION.test(nodeType)) return false
  const { startPosition: start, endPosition: end } = cursor
  const { childCount } = cursor.currentNode
  // A node with children is where it begins: as a whole it would cover all that follows.
  const until = childCount === 0 ? end : start
  list.add(SAME_AS[nodeType] ?? nodeType, { startRow: start.row, startCol: start.column, endRow: until.row, endCol: until.column })
  return true
}

function isDocstring({ nodeType, currentNode }: TreeCursor): boolean {
  return nodeType === 'expression_statement' && currentNode.namedChildCount === 1 && currentNode.firstNamedChild?.type === 'string'
}
