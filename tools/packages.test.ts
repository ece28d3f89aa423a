import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '#grading/sheet/catalogue'
import { builtPath } from './testing/built/built.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const ROOT = resolve(import.meta.dirname, '..')
const units = [...new Set((await loadCatalogue()).map(({ exercise }) => exercise.id.split('/', 1)[0]))]
/** Of what a sheet alone may hold, in a path. */
const SECRET = new RegExp(`(?:^|/)(?:${units.join('|')})/|/solution\\.[jt]s$|\\.safetensors$|\\.gz$|-ubyte$|(?:^|/)fixtures/`)

/** What `npm pack` would put into the package of a folder. */
function packed(cwd: string): readonly string[] {
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd, encoding: 'utf8' })
  const start = stdout.search(/^[[{]/m)
  if (start < 0) throw new Error(stderr)
  const end = stdout.lastIndexOf(stdout[start] === '[' ? ']' : '}')
  const [one] = Object.values(
    JSON.parse(stdout.slice(start, end + 1)) as Record<string, { readonly files: readonly { readonly path: string }[] }>,
  )
  return one?.files.map(({ path }) => path) ?? []
}

const secretsIn = (paths: readonly string[]): readonly string[] => paths.filter((path) => SECRET.test(path))

describe('the package of the harness', () => {
  it('contains no solution, weight, label or image', () => {
    const root = temporaryFolder({})
    cpSync(join(ROOT, 'package.json'), join(root, 'package.json'))
    cpSync(builtPath('.'), join(root, 'dist'), { recursive: true })
    const paths = packed(root)
    expect(paths.length).toBeGreaterThan(500)
    expect(paths).toContain('dist/cli/main.js')
    expect(secretsIn(paths)).toEqual([])
  })

  it.each([
    'dist/reference/backpropagation/softmax/solution.js',
    'dist/sheet/backpropagation/softmax/exercise.js',
    'dist/grading/solution.js',
    'dist/grading/networks/cnn.safetensors',
    'dist/data/test-labels.gz',
    'dist/fixtures/anything',
  ])('would be refused with %s', (path) => {
    expect(secretsIn([path])).toEqual([path])
  })
})

describe('the package of the sheet', () => {
  it('contains every exercise with its solution, and the data that they read, and no test', async () => {
    const paths = packed(join(ROOT, 'reference'))
    for (const { exercise } of await loadCatalogue()) {
      expect(paths).toContain(`${exercise.id}/exercise.ts`)
      expect(paths).toContain(`${exercise.id}/statement.md`)
      if (exercise.entries.length > 0) expect(paths).toContain(`${exercise.id}/solution.ts`)
    }
    for (const part of ['images', 'labels']) expect(paths).toContain(`data/mnist/test2k-${part}.gz`)
    expect(paths.filter((path) => path.endsWith('.safetensors')).length).toBeGreaterThan(5)
    expect(paths.filter((path) => /\.test\.ts$|^(?:testing|train)\//.test(path))).toEqual([])
    expect(paths).toContain('sheet.ts')
  })
})
