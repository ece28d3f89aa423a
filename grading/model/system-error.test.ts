import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemErrorText } from './system-error.ts'

it.each([
  ['a folder that is no file', () => readFileSync('.'), 'it is a folder'],
  ['a file that is not there', () => readFileSync('/no-such-file'), 'no such file or folder'],
  ['a file that is no folder', () => readdirSync(import.meta.filename), 'a part of the path is not a folder'],
  ['a name that is too long', () => readFileSync(`/${'a'.repeat(5000)}`), 'the name is too long'],
])('names %s', (_, open, says) => {
  expect(caught(open)).toBe(says)
})

it('hands on what has no known code, whatever was thrown', () => {
  expect(systemErrorText(new Error('out of luck'))).toBe('out of luck')
  expect(systemErrorText(Object.assign(new Error('odd'), { code: 'EODD' }))).toBe('odd')
  expect([null, undefined, 'text', 7].map(systemErrorText)).toEqual(['null', 'undefined', 'text', '7'])
})

it('is the only place that has words for codes of the system', () => {
  const root = join(import.meta.dirname, '../..')
  const rooms = ['checks', 'cli', 'course', 'grading', 'kit', 'prove', 'reports', 'submissions']
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
  const others = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== 'grading/model/system-error.ts')
  expect(others.length).toBeGreaterThan(300)
  expect(others.filter((file) => /\bcase 'E[A-Z]{4,}':/.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

function caught(open: () => unknown): string {
  try {
    open()
  } catch (error) {
    return systemErrorText(error)
  }
  throw new Error('nothing was thrown')
}
