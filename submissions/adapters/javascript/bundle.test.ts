import { describe, expect, it } from 'vitest'
import { ask, prepare, told } from '../testing/ask.ts'
import { javascript } from './javascript.ts'

describe('bundling', () => {
  it('types are stripped, not checked', async () => {
    const source = `const n: string = 3 as any
      const twice = (x: string): any => (x as any) * 2
      export const f = (): boolean => twice(n)`
    await ask(javascript, { 'submission.ts': source }, async ({ call }) => expect(told(await call('f'))).toBe(6))
  })

  it('a syntax error is found, with file, line and column', async () => {
    const prepared = await prepare(javascript, {
      'submission.ts': "import './b.ts'\nexport const f = () => 1",
      'b.ts': '\nconst é = 1; const x = = 2\n',
    })
    expect(prepared).toMatchObject({ ok: false, fault: { kind: 'syntax-error', place: { file: 'b.ts', line: 2, column: 24 } } })
  })

  it.each(['', '\ufeff'])('a file in UTF-16 is named as such, with %j before it', async (mark) => {
    const source = Buffer.from(`${mark}export const f = () => 1`, 'utf16le')
    expect(await prepare(javascript, { 'submission.ts': source })).toMatchObject({
      ok: false,
      fault: {
        kind: 'load-error',
        message: 'the file is encoded in UTF-16, which cannot be read here; save it in UTF-8',
        place: { line: 1 },
      },
    })
  })

  it.each([
    [
      'a file outside the folder',
      "import secret from '../../reference/secret.ts'; export const f = () => secret",
      'leads outside the submitted folder',
    ],
    ['an absolute path', "import secret from '/etc/hostname'; export const f = () => secret", 'absolute path'],
    ['a file URL', "import secret from 'file:///etc/hostname'; export const f = () => secret", 'absolute path'],
    ['a package', "import * as tf from 'esbuild'; export const f = () => tf", 'names a package'],
    ['a package by require', "const z = require('zod'); export const f = () => z", 'names a package'],
    ['a file that is not there', "import { g } from './g'; export const f = g", 'was not submitted'],
  ])('an import of %s is refused, with its place', async (_, source, words) => {
    const prepared = await prepare(javascript, { 'submission.ts': `\n${source}` })
    expect(prepared).toMatchObject({
      ok: false,
      fault: { kind: 'load-error', message: expect.stringContaining(words), place: { file: 'submission.ts', line: 2 } },
    })
  })

  it.each([
    ['of a file that is there', "import('../../../../../../../../../etc/pass' + x, { with: { type: 'text' } })"],
    ['by require', "require('../../../../../../../../../etc/pass' + x)"],
    ['by a template', 'import(`../../../../../../../../../etc/pass${x}`)'],
    ['below a folder that is not there', "import('../not-there/' + x + '.ts')"],
    ['that no file answers to', "import('./' + x + '.nothing')"],
    ['beside an await outside of functions', "await import('./' + x)"],
    ['in a branch that forgives', "(() => { try { return require('../../../../../../../../../etc/pass' + x) } catch { return 0 } })()"],
  ])('a computed import %s is refused, with its place and no path of the machine', async (_, expression) => {
    const prepared = await prepare(javascript, { 'submission.js': `\nexport const f = async (x) => ${expression}` })
    expect(prepared).toEqual({
      ok: false,
      fault: {
        kind: 'load-error',
        name: '',
        message: 'the path of this import is computed, so it cannot be followed; write the file name literally',
        place: { file: 'submission.js', line: 2, column: expect.any(Number) },
      },
      remarks: [],
    })
  })

  it("the submission's tsconfig.json and package.json are ignored", async () => {
    const files = {
      'submission.ts': "import { g } from './g'\nexport const f = () => g",
      'g.ts': 'export const g = 1',
      'tsconfig.json': '{"compilerOptions": {"paths": {"./g": ["/etc/hostname"]}, "target": "nonsense"}, "extends": "/etc/hostname"}',
      'package.json': '{"browser": {"./g.ts": "/etc/hostname"}, "imports": {"#x": "/etc/hostname"}, "sideEffects": false}',
    }
    await ask(javascript, files, async ({ call }) => expect(told(await call('f'))).toBe(1))
  })
})
