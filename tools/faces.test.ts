import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { FACES, withRelativeFaces } from '#grading/sheet/faces'

const ROOT = resolve(import.meta.dirname, '..')
const faces = Object.entries(FACES)

describe('what a sheet imports of the harness', () => {
  it('is what the package exports', () => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Readonly<Record<string, unknown>> }
    for (const [name, file] of faces)
      expect(exports[name.replace('assay', '.')]).toEqual({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` })
  })

  it('is found by the compiler in this tree', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => readFileSync(path, 'utf8'))
    expect(config.compilerOptions.paths).toEqual(Object.fromEntries(faces.map(([name, file]) => [name, [`./${file}.ts`]])))
  })
})

describe('withRelativeFaces', () => {
  it.each([
    ['reference/a/b/solution.ts', 'assay/math', '../../../grading/math/index.ts'],
    ['solution.ts', 'assay', './grading/public.ts'],
    ['reference/a/b/solution.ts', 'assay/unknown', 'assay/unknown'],
    ['reference/a/b/solution.ts', './assay', './assay'],
  ])('in %s makes %s to %s', (path, name, expected) => {
    expect(withRelativeFaces(path, `import { x } from '${name}'\n`)).toBe(`import { x } from '${expected}'\n`)
  })
})
