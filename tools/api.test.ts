import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as checks from '#checks'
import * as math from '#grading/math/index'
import * as networks from '#grading/networks/index'
import * as sheet from '#grading/public'
import { FACES } from '#grading/sheet/faces'
import { API_REPORT, apiReport, publicProgram } from './api-report.ts'

const ROOT = join(import.meta.dirname, '..')
/** What an example may use. Those of other faces register tests or start processes. */
const NAMES: Readonly<Record<string, unknown>> = { ...sheet, ...checks, ...math, ...networks }

interface Export {
  readonly name: string
  readonly isType: boolean
  readonly examples: readonly string[]
}

/** What a program exports from a file, with the code of its examples. */
function exportsOf(program: ts.Program, file: string): readonly Export[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${file} exports nothing`)
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === 'example')
    const examples = tags.map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n|\n```$/g, ''))
    return { name: exported.name, isType: (symbol.flags & ts.SymbolFlags.Value) === 0, examples }
  })
}

/** The lines of an example that say what they give: `code // value`. */
function claimsOf(example: string): readonly (readonly [code: string, value: string])[] {
  return example.split('\n').flatMap((line) => {
    const [, code, value] = /^(\w[^=]*[^=\s]) \/\/ (\[.*\]|'.*'|true|false|undefined|-?[\d.]+)$/.exec(line) ?? []
    return code === undefined || value === undefined ? [] : [[code, value] as const]
  })
}

function evaluated(code: string): unknown {
  return new Function(...Object.keys(NAMES), `return (${code})`)(...Object.values(NAMES))
}

const program = publicProgram()
const files = Object.values(FACES).map((face) => join(ROOT, `${face}.ts`))
const exported = files.flatMap((file) => exportsOf(program, file)).filter(({ isType }) => !isType)

describe('what the package exports', () => {
  it('is written down', () => {
    const written = readFileSync(join(ROOT, API_REPORT), 'utf8')
    expect(apiReport(program), `${API_REPORT} is not up to date; npx tsx tools/api-report.ts writes it`).toBe(written)
  })

  it('has an example each', () => {
    expect(exported.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([])
    expect(exported.length).toBeGreaterThan(90)
  })

  const claims = exported.flatMap(({ name, examples }) => examples.flatMap(claimsOf).map(([code, value]) => ({ name, code, value })))
  it.each(claims)('gives what its example says: $code', ({ code, value }) => {
    expect(evaluated(code)).toEqual(evaluated(value))
  })

  it('is tried by enough examples', () => expect(claims.length).toBeGreaterThan(50))
})

describe('an example', () => {
  it('that says something else is found', () => {
    const [[code, value]] = claimsOf('meanOf([1, 2, 6]) // 4') as [[string, string]]
    expect(evaluated(code)).not.toEqual(evaluated(value))
  })
})
