import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { remainsOf } from './remains.ts'

describe('what is left of a submission', () => {
  it.each(['/', tmpdir(), join(tmpdir(), 'assay-x/submission'), join(tmpdir(), 'other')])('is never looked for by %s', async (root) => {
    await expect(remainsOf(root)).rejects.toThrow('is no folder of a staged submission')
  })

  it('is nothing where no process names its folder', async () => {
    expect(await remainsOf(join(tmpdir(), 'assay-nobody'))).toEqual([])
  })
})
