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

/** What is said of an archive, and that nothing of it lies anywhere. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const archive = join(here, 'ada.zip')
  writeFileSync(archive, bytes)
  const staged = await takeIn(archive, undefined, root)
  expect(readdirSync(root)).toEqual([])
  expect(readdirSync(here).sort()).toEqual(['ada.zip', 'private'])
  return staged.ok ? 'accepted' : staged.fault.kind === 'load-error' ? staged.fault.message : JSON.stringify(staged.fault)
}

function zip(...entries: readonly WrittenEntry[]): Buffer {
  return writeZip([SAFE, ...entries])
}

const deep = (folders: number): string => `${'d/'.repeat(folders)}a.py`
const zeros = new Uint8Array(2 * MIB)

const NAMES: readonly (readonly [what: string, name: string | Uint8Array, says: string])[] = [
  ['climbs', '../../evil.py', '"../../evil.py" climbs out of its folder with ".."'],
  ['climbs in the middle', 'a/../../evil.py', '"a/../../evil.py" climbs out of its folder with ".."'],
  ['climbs behind a skipped folder', '__MACOSX/../../evil.py', '"__MACOSX/../../evil.py" climbs out of its folder with ".."'],
  ['is absolute', '/etc/cron.d/evil', '"/etc/cron.d/evil" has an absolute path'],
  ['is absolute on Windows', 'C:/evil.py', '"C:/evil.py" has an absolute path'],
  ['climbs with backslashes', '..\\..\\evil.py', '"..\\..\\evil.py" has a backslash in its name'],
  ['has a server in its path', '\\\\host\\share\\evil.py', '"\\\\host\\share\\evil.py" has a backslash in its name'],
  ['has a NUL', 'evil.py\0.txt', '"evil.pyU+0000.txt" has the character U+0000 in its name'],
  ['has an escape', 'evil\x1b[2J.py', '"evilU+001B[2J.py" has the character U+001B in its name'],
  ['has a line break', 'evil\n.py', '"evilU+000A.py" has the character U+000A in its name'],
  ['has a control of C1', 'evil\x9b.py', '"evilU+009B.py" has the character U+009B in its name'],
  ['runs backwards', 'evil\u202eyp.txt', '"evilU+202Eyp.txt" has the character U+202E in its name'],
  ['hides a letter', 'evil\u200b.py', '"evilU+200B.py" has the character U+200B in its name'],
  ['is markup', '<img onerror=x>.py', '"<img onerror=x>.py" has the character < in its name'],
  ['is a formula', '=cmd.py', '"=cmd.py" has the character = in its name'],
  ['is a stream of Windows', 'a.py:evil', '"a.py:evil" has the character : in its name'],
  ['is a device', 'CON', '"CON" has the name of a device on Windows'],
  ['is a device with an ending', 'lib/aux.txt', '"lib/aux.txt" has the name of a device on Windows'],
  ['is a numbered device', 'com1 .py', '"com1 .py" has the name of a device on Windows'],
  ['ends with a dot', 'a.py.', '"a.py." has a name that ends with a dot'],
  ['has a folder that ends with a space', 'lib /a.py', '"lib /a.py" has a name that ends with a space'],
  ['has an empty part', 'lib//a.py', '"lib//a.py" has an empty part in its path'],
  ['has a part that is the folder itself', './a.py', '"./a.py" has an empty part in its path'],
  ['has no name', '', '"" has no name'],
  ['is not UTF-8 as it says', Uint8Array.of(0x61, 0xff, 0x2e), '"aÿ." has a name that is not UTF-8 as it says'],
  ['lies too deep', deep(17), `"${deep(17)}" lies more than 16 folders deep`],
  ['is too long', `${'n'.repeat(256)}.py`, `"${'n'.repeat(79)}…" has a name of more than 255 bytes`],
  ['has too long a path', `${`${'p'.repeat(200)}/`.repeat(6)}a.py`, `"${'p'.repeat(79)}…" has a path of more than 1024 bytes`],
]

const ENTRIES: readonly (readonly [what: string, entries: readonly WrittenEntry[], says: string])[] = [
  ['is a link', [{ name: 'w.npz', data: '/etc/passwd', mode: 0o120777 }], '"w.npz" is a link; pack the file itself'],
  [
    'is a link with a file behind it',
    [
      { name: 'l', data: '/tmp', mode: 0o120777 },
      { name: 'l/evil', data: 'x' },
    ],
    '"l" is a link; pack the file itself',
  ],
  ['is a pipe', [{ name: 'p', mode: 0o010644 }], '"p" is not a regular file'],
  ['is a device', [{ name: 'sda', mode: 0o060644 }], '"sda" is not a regular file'],
  ['is a socket', [{ name: 's', mode: 0o140644 }], '"s" is not a regular file'],
  ['is folder and file', [{ name: 'lib/', mode: 0o100644 }], '"lib/" is a folder by its name and a file by its mode'],
  ['is file and folder', [{ name: 'lib', mode: 0o040755 }], '"lib" is a file by its name and a folder by its mode'],
  ['is encrypted', [{ name: 'a.py', data: 'x', flags: 0x801 }], '"a.py" is encrypted'],
  [
    'is packed in a way we do not read',
    [{ name: 'a.py', data: 'x', method: 12 }],
    '"a.py" is packed by method 12; only stored and deflated files are read',
  ],
  ['is a bomb', [{ name: 'b', data: zeros }], '"b" unpacks to more than 200 times its packed size'],
  ['says that it is a bomb', [{ name: 'b', data: 'x', says: { size: 33 * MIB } }], '"b" has 33 MiB; 32 MiB are allowed'],
  [
    'is a bomb and says it is small',
    [{ name: 'b', data: zeros, says: { size: 10 } }],
    '"b" holds more than the 10 bytes that the archive says',
  ],
  ['holds less than it says', [{ name: 'b', data: 'abc', says: { size: 10 } }], '"b" holds 3 bytes, but the archive says 10'],
  ['is stored with two sizes', [{ name: 'b', data: 'abc', method: 0, says: { size: 300 } }], '"b" is stored and yet has two sizes'],
  ['has another size in front of it', [{ name: 'b', data: 'abc', localSize: 4 }], '"b" is described in two different ways in the archive'],
  [
    'has another name in front of it',
    [{ name: 'good.py', data: 'x', localName: '../evil.py' }],
    '"good.py" has a second name in the archive, "../evil.py"',
  ],
  ['has another checksum', [{ name: 'b', data: 'abc', says: { crc: 1 } }], '"b" is damaged: its checksum differs'],
  [
    'is no deflated data',
    [{ name: 'b', data: 'abc', raw: Buffer.from('\xff\xff\xff\xff', 'latin1') }],
    '"b" is damaged and cannot be unpacked',
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
  ['reaches behind the archive', [{ name: 'b', data: 'abc', says: { packed: 5000 } }], '"b" does not lie where the archive says'],
  ['is twice there', [SAFE], '"submission.py" is listed twice'],
  ['differs in case only', [{ name: 'Submission.PY' }], '"Submission.PY" and "submission.py" are one name to some systems'],
  [
    'differs in composition only',
    [{ name: 'u\u0308.py' }, { name: '\u00fc.py' }],
    '"\u00fc.py" and "u\u0308.py" are one name to some systems',
  ],
  ['differs in a sharp s only', [{ name: 'maß.py' }, { name: 'mass.py' }], '"mass.py" and "maß.py" are one name to some systems'],
  ['lies in a folder that differs in case', [{ name: 'Lib/a.py' }, { name: 'lib/b.py' }], '"lib" and "Lib" are one name to some systems'],
  ['lies in a file', [{ name: 'submission.py/a' }], '"submission.py" is listed twice'],
]

const ARCHIVES: readonly (readonly [what: string, bytes: () => Uint8Array, says: string])[] = [
  ['is empty', () => new Uint8Array(0), 'the archive does not begin like a zip file'],
  ['is something else', () => Buffer.from('%PDF-1.7 and no more'), 'the archive does not begin like a zip file'],
  [
    'is something else at the same time',
    () => writeZip([SAFE], { before: Buffer.from('#!/bin/sh\n') }),
    'the archive does not begin like a zip file',
  ],
  [
    'has lost its end',
    () => writeZip([SAFE]).subarray(0, -30),
    'the archive is damaged: end of central directory record signature not found',
  ],
  [
    'has bytes behind its end',
    () => Buffer.concat([writeZip([SAFE]), Buffer.from('more')]),
    'the archive is damaged: invalid comment length',
  ],
  ['has a directory elsewhere', () => writeZip([SAFE], { directoryOffset: () => 5000 }), 'the archive is damaged: unexpected EOF'],
  [
    'has a directory that is none',
    () => writeZip([SAFE], { directoryOffset: () => 0 }),
    'the archive is damaged: invalid central directory file header signature: 0x4034b50',
  ],
  ['says that it lists more', () => writeZip([SAFE], { count: 3 }), 'the archive is damaged: unexpected EOF'],
  [
    'says that it lists less',
    () => writeZip([SAFE, { name: 'evil.py' }], { count: 1 }),
    'the archive says that it lists 1 entries, but lists more',
  ],
  ['has 60,000 entries', () => many(60_000), 'the archive lists 60000 entries; 20000 are allowed'],
  ['has 2,001 entries', () => many(2001), '"f2000" is one entry too many; 2000 are allowed'],
  ['unpacks to too much in all', () => heap(), '"f4" makes the whole larger than 128 MiB'],
  [
    'is too large',
    () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(20 * MIB)]),
    'the archive has 20.1 MiB; 20 MiB are allowed',
  ],
]

function many(count: number): Buffer {
  return writeZip(Array.from({ length: count }, (_, i) => ({ name: `f${i}`, method: 0 })))
}

/** Five files of the largest size that is allowed, none of them a bomb by itself. */
function heap(): Buffer {
  const says = { size: 32 * MIB }
  return writeZip(Array.from({ length: 5 }, (_, i): WrittenEntry => ({ name: `f${i}`, raw: Buffer.alloc(MIB), says })))
}

