import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './testing/temporary-folder.ts'

const ROOT = resolve(import.meta.dirname, '..')
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Readonly<Record<string, string>> }
const [together = '', ...after] = (scripts.check ?? '').split(' && ')

describe('npm run check', () => {
  it('is lint, types and unused code side by side, and all tests if these are green', () => {
    expect(together).toBe('concurrently --group npm:lint npm:types npm:unused')
    expect(after).toEqual(['vitest run'])
    expect(scripts.lint).toBe('biome check --error-on-warnings .')
    expect(scripts.types).toMatch(/^tsc --noEmit -p \. /)
    expect(scripts.unused).toMatch(/^knip /)
  })

  it.each(['lint', 'types', 'unused'])('is red, and shows why, when %s alone is red', (name) => {
    const { status, stdout } = checked(name)
    expect(stdout).toContain(`[${name}] planted\n`)
    expect(status).not.toBe(0)
  })

  it('is green when none is red', () => expect(checked().status).toBe(0))
})

/** Its first part in a folder whose steps do nothing, but for one. */
function checked(broken?: string) {
  const folder = temporaryFolder()
  const steps = Object.fromEntries(['lint', 'types', 'unused'].map((name) => [name, name === broken ? 'echo planted && exit 3' : 'exit 0']))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: steps }))
  const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  return spawnSync(together, { cwd: folder, shell: true, encoding: 'utf8', env: { ...process.env, PATH, NO_COLOR: '1' } })
}
