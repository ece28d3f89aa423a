import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { firstBytes } from './first-bytes.ts'

const root = mkdtempSync(join(tmpdir(), 'assay-test-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('the first bytes of a file', () => {
  it.each([
    ['shorter', 'abc', 'abc'],
    ['just as long', 'abcd', 'abcd'],
    ['one byte longer', 'abcde', 'abcde'],
    ['much longer', 'abcdefgh', 'abcde'],
    ['empty', '', ''],
  ])('are one more than asked for at most, of a file that is %s', async (_, content, expected) => {
    const path = join(root, 'file')
    writeFileSync(path, content)
    expect((await firstBytes(path, 4)).toString()).toBe(expected)
  })
})
