import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leftOutFiles, PROOFS } from './proofs.ts'

describe('files of tests that a short run leaves out', () => {
  it('are there, each once', () => {
    expect(PROOFS.filter((file) => !existsSync(join(import.meta.dirname, '../..', file)))).toEqual([])
    expect(new Set(PROOFS).size).toBe(PROOFS.length)
  })

  it.each([
    ['a run of everything', ['run'], '', PROOFS.length],
    ['a run where nothing may be left out', ['run'], 'all', 0],
    ['a run of a folder', ['run', 'reference/'], '', 0],
    ['a run of a file', ['run', 'laws.test.ts'], '', 0],
  ])('of %s', (_, args, require, count) => {
    expect(leftOutFiles(args, require)).toHaveLength(count)
  })
})
