import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const ROOT = join(import.meta.dirname, '../..')

function mutate(tree: string, ...words: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const script = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'tools/mutate/main.ts')]
  const { status, stdout, stderr } = spawnSync(process.execPath, [...script, ...words], {
    cwd: tree,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** A repository with one function and a test of it. */
function planted(test: string): string {
  const tree = temporaryFolder({
    'package.json': '{"type":"module"}',
    'grading/whole.ts': 'export const NAME = "whole"\nexport const isWhole = (x: number): boolean => x >= 0\n',
    'grading/whole.test.ts': `import { expect, it } from 'vitest'\nimport { isWhole } from './whole.ts'\n\nit('tells', () => { ${test} })\n`,
  })
  mkdirSync(join(tree, 'tools/mutate'), { recursive: true })
  for (const folder of ['tools/testing', 'grading/sheet']) mkdirSync(join(tree, folder))
  for (const file of ['tools/mutate/vitest.config.ts', 'tools/testing/faces.ts', 'grading/sheet/faces.ts'])
    copyFileSync(join(ROOT, file), join(tree, file))
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  return tree
}

describe('npm run mutate', { timeout: 300_000 }, () => {
  it('is red when a test runs but notices nothing, and leaves no copy behind', () => {
    const tree = planted('expect(isWhole(1)).toBe(true)')
    const { status, stdout } = mutate(tree, 'grading/whole.ts')
    expect(stdout).toContain('survived: grading/whole.ts: export const isWhole = (x: number): boolean => x >= 0: x >= 0 → x > 0')
    expect(status).toBe(1)
    expect(existsSync(join(tree, 'out-mutation/copy'))).toBe(false)
  })

  it('is red for a file that no test reaches, and goes on with the next', () => {
    const tree = planted('expect([isWhole(1), isWhole(0), isWhole(-1)]).toEqual([true, true, false])')
    writeFileSync(join(tree, 'grading/alone.ts'), 'export const isAlone = (x: number): boolean => x === 1\n')
    const { status, stdout } = mutate(tree, 'grading')
    expect(stdout).toContain('\nno test reaches grading/alone.ts\n')
    expect(stdout).toMatch(/grading +(\d+) +\1 +0 +0 +0 +100\.0 %/)
    expect(status).toBe(1)
  })

  it('has a sentence for what it is not meant for', () => {
    const says = 'mutate: reports: expected a folder or a file of grading, checks, submissions/session, reference/quality\n'
    expect(mutate(planted(''), 'reports')).toMatchObject({ status: 2, stderr: says })
  })
})
