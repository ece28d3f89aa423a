import { describe, expect, it } from 'vitest'
import { missingProgram, remedyFor } from './remedy.ts'

describe('the remedy for a sandbox that does not work', () => {
  it.each([
    ['bwrap: setting up uid map: Permission denied', /AppArmor.*bwrap-userns-restrict/],
    ['bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted', /Ubuntu 24\.04/],
    [
      'bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.',
      /container/,
    ],
    ['bwrap: Creating new namespace failed: Operation not permitted', /container/],
    ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", /systempaths=unconfined/],
    ['bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces exceeded (ENOSPC)', /outside of it/],
    ['setpriv: setresuid failed: Operation not permitted', /ordinary user/],
  ])('knows "%s"', (complaint, says) => {
    expect(remedyFor(complaint)).toMatch(says)
    expect(remedyFor(complaint)).toContain(complaint)
  })

  it('repeats a complaint that nobody knows', () => {
    expect(remedyFor('bwrap: the moon is full\nmore')).toBe('bwrap does not work here: bwrap: the moon is full')
  })

  it.each([
    ['linux', 'bwrap', 'apt-get install bubblewrap'],
    ['linux', 'prlimit', 'apt-get install util-linux'],
    ['darwin', 'bwrap', 'Linux virtual machine'],
    ['win32', 'bwrap', 'WSL 2'],
  ] as const)('says on %s how to get %s', (platform, name, says) => {
    expect(missingProgram(name, platform)).toContain(says)
  })
})
