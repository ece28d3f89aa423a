import { createRequire } from 'node:module'
import type TypeScript from 'typescript'
import { type TokenList, tokenList } from './token-list.ts'

/** Nodes that a copy can lose or gain without becoming another program, as the compiler names them. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ImportEqualsDeclaration',
  'InterfaceDeclaration',
  'TypeAliasDeclaration',
  'TypeParameter',
  'EmptyStatement',
  'EndOfFileToken',
  'ExportKeyword',
  'DeclareKeyword',
  'ReadonlyKeyword',
  'PublicKeyword',
  'PrivateKeyword',
  'QuestionToken',
  'ColonToken',
  'ExclamationToken',
  'EqualsGreaterThanToken',
])
/** Nodes that only hold what counts. */
const SEEN_THROUGH: ReadonlySet<string> = new Set([
  'SourceFile',
  'ParenthesizedExpression',
  'NonNullExpression',
  'AsExpression',
  'SatisfiesExpression',
  'ExpressionStatement',
])
/** All that a walk needs. */
interface Walk {
  readonly ts: typeof TypeScript
  readonly source: TypeScript.SourceFile
  readonly list: TokenList
}

/** The syntax tree of TypeScript or JavaScript as tokens, without types. Runs in the reader: its parser recurses. */
export function scriptTokens(text: string, file: string, compiler: string): TokenList & { readonly broken: boolean } {
  const ts = createRequire(compiler)(compiler) as typeof TypeScript
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, false)
  const list = tokenList()
  const walk = { ts, source, list }
  for (const statement of source.statements) {
    const name = nameOf(statement, ts)
    if (name !== '') list.endBlock('')
    visit(statement, walk)
    list.endBlock(name)
  }
  const { parseDiagnostics = [] } = source as unknown as { readonly parseDiagnostics?: readonly unknown[] }
  return { ...list, broken: parseDiagnostics.length > 0 }
}

/** Of a function, a class, or a constant that holds one. */
function nameOf(statement: TypeScript.Statement, ts: Walk['ts']): string {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return textOf(statement.name, ts)
  if (!ts.isVariableStatement(statement)) return ''
  const [declared, ...others] = statement.declarationList.declarations
  const value = declared?.initializer
  if (declared === undefined || others.length > 0 || value === undefined) return ''
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value) ? textOf(declared.name, ts) : ''
}

function textOf(name: TypeScript.Node | undefined, ts: Walk['ts']): string {
  return name !== undefined && ts.isIdentifier(name) ? name.text.slice(0, 100) : ''
}

function visit(node: TypeScript.Node, walk: Walk): void {
  const { ts, source, list } = walk
  const kind = ts.SyntaxKind[node.kind] as string
  if (LEFT_OUT.has(kind) || ts.isTypeNode(node) || isDirective(node, ts)) return
  if (!SEEN_THROUGH.has(kind)) {
    const start = source.getLineAndCharacterOfPosition(node.getStart(source))
    let isLeaf = true
    ts.forEachChild(node, () => {
      isLeaf = false
    })
    const end = isLeaf ? source.getLineAndCharacterOfPosition(node.getEnd()) : start
    list.add(`${kind}${operatorOf(node, ts)}`, { startRow: start.line, startCol: start.character, endRow: end.line, endCol: end.character })
  }
  ts.forEachChild(node, (child) => visit(child, walk))
}

function isDirective(node: TypeScript.Node, ts: Walk['ts']): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)
}

function operatorOf(node: TypeScript.Node, ts: Walk['ts']): string {
  return ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node) ? ` ${ts.SyntaxKind[node.operator]}` : ''
}
