import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeIn } from '../take-in.ts'
import { type WrittenEntry, writeZip } from './testing/write-zip.ts'

const MIB = 1024 * 1024
const SAFE: WrittenEntry = { name: 'submission.py', data: 'print(1)\n' }

let root = ''
let here = ''
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), 'assay-test-'))
  root = join(here, 'private')
  mkdirSync(root)
})
afterEach(() => rmSync(here, { recursive: true, force: true }))

/** What is said of an archive, and that nothing of it lies anywhere where it is refused. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const archive = join(here, 'ada.zip')
  writeFileSync(archive, bytes)
  const staged = await takeIn(archive, undefined, root)
  if (staged.ok) return ['accepted', ...staged.remarks].join('; ')
  expect(readdirSync(root)).toEqual([])
  expect(readdirSync(here).sort()).toEqual(['ada.zip', 'private'])
  const { fault } = staged
  return fault.kind === 'load-error' ? fault.message : fault.kind === 'infrastructure' ? `waits: ${fault.reason}` : fault.kind
}

function zip(...entries: readonly WrittenEntry[]): Buffer {
  return writeZip([SAFE, ...entries])
}

const zeros = new Uint8Array(2 * MIB)

const ESCAPES: readonly (readonly [what: string, name: string, says: string])[] = [
  ['climbs', '../../evil.py', '"../../evil.py" climbs out of its folder with ".."'],
  ['climbs in the middle', 'a/../../evil.py', '"a/../../evil.py" climbs out of its folder with ".."'],
  ['climbs behind a skipped folder', '__MACOSX/../../evil.py', '"__MACOSX/../../evil.py" climbs out of its folder with ".."'],
  ['climbs behind a Python environment', 'env/bin/../../../x', '"env/bin/../../../x" climbs out of its folder with ".."'],
  ['is absolute', '/etc/cron.d/evil', '"/etc/cron.d/evil" has an absolute path'],
  ['is absolute on Windows', 'C:/evil.py', '"C:/evil.py" has an absolute path'],
  ['climbs with backslashes', '..\\..\\evil.py', '"../../evil.py" climbs out of its folder with ".."'],
  ['has a server in its path', '\\\\host\\share\\evil.py', '"//host/share/evil.py" has an absolute path'],
]

const ENTRIES: readonly (readonly [what: string, entries: readonly WrittenEntry[], says: string])[] = [
  ['is a link out of it', [{ name: 'w.npz', data: '/etc/passwd', mode: 0o120777 }], '"w.npz" is a link; pack the file itself'],
  ['is a link to a neighbour', [{ name: 'd/w', data: '../../bob', mode: 0o120777 }], '"d/w" is a link; pack the file itself'],
  ['is a link that is too long', [{ name: 'w', data: 'x'.repeat(5000), mode: 0o120777 }], '"w" is a link; pack the file itself'],
  [
    'is a link with a file behind it',
    [
      { name: 'l', data: '/tmp', mode: 0o120777 },
      { name: 'l/evil', data: 'x' },
    ],
    '"l" is a link; pack the file itself',
  ],
  ['is a bomb', [{ name: 'b', data: zeros }], '"b" unpacks to more than 200 times its packed size'],
  ['says that it is a bomb', [{ name: 'b', data: 'x', says: { size: 33 * MIB } }], '"b" unpacks to more than 200 times its packed size'],
  [
    'is a bomb and says it is small',
    [{ name: 'b', data: zeros, says: { size: 10 } }],
    '"b" holds more than the 10 bytes that the archive says',
  ],
  ['has another size in front of it', [{ name: 'b', data: 'abc', localSize: 4 }], '"b" is described in two different ways in the archive'],
  [
    'has another name in front of it',
    [{ name: 'good.py', data: 'x', localName: '../evil.py' }],
    '"good.py" has a second name in the archive, "../evil.py"',
  ],
  ['shares a header', [{ name: 'b', data: 'abc', sharesWith: 0 }], '"b" has a second name in the archive, "submission.py"'],
  [
    'contains the next one',
    [
      { name: 'b', data: 'abc', method: 0, says: { packed: 60, size: 60 } },
      { name: 'c', data: 'x'.repeat(100), method: 0 },
    ],
    '"c" shares its bytes with "b"',
  ],
  [
    'reaches into the directory',
    [{ name: 'b', data: 'abc', says: { packed: 40 } }],
    '"b" shares its bytes with the directory of the archive',
  ],
]

const ARCHIVES: readonly (readonly [what: string, bytes: () => Uint8Array, says: string])[] = [
  ['is empty', () => new Uint8Array(0), 'waits: the archive does not begin like a zip file'],
  ['is something else', () => Buffer.from('%PDF-1.7 and no more'), 'waits: the archive does not begin like a zip file'],
  [
    'is something else at the same time',
    () => writeZip([SAFE], { before: Buffer.from('#!/bin/sh\n') }),
    'waits: the archive does not begin like a zip file',
  ],
  [
    'has lost its end',
    () => writeZip([SAFE]).subarray(0, -30),
    'waits: the archive is damaged: its end is missing, as after a transfer that stopped; ask for it again',
  ],
  [
    'has bytes behind its end',
    () => Buffer.concat([writeZip([SAFE]), Buffer.from('more')]),
    'waits: the archive is damaged: bytes follow its end',
  ],
  [
    'has a directory elsewhere',
    () => writeZip([SAFE], { directoryOffset: () => 5000 }),
    'waits: the archive is damaged: it ends before all that it lists',
  ],
  [
    'has a directory that is none',
    () => writeZip([SAFE], { directoryOffset: () => 0 }),
    'waits: the archive is damaged: its list of files is not where it should be',
  ],
  ['says that it lists more', () => writeZip([SAFE], { count: 3 }), 'waits: the archive is damaged: it ends before all that it lists'],
  [
    'says that it lists less',
    () => writeZip([SAFE, { name: 'evil.py' }], { count: 1 }),
    'the archive says that it lists 1 entries, but lists more',
  ],
]

describe('a zip with an entry that', () => {
  it.each(ESCAPES)('%s is refused by its name', async (_, name, says) => {
    expect(await refusal(zip({ name, data: 'x' }))).toBe(says)
  })

  it.each(ENTRIES)('%s is refused', async (_, entries, says) => {
    expect(await refusal(zip(...entries))).toBe(says)
  })
})

describe('a zip that', () => {
  it.each<readonly [string, () => Uint8Array, string]>(ARCHIVES)('%s is refused or waits', async (_, bytes, says) => {
    expect(await refusal(bytes())).toBe(says)
  })

  it('is a link is refused', async () => {
    writeFileSync(join(here, 'real'), writeZip([SAFE]))
    symlinkSync(join(here, 'real'), join(here, 'ada.zip'))
    expect(await takeIn(join(here, 'ada.zip'), undefined, root)).toMatchObject({
      ok: false,
      fault: { kind: 'load-error', message: 'ada.zip is a link; submit the file itself' },
    })
  })
})

describe('the corpus', () => {
  it('holds more than twenty-five archives, each with a reason of its own', () => {
    const all = [...ESCAPES, ...ENTRIES, ...ARCHIVES]
    expect(new Set(all.map(([what]) => what)).size).toBeGreaterThan(25)
  })
})
