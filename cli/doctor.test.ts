import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder as examineTemporary, node, python } from './doctor.ts'
import { run } from './run.ts'
import { fakeIo } from './testing/fake-io.ts'
import { SMALL_SHEET } from './testing/small-sheet.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

describe('assay doctor', () => {
  it('finds this machine ready and says what the sandbox does not hold back', async () => {
    const io = fakeIo({ catalogue: SMALL_SHEET })
    expect(await run(['doctor'], io)).toBe(0)
    expect(io.stdout()).toContain('2 with 4 checks')
    expect(io.stdout()).toContain('process: no isolation; only for code you trust')
    expect(io.stdout()).toMatch(/\nReady\.\n$/)
  })

  it('ends with 3 when there is no exercise to judge with', async () => {
    const io = fakeIo({ catalogue: temporaryFolder() })
    expect(await run(['doctor'], io)).toBe(3)
    expect(io.stdout()).toContain('✗ exercises')
  })

  it.each([
    ['20.18.1', 'bad'],
    ['20.19.0', 'good'],
    ['18.20.0', 'bad'],
    ['24.1.0', 'good'],
  ])('finds Node %s %s', (version, state) => {
    expect(node(version).state).toBe(state)
  })

  it('says what follows without Python and without numpy', async () => {
    expect(await python(async () => undefined)).toMatchObject({ state: 'poor', says: expect.stringContaining('nobody loses points') })
    const bare = { executable: '/usr/bin/python3', version: '3.11.2', numpy: undefined, matplotlib: false, files: [] }
    expect(await python(async () => bare)).toMatchObject({ state: 'poor', says: expect.stringContaining('3.11.2 without numpy') })
  })

  it('finds a temporary folder that cannot be written bad', async () => {
    expect(await examineTemporary(join(temporaryFolder(), 'nowhere'))).toMatchObject({ state: 'bad' })
  })
})
