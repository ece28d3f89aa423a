import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { leftOut } from '#tools/testing/require-tool'
import { dropTo, isReachable, openPassage, shareWith, unprivileged } from './privileges.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-test-'))
afterAll(() => rmSync(root, { recursive: true }))
const staged = join(root, 'submission')
mkdirSync(staged, { mode: 0o700 })
writeFileSync(join(staged, 'a.js'), '', { mode: 0o400 })
const user = { id: 64_999 }

describe('privileges', () => {
  it('are nobody else’s business for an ordinary user', () => {
    expect(unprivileged(1000)).toBeUndefined()
  })

  it('go to a user with a number of its own when root starts', () => {
    const id = unprivileged(0)?.id ?? 0
    expect(id).toBeGreaterThan(1000)
    expect(id).toBeLessThan(65_535)
  })

  it('are dropped with every group and capability', () => {
    expect(dropTo(user, '/usr/bin/setpriv')).toEqual([
      ...['/usr/bin/setpriv', '--reuid=64999', '--regid=64999', '--clear-groups', '--bounding-set=-all', '--inh-caps=-all', '--'],
    ])
  })

  it.skipIf(leftOut(process.getuid?.() !== 0, 'only root can share a folder with another user'))(
    'let the other user read a staged folder and write nothing of it',
    () => {
      expect(isReachable(user, join(staged, 'a.js'))).toBe(false)
      shareWith(user, staged)
      openPassage(user, root)
      expect(isReachable(user, join(staged, 'a.js'))).toBe(true)
      expect(isReachable({ id: 64_998 }, join(staged, 'a.js'))).toBe(false)
      expect(statSync(join(staged, 'a.js')).mode & 0o222).toBe(0)
      expect(statSync(staged)).toMatchObject({ uid: 0, gid: 64_999 })
    },
  )

  it('find a file behind a closed folder out of reach', () => {
    const closed = join(root, 'closed')
    mkdirSync(closed)
    writeFileSync(join(closed, 'x'), '')
    chmodSync(closed, 0o700)
    expect(isReachable({ id: 64_998 }, join(closed, 'x'))).toBe(false)
    expect(isReachable({ id: 64_998 }, '/nowhere')).toBe(false)
  })
})
