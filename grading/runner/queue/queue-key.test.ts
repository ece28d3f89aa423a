import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { isSigned, readQueueKey, runKeyOf, signature, signed, verified } from './queue-key.ts'

const KEY = 'k'.repeat(40)

describe('signature', () => {
  it('differs where the same text is cut into other parts', () => {
    expect(signature(KEY, 'ab', 'c')).not.toBe(signature(KEY, 'a', 'bc'))
  })

  it('counts with its key only', () => {
    expect(isSigned(KEY, signature(KEY, 'x'), 'x')).toBe(true)
    for (const given of [signature('other', 'x'), signature(KEY, 'y'), '', undefined, 7]) expect(isSigned(KEY, given, 'x')).toBe(false)
  })

  it('of one run does not count in another', () => {
    expect(verified(runKeyOf(KEY, 'b'), 'job', signed(runKeyOf(KEY, 'a'), 'job', '{}'))).toBeUndefined()
  })

  it('of one kind does not count for another', () => {
    const given = signed(KEY, 'job', '{}')
    expect(verified(KEY, 'job', given)).toBe('{}')
    expect(verified(KEY, 'result', given)).toBeUndefined()
    expect(verified(KEY, 'job', { ...given, body: '{ }' })).toBeUndefined()
    expect(verified(KEY, 'job', 'text')).toBeUndefined()
  })
})

describe('readQueueKey', () => {
  it('reads what the file contains, without the end of its line', () => {
    expect(readQueueKey(join(temporaryFolder({ key: `${KEY}\n` }), 'key'), 'key')).toBe(KEY)
  })

  it.each([
    ['short', 'expected at least 32 characters, got 5'],
    [undefined, 'cannot be read: no such file or folder'],
  ])('refuses %j', (content, says) => {
    const folder = temporaryFolder(content === undefined ? {} : { key: content })
    expect(() => readQueueKey(join(folder, 'key'), 'key')).toThrow(`--queue-key key: ${says}`)
  })
})
