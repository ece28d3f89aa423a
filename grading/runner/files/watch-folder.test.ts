import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { watchFolder } from './watch-folder.ts'

function watching(path: string) {
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  return { controller, changes: watchFolder(path, controller.signal) }
}

describe('watchFolder', () => {
  it('sees a file replaced by rename, twice', async () => {
    const folder = temporaryFolder({ 'a.py': '1' })
    const { changes } = watching(folder)
    for (const content of ['2', '3']) {
      writeFileSync(join(folder, 'a.py~'), content)
      renameSync(join(folder, 'a.py~'), join(folder, 'a.py'))
      expect(await changes.next()).toBe(true)
    }
  })

  it('sees a change in a folder that came later', async () => {
    const folder = temporaryFolder()
    const { changes } = watching(folder)
    mkdirSync(join(folder, 'lib'))
    await changes.next()
    writeFileSync(join(folder, 'lib/a.py'), '1')
    expect(await changes.next()).toBe(true)
  })

  it('watches the folder of a single file', async () => {
    const folder = temporaryFolder({ 'a.py': '1' })
    const { changes } = watching(join(folder, 'a.py'))
    writeFileSync(join(folder, 'a.py'), '2')
    expect(await changes.next()).toBe(true)
  })

  it('ends when it is told to', async () => {
    const { controller, changes } = watching(temporaryFolder())
    const next = changes.next()
    controller.abort()
    expect(await next).toBe(false)
    expect(await changes.next()).toBe(false)
  })
})
