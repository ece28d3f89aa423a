import type ts from 'typescript'
import { bare, type Change, type Operator, replaced, type Site } from '../operator.ts'
import { put } from '../replacement.ts'

/** Indices in each other's place, off by one, or of another axis. */
export const indices: Operator = {
  family: 'index',
  changes(node, site) {
    if (!site.ts.isElementAccessExpression(node)) return []
    return [...transposed(node, site), ...shifted(node, site), ...ofAnotherAxis(node, site)]
  },
}

function transposed(node: ts.ElementAccessExpression, site: Site): readonly Change[] {
  const inner = bare(node.expression, site)
  if (!site.ts.isElementAccessExpression(inner)) return []
  const [first, second] = [inner.argumentExpression, node.argumentExpression]
  const [i, j] = [site.text(first), site.text(second)]
  if (i === j) return []
  const becomes = `${site.text(inner.expression)}[${j}][${i}]`
  return [{ operator: 'indices transposed', node, becomes, replacements: [put(first, j, site.source), put(second, i, site.source)] }]
}

function shifted(node: ts.ElementAccessExpression, site: Site): readonly Change[] {
  const { argumentExpression: index } = node
  if (!site.ts.isIdentifier(index)) return []
  return [replaced('index one too high', index, `${index.text} + 1`, site)]
}

function ofAnotherAxis(node: ts.ElementAccessExpression, site: Site): readonly Change[] {
  const { argumentExpression: index } = node
  if (!site.ts.isIdentifier(index)) return []
  const others = [...countersAround(node, site)].filter((name) => name !== index.text)
  return others.map((name) => ({
    operator: `index of another axis`,
    node,
    becomes: `${site.text(node.expression)}[${name}]`,
    replacements: [put(index, name, site.source)],
  }))
}

/** What counts positions here: the second parameter of a callback (the third of a reduction), and the variables of loops. */
function countersAround(node: ts.Node, { ts }: Site): ReadonlySet<string> {
  const names = new Set<string>()
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (ts.isArrowFunction(at) && ts.isCallExpression(at.parent)) {
      const callee = at.parent.expression
      const reduces = ts.isPropertyAccessExpression(callee) && callee.name.text === 'reduce'
      const counter = at.parameters[reduces ? 2 : 1]
      if (counter !== undefined && ts.isIdentifier(counter.name) && !counter.name.text.startsWith('_')) names.add(counter.name.text)
    }
    if (ts.isForStatement(at) && at.initializer !== undefined && ts.isVariableDeclarationList(at.initializer))
      for (const { name } of at.initializer.declarations) if (ts.isIdentifier(name)) names.add(name.text)
  }
  return names
}
