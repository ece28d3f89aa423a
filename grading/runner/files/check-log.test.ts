import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { CHECK_LOG, createCheckLog } from './check-log.ts'

it('keeps what comes before its folder is known, and makes no file for nothing', () => {
  const folder = temporaryFolder({ [CHECK_LOG]: 'of an earlier run\n' })
  const log = createCheckLog()
  log.openIn(folder, false)
  expect([existsSync(join(folder, CHECK_LOG)), log.written]).toEqual([false, false])
  const other = createCheckLog()
  other.write('one\n')
  other.openIn(folder, true)
  other.write('two\n')
  expect([readFileSync(join(folder, CHECK_LOG), 'utf8'), other.written]).toEqual(['one\ntwo\n', true])
})

it('goes on with the file of a run that is resumed, and never beyond its bound', () => {
  const folder = temporaryFolder({ [CHECK_LOG]: '0123456789' })
  const log = createCheckLog(20)
  log.openIn(folder, true)
  log.write('abcdefghijklmnopqrstuvwxyz')
  log.write('more')
  expect(readFileSync(join(folder, CHECK_LOG), 'utf8')).toBe('0123456789abcdefghij\nthe rest is left out\n')
})

it('does not stop a run where nothing can be written', () => {
  const log = createCheckLog()
  log.openIn('/no/such/folder', true)
  expect(() => log.write('one\n')).not.toThrow()
  expect(log.written).toBe(false)
})
