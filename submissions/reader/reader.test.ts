import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { readAnswers } from '../intake/answers.ts'
import { bubblewrapSandbox } from '../sandbox/bubblewrap/bubblewrap.ts'
import { processSandbox } from '../sandbox/process.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { bundleTask } from './bundle-task.ts'
import { createReader, type Reader } from './reader.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folders = 0
function folderOf(files: Readonly<Record<string, string>>) {
  const path = join(root, String(folders++))
  mkdirSync(path)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
  return { path, files: Object.keys(files) }
}

async function using<T>(reader: Reader, use: (reader: Reader) => Promise<T>): Promise<T> {
  try {
    return await use(reader)
  } finally {
    reader.end()
  }
}

function bundled(reader: Reader, source: string) {
  return reader.reading().read(bundleTask(folderOf({ 'a.ts': source }), 'a.ts'))
}

const FINE = { ok: true, value: { ok: true, format: 'cjs' } }
/** Deep enough for a stack of a gigabyte. */
const DEEP = '!'.repeat(1_500_000)

const isolated = lacks('bwrap', 'the reader in bubblewrap') ? [] : [{ name: 'bubblewrap', sandbox: bubblewrapSandbox }]

describe.each(isolated)('the reader in $name', ({ sandbox }) => {
  it('reads what is handed in, and finds nothing else to read', async () => {
    await using(createReader(sandbox), async (reader) => {
      expect(await bundled(reader, 'export const f = (x: number) => 2 * x')).toMatchObject(FINE)
      expect(await bundled(reader, "export const f = (x: string) => import('../../../../../../etc/pass' + x)")).toMatchObject({
        value: { fault: { kind: 'load-error', place: { file: 'a.ts', line: 1 } } },
      })
    })
  })
})

describe('a file that brings the reader down', () => {
  it('is refused itself, and neither the one beside it nor the one after it', { timeout: 300_000 }, async () => {
    await using(createReader(processSandbox), async (reader) => {
      const [bad, beside] = await Promise.all([bundled(reader, DEEP), bundled(reader, 'export const f = 1')])
      expect(bad).toMatchObject({
        ok: false,
        fault: { kind: 'load-error', message: expect.stringMatching(/^a\.ts could not be read: it crashed the program/) },
      })
      expect(beside).toMatchObject(FINE)
      expect(await bundled(reader, 'export const f = 2')).toMatchObject(FINE)
    })
  })
})

describe('a file whose reading does not end', () => {
  it('is left at its deadline, and the next one is read', { timeout: 300_000 }, async () => {
    await using(createReader(processSandbox, 1500), async (reader) => {
      // Each of the headings is compared with the id of each exercise.
      const folder = folderOf({ 'answers.md': '## b\n'.repeat(13_000) })
      const exercises = Array.from({ length: 4000 }, (_, i) => ({ id: `${i}/${i}` }))
      expect(await readAnswers(folder, exercises, reader.reading())).toEqual({
        value: { answers: new Map(), remarks: ['answers.md could not be read within 1.5 s. Make it smaller or simpler.'] },
      })
      expect(await bundled(reader, 'export const f = 1')).toMatchObject(FINE)
    })
  })
})

/** A plain process in which another program answers. */
function answeredBy(program: string): Sandbox {
  const path = join(root, `program-${folders++}.cjs`)
  const frame = `const frame = (type, nonce, json) => {
      const header = Buffer.alloc(32)
      header.write('ASY1'), header.writeUInt8(type, 4), header.writeUInt32LE(json.length, 8), nonce.copy(header, 16)
      require('node:fs').writeSync(3, Buffer.concat([header, Buffer.from(json)]))
    }
    const read = (n) => { const b = Buffer.alloc(n); require('node:fs').readSync(4, b, 0, n, null); return b }
    const hear = () => { const h = read(32); read(h.readUInt32LE(8) + h.readUInt32LE(12)); return h.subarray(16) }`
  writeFileSync(path, `${frame}\n${program}`)
  return { ...processSandbox, start: (launch, limits) => processSandbox.start({ ...launch, args: [path] }, limits) }
}

describe('a reader that fails at a submission of ours, too', () => {
  const greets = 'frame(6, Buffer.alloc(16), "{}"); hear(); const nonce = hear();'
  it.each([
    ['does not start', 'process.exit(3)', 'does not start: exit code 3'],
    ['answers another task', `${greets} frame(2, Buffer.alloc(16, 7), '{"ok":true,"format":"cjs","tensors":false}')`, 'another task'],
    ['asks for a file of somebody else', `${greets} frame(1, nonce, '{"file":"../../etc/passwd"}'); hear()`, 'a file that is not there'],
    ['blames the machine', `${greets} frame(2, nonce, '{"ok":false,"fault":{"kind":"infrastructure","reason":"x"}}')`, 'cannot be used'],
    [
      'names a place outside',
      `${greets} frame(2, nonce, '{"ok":false,"fault":{"kind":"syntax-error","message":"x","place":{"file":"/etc/passwd","line":1}}}')`,
      'a place in a file that was not submitted',
    ],
  ])('and %s is the fault of the machine', async (_, program, words) => {
    await using(createReader(answeredBy(program), 5000), async (reader) => {
      expect(await bundled(reader, 'export const f = 1')).toMatchObject({
        ok: false,
        fault: { kind: 'infrastructure', reason: expect.stringContaining(words) },
      })
    })
  })
})
