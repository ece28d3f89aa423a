import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineSheet } from '#grading/public'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { loadCompiled } from './load-compiled.ts'

beforeEach(() => vi.stubEnv('XDG_CACHE_HOME', temporaryFolder()))

/** A sheet named `mine`. */
function sheet(files: Readonly<Record<string, string>>): string {
  return join(temporaryFolder(Object.fromEntries(Object.entries(files).map(([name, text]) => [`mine/${name}`, text]))), 'mine')
}

const load = (root: string, file: string) => loadCompiled(join(root, file))

describe('loadCompiled', () => {
  it('reads TypeScript, with Assay and fast-check of this installation and files without endings', async () => {
    const root = sheet({
      'sheet.ts': "import { defineSheet } from 'assay'\nexport { defineSheet }\n",
      'a/one/exercise.ts':
        "import { sample, integer } from 'fast-check'\nimport { two } from '../shared'\nexport default sample(integer(), two).length as number\n",
      'a/shared.ts': 'export const two: number = 2\n',
    })
    expect((await load(root, 'sheet.ts')).defineSheet).toBe(defineSheet)
    expect((await load(root, 'a/one/exercise.ts')).default).toBe(2)
  })

  it('shares what the files of a sheet share', async () => {
    const root = sheet({
      'a/one/exercise.ts': "export { shared as default } from '../shared.ts'\n",
      'a/two/exercise.js': "export { shared as default } from '../shared.ts'\n",
      'a/shared.ts': 'export const shared: object = {}\n',
    })
    expect((await load(root, 'a/one/exercise.ts')).default).toBe((await load(root, 'a/two/exercise.js')).default)
  })

  it('tells a file where it lies, so that it finds data beside it, and finds packages from there', async () => {
    const root = sheet({
      'a/one/exercise.ts':
        "import { readFileSync } from 'node:fs'\nimport { name } from 'matrices'\nexport default [name, readFileSync(new URL('data.txt', import.meta.url), 'utf8')]\n",
      'a/one/data.txt': 'data',
      'node_modules/matrices/package.json': '{"name":"matrices","type":"module","main":"index.js"}',
      'node_modules/matrices/index.js': "export const name = 'matrices'\n",
    })
    expect((await load(root, 'a/one/exercise.ts')).default).toEqual(['matrices', 'data'])
  })

  it('follows changes, and compiles nothing twice', async () => {
    const root = sheet({ 'sheet.ts': 'export default 1 as number\n' })
    expect((await load(root, 'sheet.ts')).default).toBe(1)
    const build = vi.spyOn(await import('./compile.ts'), 'compile')
    expect((await load(root, 'sheet.ts')).default).toBe(1)
    expect(build).not.toHaveBeenCalled()
    writeFileSync(join(root, 'sheet.ts'), 'export default 22 as number\n')
    expect((await load(root, 'sheet.ts')).default).toBe(22)
  })

  it.each([
    ['a syntax error', 'export default 1\nconst = 2\n', 'mine/a/one/exercise.ts:2:7: Expected identifier but found "="'],
    ['a file that is not there', "import '../none.ts'\n", 'mine/a/one/exercise.ts:1:8: “../none.ts” is not there'],
    [
      'a package that is not installed',
      "\nimport 'none'\n",
      'mine/a/one/exercise.ts:2:8: “none” is not installed; npm install it where the sheet lies',
    ],
    ['a file outside', "import '../../../out.ts'\n", 'mine/a/one/exercise.ts:1:8: “../../../out.ts” lies outside of the sheet'],
    [
      'a name that is not public',
      "import 'assay/grading'\n",
      'mine/a/one/exercise.ts:1:8: “assay/grading” is not public; there are assay, ',
    ],
    ['an error at the top', 'const a: number[] = []\n\na[0]!.toFixed()\n', 'mine/a/one/exercise.ts:3: Cannot read properties of undefined'],
    ['an error below', "import { f } from '../shared.ts'\nf()\n", 'mine/a/shared.ts:3: wrong'],
  ])('names the line of %s', async (_, source, says) => {
    const shared = 'interface Unused { a: 1 }\nexport function f(): void {\n    throw new Error("wrong")\n}\n'
    const root = sheet({ 'a/one/exercise.ts': source, 'a/shared.ts': shared, '../out.ts': '' })
    await expect(load(root, 'a/one/exercise.ts')).rejects.toThrow(says)
  })

  it('says that there is no solution', async () => {
    const root = sheet({ 'a/one/exercise.ts': '' })
    await expect(load(root, 'a/one/solution.ts')).rejects.toThrow('mine/a/one/solution.ts: no such file')
  })

  it('does without a cache that cannot be written', async () => {
    const root = sheet({ 'sheet.ts': 'export default 1 as number\n' })
    vi.stubEnv('XDG_CACHE_HOME', join(root, 'sheet.ts'))
    expect((await load(root, 'sheet.ts')).default).toBe(1)
    expect(readFileSync(join(root, 'sheet.ts'), 'utf8')).toContain('export')
  })
})
