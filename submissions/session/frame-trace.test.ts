import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { CALL, RESULT } from './frame.ts'
import { frameLine, traced, traceFrames } from './frame-trace.ts'

const frame = (text: string) => ({ type: RESULT, json: Buffer.from(text), bin: new Uint8Array(16) })

it('tells direction, kind, sizes and the beginning of a frame, and no control characters', () => {
  const call = { type: CALL, json: Buffer.from('{"entry":"f"}'), bin: new Uint8Array(8) }
  expect(frameLine(12.34, '->', call)).toBe('     12.3 ms  -> CALL  13 bytes of JSON, 8 bytes of numbers  {"entry":"f"}\n')
  expect(frameLine(0, '<-', frame('\x1b[2Jä'))).toBe('      0.0 ms  <- RESULT  6 bytes of JSON, 16 bytes of numbers  \\x1b[2J\\xc3\\xa4\n')
  expect(frameLine(0, '<-', frame('a'.repeat(501)))).toMatch(/ {2}a{500}…\n$/)
})

it('writes to a file until it is told otherwise, at most 1 MiB', () => {
  const file = join(temporaryFolder({}), 'trace.txt')
  traced('->', frame('before'))
  traceFrames(file)
  for (let i = 0; i < 3000; i++) traced('->', frame('x'.repeat(500)))
  traceFrames(undefined)
  traced('->', frame('after'))
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/^ +\d+\.\d ms {2}-> RESULT {2}500 bytes of JSON/)
  expect(text).toMatch(/\nthe rest is left out\n$/)
  expect(text.length).toBeGreaterThan(1_000_000)
  expect(text.length).toBeLessThan(1024 * 1024 + 100)
  expect(text).not.toMatch(/before|after/)
})
