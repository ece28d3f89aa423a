import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { leftOut } from '#tools/testing/require-tool'
import { mountList } from './mount-list.ts'
import { runtimeClosure } from './runtime-closure.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-test-')))
afterAll(() => rmSync(root, { recursive: true }))
mkdirSync(join(root, 'usr/lib'), { recursive: true })
writeFileSync(join(root, 'usr/lib/libx.so.1.2'), '')
symlinkSync('libx.so.1.2', join(root, 'usr/lib/libx.so.1'))
symlinkSync('usr/lib', join(root, 'lib'))
symlinkSync('round', join(root, 'round'))

describe('a list of mounts', () => {
  it('keeps every link on the way to a file', () => {
    const mounts = mountList()
    mounts.add(join(root, 'lib/libx.so.1'))
    const { paths, links } = mounts.list()
    expect(paths).toEqual([join(root, 'usr/lib/libx.so.1.2')])
    expect([...links]).toEqual([
      [join(root, 'lib'), 'usr/lib'],
      [join(root, 'usr/lib/libx.so.1'), 'libx.so.1.2'],
    ])
  })

  it('leaves out what lies in a folder that is mounted anyway', () => {
    const mounts = mountList()
    mounts.add(join(root, 'usr/lib/libx.so.1'))
    mounts.add(join(root, 'usr'))
    expect(mounts.list()).toEqual({ paths: [join(root, 'usr')], links: new Map() })
  })

  it('leaves out what does not exist, and links that go round', () => {
    const mounts = mountList()
    mounts.add(join(root, 'nothing'))
    mounts.add(join(root, 'round'))
    expect(mounts.list().paths).toEqual([])
  })
})

describe.skipIf(leftOut(process.platform !== 'linux', 'libraries are looked for on Linux only'))('the closure of a runtime', () => {
  it('holds Node and the libraries it is linked with, and no folder of the system as a whole', () => {
    const { paths } = runtimeClosure([process.execPath], [])
    expect(paths).toContain(realpathSync(process.execPath))
    expect(paths.some((path) => /\/libc\.so\.6$|\/ld-musl/.test(path))).toBe(true)
    for (const folder of ['/', '/usr', '/usr/bin', '/usr/lib', '/etc', '/home', '/lib']) expect(paths).not.toContain(folder)
  })
})
