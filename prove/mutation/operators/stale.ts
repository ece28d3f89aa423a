import type ts from 'typescript'
import type { Change, Operator, Site } from '../operator.ts'
import { put } from '../replacement.ts'

/** A value from before: an update that is missing or too early, the answer of the call before, the caller's own list. */
export const stale: Operator = {
  family: 'stale value',
  changes(node, site) {
    const { ts } = site
    if (ts.isExpressionStatement(node) && isAssignment(node.expression, site)) return [without(node, site), ...exchanged(node, site)]
    if (ts.isFunctionDeclaration(node)) return answersLate(node, site)
    return []
  },
}

function isAssignment(node: ts.Node, { ts }: Site): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

function without(node: ts.ExpressionStatement, site: Site): Change {
  const { source } = site
  return { operator: 'update left out', node, becomes: '', replacements: [put(node, ';', source)] }
}

/** Two updates one after the other, in the other order. */
function exchanged(node: ts.ExpressionStatement, site: Site): readonly Change[] {
  const { ts, source } = site
  if (!ts.isBlock(node.parent)) return []
  const next = node.parent.statements[node.parent.statements.indexOf(node) + 1]
  if (next === undefined || !ts.isExpressionStatement(next) || !isAssignment(next.expression, site)) return []
  const [first, second] = [site.text(node), site.text(next)]
  const replacements = [put(node, `;${second}`, source), put(next, `;${first}`, source)]
  return [{ operator: 'updates exchanged', node, becomes: `${second}; ${first}`, replacements }]
}

/** An exported function that answers as it did the call before. */
function answersLate(node: ts.FunctionDeclaration, site: Site): readonly Change[] {
  const { ts, source } = site
  const exported = node.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword) === true
  if (!exported || node.body === undefined || node.name === undefined) return []
  const before = `before_${node.name.text}`
  const [open, close] = [node.body.getStart(source) + 1, node.body.getEnd() - 1]
  return [
    {
      operator: 'answers as in the call before',
      node: node.name,
      becomes: before,
      replacements: [
        { from: open, to: open, text: ` const answer = (() => {` },
        { from: close, to: close, text: `})(); const kept = ${before}.answer; ${before}.answer = answer; return kept ?? answer ` },
        { from: source.getEnd(), to: source.getEnd(), text: `\nconst ${before} = { answer: undefined }\n` },
      ],
    },
  ]
}