describe('a zip with an entry that', () => {
  it.each(NAMES)('%s is refused by its name', async (_, name, says) => {
    const flags = typeof name === 'string' ? {} : { flags: 0x800 }
    expect(await refusal(zip({ name, data: 'x', ...flags }))).toBe(says)
  })

  it.each(ENTRIES)('%s is refused', async (_, entries, says) => {
    expect(await refusal(zip(...entries))).toBe(says)
  })
})

describe('a zip that', () => {
  it.each<readonly [string, () => Uint8Array, string]>(ARCHIVES)('%s is refused', async (_, bytes, says) => {
    expect(await refusal(bytes())).toBe(says)
  })

  it('is a link is refused', async () => {
    writeFileSync(join(here, 'real'), writeZip([SAFE]))
    symlinkSync(join(here, 'real'), join(here, 'ada.zip'))
    expect(await takeIn(join(here, 'ada.zip'), undefined, root)).toMatchObject({
      ok: false,
      fault: { kind: 'load-error', message: 'ada.zip is a link; hand in the file itself' },
    })
  })
})

describe('the corpus', () => {
  it('holds more than sixty archives, each refused for a reason of its own', () => {
    const reasons = [...NAMES, ...ENTRIES, ...ARCHIVES].map(([, , says]) => says)
    expect(reasons.length).toBeGreaterThan(60)
    expect(new Set([...NAMES, ...ENTRIES, ...ARCHIVES].map(([what]) => what)).size).toBeGreaterThan(60)
  })
})
