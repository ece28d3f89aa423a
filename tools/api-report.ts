/** `tsx tools/api-report.ts` writes what the package exports, so that a change of it shows in review; a test compares. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { FACES } from '#grading/sheet/faces'

const ROOT = resolve(import.meta.dirname, '..')
/** Relative to the root. */
export const API_REPORT = 'docs/api/api.txt'

const FILES = Object.entries(FACES).map(([name, face]) => ({ name, file: join(ROOT, `${face}.ts`) }))

/** What the package exports, with its types. Takes seconds. */
export function publicProgram(): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT)
  return ts.createProgram(
    FILES.map(({ file }) => file),
    options,
  )
}

/** Every name that a sheet may import, with its signature, without comments; in the order of the names. */
export function apiReport(program: ts.Program): string {
  const checker = program.getTypeChecker()
  const sections = FILES.map(({ name, file }) => {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    if (module === undefined) throw new Error(`${relative(ROOT, file)} exports nothing`)
    const exported = [...checker.getExportsOfModule(module)].sort((a, b) => (a.name < b.name ? -1 : 1))
    return `# ${name}\n\n${exported.map((one) => `${declared(checker, one)}\n`).join('\n')}`
  })
  return sections.join('\n')
}

const printer = ts.createPrinter({ removeComments: true })

function declared(checker: ts.TypeChecker, exported: ts.Symbol): string {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  return (symbol.declarations ?? []).map((node) => withoutBody(checker, exported.name, node)).join('\n')
}

/** As a declaration file says it. */
function withoutBody(checker: ts.TypeChecker, name: string, node: ts.Declaration): string {
  const print = (one: ts.Node): string =>
    printer.printNode(ts.EmitHint.Unspecified, one, node.getSourceFile()).replace(/^export (?:default )?/, '')
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return print(node)
  const type = checker.typeToString(
    checker.getTypeAtLocation(node),
    undefined,
    ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteTypeArgumentsOfSignature,
  )
  if (ts.isFunctionDeclaration(node)) return `function ${name}${type.replace(/\) => (?!.*\) => )/, '): ')}`
  if (ts.isClassDeclaration(node)) {
    const members = node.members.map((member) => ('body' in member ? print(member).replace(/ \{[\s\S]*$/, '') : print(member)))
    return `class ${name} {\n${members.map((member) => `    ${member}`).join('\n')}\n}`
  }
  return `const ${name}: ${type}`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  mkdirSync(dirname(join(ROOT, API_REPORT)), { recursive: true })
  writeFileSync(join(ROOT, API_REPORT), apiReport(publicProgram()))
}
