import { execFileSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

describe('a temporary folder', () => {
  it('is private, and gone when it is removed, also twice', async () => {
    const folder = await temporaryFolder('assay-test-')
    expect(statSync(folder.path).mode & 0o777).toBe(0o700)
    writeFileSync(join(folder.path, 'x'), '')
    await folder.remove()
    await folder.remove()
    expect(existsSync(folder.path)).toBe(false)
  })

  it('is gone when the process exits without removing it', () => {
    const module = new URL('./temporary-folder.ts', import.meta.url).href
    const code = `import(${JSON.stringify(module)}).then(async ({ temporaryFolder }) => { console.log((await temporaryFolder('assay-test-')).path); process.exit(3) })`
    let path = ''
    try {
      execFileSync(process.execPath, ['--import', 'tsx', '-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
    } catch (error) {
      path = String((error as { stdout: Buffer }).stdout).trim()
    }
    expect(path).toContain('assay-test-')
    expect(existsSync(path)).toBe(false)
  })
})
