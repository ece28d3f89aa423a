import ts from 'typescript'
import { expect, it } from 'vitest'
import { reachOf, reachOfPackage } from './reach.ts'

const reach = (text: string) => reachOf(ts, ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true))

it.each(['export const a = 1', "import { b } from './b.ts'\nexport { c } from './c.js'", "export const a = 'no file.tsv'"])(
  '%j reaches nothing that it does not import',
  (text) => expect(reach(text)).toBe('nothing'),
)

it.each([
  "const DATA = new URL('../data/', import.meta.url)",
  "import { createRequire } from 'node:module'\nconst at = createRequire(import.meta.url).resolve('images/package.json')",
])('%j reaches files', (text) => expect(reach(text)).toBe('files'))

it.each([
  'const { b } = await import(name)',
  "const b = createRequire(import.meta.url)('./b.cjs')",
  'const load = createRequire\nload(import.meta.url)',
  "const b = require('./b')",
  'export const isSet = process.env.A === undefined',
  "export const b = eval('1')",
  'export const names = readdirSync(new URL(".", import.meta.url))',
  'fs.readdirSync(here)',
  "export const text = readFileSync(new URL('./exercise.ts', import.meta.url), 'utf8')",
  'export const text = readFileSync(`${unit}/solution.js`)',
])('%j reaches anything', (text) => expect(reach(text)).toBe('anything'))

it.each([
  ['node:fs', 'files'],
  ['node:path', 'files'],
  ['node:child_process', 'anything'],
  ['mathjs', 'anything'],
  ['./not-there.ts', 'anything'],
] as const)('the package %s reaches %s', (name, expected) => expect(reachOfPackage(name)).toBe(expected))
