import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { codeLine } from './code-line.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-code-line-'))
afterAll(() => rmSync(root, { recursive: true }))
writeFileSync(join(root, 'secret'), 'a secret')
writeFileSync(join(root, 'a.py'), `import math\r\n\r\n  return math.exp(z\n${'x'.repeat(1000)}`)
writeFileSync(join(root, 'long.py'), 'x'.repeat(2_000_000))
symlinkSync(join(root, 'secret'), join(root, 'link.py'))
const folder = { path: root, files: ['a.py', 'gone.py', 'link.py', 'long.py'] }

describe('codeLine', () => {
  it('is the line at a place', async () => {
    expect(await codeLine(folder, { file: 'a.py', line: 3 })).toBe('return math.exp(z')
    expect(await codeLine(folder, { file: 'a.py', line: 4 })).toBe('x'.repeat(240))
  })

  it.each([
    ['a file outside the submission', 'secret', 1],
    ['a path that climbs', '../secret', 1],
    ['a link', 'link.py', 1],
    ['a file that is gone', 'gone.py', 1],
    ['a file that is no code', 'long.py', 1],
    ['a blank line', 'a.py', 2],
    ['a line after the last', 'a.py', 5],
    ['a line before the first', 'a.py', 0],
  ])('is nothing of %s', async (_, file, line) => {
    expect(await codeLine(folder, { file, line })).toBeUndefined()
  })
})
