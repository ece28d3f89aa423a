import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyAssets } from './copy-assets.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const PACKAGE = {
  'package.json': JSON.stringify({
    name: 'assay',
    imports: { '#checks': './checks/index.ts', '#cli/*': './cli/*.ts' },
    exports: { './checks': { types: './dist/checks/index.d.ts', default: './dist/checks/index.js' }, './package.json': './package.json' },
  }),
}

describe('copyAssets', () => {
  it('copies what the compiler does not know, and nothing of the hand-ins', () => {
    const root = temporaryFolder({
      ...PACKAGE,
      'reports/html/templates/page.hbs': 'page',
      'reference/a/b/statement.md': 'statement',
      'reference/a/b/starter.ts': 'starter',
      'reference/a/b/exercise.ts': 'source',
      'reference/README.md': 'readme',
      'submissions/adapters/python/bootstrap.py': 'child',
      'examples/class/ada/submission.py': 'hand-in',
      'fixtures/golden/x.json': '{}',
      'reference/data/weights/cnn.safetensors': 'weights',
      'docs/model-files.md': 'page',
      'examples/coursework/README.md': 'of another repository',
    })
    const dist = join(root, 'dist')
    expect(copyAssets(root, dist)).toEqual({ copied: 6, removed: 0 })
    expect(readFileSync(join(dist, 'submissions/adapters/python/bootstrap.py'), 'utf8')).toBe('child')
    expect(readFileSync(join(dist, 'reference/a/b/starter.ts'), 'utf8')).toBe('starter')
    expect(readFileSync(join(dist, 'reference/data/weights/cnn.safetensors'), 'utf8')).toBe('weights')
    expect(readFileSync(join(dist, 'docs/model-files.md'), 'utf8')).toBe('page')
    expect(JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'))).toMatchObject({
      imports: { '#checks': './checks/index.js', '#cli/*': './cli/*.js' },
      exports: { './checks': { types: './checks/index.d.ts', default: './checks/index.js' } },
    })
    expect(existsSync(join(dist, 'examples/coursework'))).toBe(false)
    expect(existsSync(join(dist, 'examples/class'))).toBe(false)
    expect(existsSync(join(dist, 'fixtures/golden'))).toBe(false)
  })

  it('removes what is left of files that are gone', () => {
    const root = temporaryFolder({
      ...PACKAGE,
      'reference/a/new/exercise.ts': '',
      'dist/reference/a/new/exercise.js': '',
      'dist/reference/a/new/exercise.d.ts': '',
      'dist/reference/a/old/exercise.js': '',
      'dist/reference/a/old/exercise.d.ts': '',
      'dist/reference/a/old/statement.md': '',
      'dist/fixtures/weights/old.safetensors': '',
    })
    expect(copyAssets(root, join(root, 'dist'))).toEqual({ copied: 0, removed: 4 })
    expect(existsSync(join(root, 'dist/reference/a/new/exercise.js'))).toBe(true)
    expect(existsSync(join(root, 'dist/reference/a/new/exercise.d.ts'))).toBe(true)
    expect(existsSync(join(root, 'dist/reference/a/old/exercise.js'))).toBe(false)
  })
})
