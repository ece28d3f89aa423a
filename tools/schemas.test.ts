import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly exports: Readonly<Record<string, unknown>> }
const schemas = Object.entries(exports).flatMap(([name, file]) => (name.startsWith('./schema/') ? [[name, String(file)] as const] : []))

it('the package exports the schemas of what it reads and writes', () => {
  const names = schemas.map(([name]) => name)
  expect(names).toEqual(expect.arrayContaining(['course', 'identities', 'results', 'diff'].map((name) => `./schema/${name}.json`)))
})

it.each(schemas)('%s is a schema that the build copies', (_, file) => {
  // Whatever is JSON in a room lies at the same place in the build.
  const schema = JSON.parse(readFileSync(join(ROOT, file.replace('./dist/', '')), 'utf8'))
  expect(new Ajv2020({ strict: false }).compile(schema)({ schema: 'none' })).toBe(false)
})
