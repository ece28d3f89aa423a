import { type ModuleDeclaration, type Pattern, parse, type Statement } from 'acorn'
import * as esbuild from 'esbuild'

/** What makes a file a module with exports of its own choice. */
const EXPORTS = /^[ \t]*export\b|\bmodule\s*\.\s*exports\b|\bexports\s*[.[]|\bimport\s*=\s*require\b/m
/** A text that looks like one costs nothing: where exports are added to others, the file is taken as it is. */
const COMMENTS = /\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/.*/g

/**
 * An entry that exports nothing, completed so that it exports the functions and variables of its top level: it was written as a script.
 *
 * @returns `undefined` where it exports something, has nothing to export, or cannot be parsed.
 */
export async function withExports(source: string, loader: esbuild.Loader): Promise<string | undefined> {
  if (EXPORTS.test(source.replace(COMMENTS, ''))) return undefined
  try {
    const names = await namesOfTopLevel(source, loader)
    return names.length === 0 ? undefined : `${source}\n;export { ${names.join(', ')} }\n`
  } catch {
    // The bundling itself reports the mistake, with its place.
    return undefined
  }
}

/** @throws Error where it cannot be parsed. */
async function namesOfTopLevel(source: string, loader: esbuild.Loader): Promise<readonly string[]> {
  const { code } = await esbuild.transform(source, { loader, legalComments: 'none', tsconfigRaw: '{}', logLevel: 'silent' })
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  return [...new Set(body.flatMap(namesIn))]
}

function namesIn(statement: Statement | ModuleDeclaration): readonly string[] {
  switch (statement.type) {
    case 'FunctionDeclaration':
      return [statement.id.name]
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => boundBy(id))
    default:
      return []
  }
}

/** Names that a declarator gives, those of destructuring included. */
function boundBy(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => boundBy(one.type === 'Property' ? one.value : one.argument))
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one === null ? [] : boundBy(one)))
    case 'AssignmentPattern':
      return boundBy(pattern.left)
    case 'RestElement':
      return boundBy(pattern.argument)
    case 'MemberExpression':
      return []
  }
}
