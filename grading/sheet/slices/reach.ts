import type { Identifier, Node, SourceFile } from 'typescript'
import { type Reach, type TypeScript, wider } from './parts.ts'

/** Packages that read files and work with what they hold; none of them loads code. */
const OF_FILES = new Set(['node:crypto', 'node:fs', 'node:module', 'node:path', 'node:url', 'node:zlib'])
/** Names of what runs code that no import names, or knows more than the sheet. */
const LOADS = new Set(['require', 'process', 'globalThis', 'eval', 'Function'])
/** Names of what finds files that nothing names: code may be among them. */
const FINDS = /^(?:readdir|opendir|glob|readlink)/
const CODE_FILE = /\.[cm]?[jt]sx?$/

/** What a module of a sheet reaches by a package, where it is none of the harness. */
export function reachOfPackage(specifier: string): Reach {
  return OF_FILES.has(specifier) ? 'files' : 'anything'
}

/** What a module can reach through its own place, by what is imported while it runs, or by the names of files. */
export function reachOf(ts: TypeScript, source: SourceFile): Reach {
  let reach: Reach = 'nothing'
  const visit = (node: Node): void => {
    if (ts.isMetaProperty(node)) reach = wider(reach, 'files')
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) reach = 'anything'
    if (ts.isIdentifier(node) && (LOADS.has(node.text) || FINDS.test(node.text) || isLoader(ts, node))) reach = 'anything'
    if (ts.isStringLiteralLike(node) && CODE_FILE.test(node.text) && !isSpecifier(ts, node)) reach = 'anything'
    if (ts.isTemplateTail(node) && CODE_FILE.test(node.text)) reach = 'anything'
    ts.forEachChild(node, visit)
  }
  visit(source)
  return reach
}

/** Whether more is made of it than the place of a file: `createRequire(…).resolve(…)` loads nothing. */
function isLoader(ts: TypeScript, node: Identifier): boolean {
  if (node.text !== 'createRequire' || ts.isImportSpecifier(node.parent)) return false
  const call = node.parent
  const isCalled = ts.isCallExpression(call) && call.expression === node
  return !(isCalled && ts.isPropertyAccessExpression(call.parent) && call.parent.name.text === 'resolve')
}

function isSpecifier(ts: TypeScript, { parent }: Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)
}
