import { afterAll, expect, it } from 'vitest'
import { createReader } from '../reader/reader.ts'
import { processSandbox } from '../sandbox/process.ts'
import { familyOf, type ReadTokens, tokenTask } from './token-task.ts'

const reader = createReader(processSandbox)
afterAll(() => reader.end())

async function read(file: string, content: string | Uint8Array): Promise<ReadTokens> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const answer = await reader.reading().read(tokenTask(file, familyOf(file) ?? 'script', bytes))
  return answer.ok ? answer.value : answer
}

const notebook = (source: string): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [{ cell_type: 'code', source, outputs: [], execution_count: null }],
  })

it.each([
  ['a megabyte of brackets in Python', 'a.py', '['.repeat(1_000_000), 'has more than 256 KiB of code'],
  ['a megabyte of brackets in TypeScript', 'a.ts', '['.repeat(1_000_000), 'has more than 256 KiB of code'],
  ['brackets thousands of levels deep in TypeScript', 'a.ts', '['.repeat(200_000), 'could not be read: it crashed'],
  ['bytes that are no text', 'a.py', Buffer.from([0x64, 0xff, 0xfe, 0x0a]), 'is not text in UTF-8'],
  ['zeros', 'a.js', Buffer.alloc(5000), 'is not text in UTF-8'],
  ['more tokens than are compared', 'a.py', 'x = 1\n'.repeat(20_000), 'is too long to be compared'],
  ['a notebook that is none', 'a.ipynb', '{"cells": [', 'is not a notebook that can be read'],
])('%s: the file is refused in a sentence', async (_, file, content, says) => {
  expect(await read(file, content)).toMatchObject({ ok: false, says: expect.stringContaining(says) })
})

it.each([
  ['brackets thousands of levels deep', '['.repeat(200_000)],
  ['definitions that never begin', 'def ('.repeat(40_000)],
  ['operators thousands of levels deep', `x = ${'-'.repeat(15_000)}1\n`],
])('%s in Python: read, or refused in a sentence', async (_, content) => {
  const answer = await read('a.py', content)
  expect(answer.ok ? answer.file.broken || answer.file.tokens.length > 10_000 : answer.says.length > 0).toBe(true)
})

it('reads the code cells of a notebook as the Python they are', async () => {
  const source = '%matplotlib inline\ndef f(x):\n    return x + 1\n'
  const [cell, file] = [await read('a.ipynb', notebook(source)), await read('a.py', source.replace(/^.*\n/, '\n'))]
  expect(cell.ok && cell.file.tokens.length > 5 && cell.file.tokens).toEqual(file.ok && file.file.tokens)
})

it('is well after all of that', async () => {
  expect(await read('a.ts', 'export const f = (x: number) => x\n')).toMatchObject({ ok: true, file: { broken: false } })
})
