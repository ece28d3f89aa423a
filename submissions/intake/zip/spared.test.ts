import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Unreadable } from '../refusal.ts'
import { takeIn } from '../take-in.ts'
import { readHandInZip } from './hand-in-zip.ts'
import { ownFolder } from './testing/take.ts'
import { type WrittenEntry, writeZip } from './testing/write-zip.ts'
import { ZIP_LIMITS } from './zip-limits.ts'

const MIB = 1024 * 1024
const SAFE: WrittenEntry = { name: 'submission.py', data: 'print(1)\n' }

let here = ''
beforeEach(() => {
  here = ownFolder()
})

/** What is said of an archive; where it is not taken nothing of it lies anywhere. */
async function told(bytes: Uint8Array): Promise<string> {
  const [archive, root] = [join(here, 'ada.zip'), ownFolder()]
  writeFileSync(archive, bytes)
  const staged = await takeIn(archive, undefined, root)
  if (staged.ok) return ['taken', ...staged.remarks].join('; ')
  expect(readdirSync(root).filter((name) => name !== 'submission')).toEqual([])
  const { fault } = staged
  return fault.kind === 'load-error' ? fault.message : fault.kind === 'infrastructure' ? `waits: ${fault.reason}` : fault.kind
}

function zip(...entries: readonly WrittenEntry[]): Buffer {
  return writeZip([SAFE, ...entries])
}

const deep = (folders: number): string => `${'d/'.repeat(folders)}a.py`
/** Left out beside other code; by itself, code of such a name is refused. */
const ODD: readonly (readonly [what: string, name: string | Uint8Array, says: string])[] = [
  ['has a NUL', 'evil.py\0.txt', '"evil.pyU+0000.txt" was left out: it has the character U+0000 in its name; rename it.'],
  ['has an escape', 'evil\x1b[2J.py', '"evilU+001B[2J.py" was left out: it has the character U+001B in its name; rename it.'],
  ['has a line break', 'evil\n.py', '"evilU+000A.py" was left out: it has the character U+000A in its name; rename it.'],
  ['has a control of C1', 'evil\x9b.py', '"evilU+009B.py" was left out: it has the character U+009B in its name; rename it.'],
  ['runs backwards', 'evil\u202eyp.txt', '"evilU+202Eyp.txt" was left out: it has the character U+202E in its name; rename it.'],
  ['hides a letter', 'evil\u200b.py', '"evilU+200B.py" was left out: it has the character U+200B in its name; rename it.'],
  ['has no name', '', '"" was left out: it has no name.'],
  ['lies too deep', deep(17), `"${deep(17)}" was left out: it lies more than 16 folders deep.`],
  ['is too long', `${'n'.repeat(256)}.py`, `"${'n'.repeat(79)}…" was left out: it has a name of more than 255 bytes.`],
  [
    'has too long a path',
    `${`${'p'.repeat(200)}/`.repeat(6)}a.py`,
    `"${'p'.repeat(79)}…" was left out: it has a path of more than 1024 bytes.`,
  ],
  [
    'is not UTF-8 as it says',
    Uint8Array.of(0x61, 0xff, 0x2e),
    '"a⟨xff⟩." was left out: it has a name that is not UTF-8 as it says; rename it.',
  ],
]

/** Whether we cannot read a file, nobody can say which of two counts, or there is no place for it: the rest is taken. */
const SPARED: readonly (readonly [what: string, entry: WrittenEntry, why: string])[] = [
  ['is a link within it', { name: 'x', data: 'lib/x', mode: 0o120777 }, 'is a link; pack the file itself'],
  ['is a pipe', { name: 'x', mode: 0o010644 }, 'is not a regular file'],
  ['is a device', { name: 'x', mode: 0o060644 }, 'is not a regular file'],
  ['is a socket', { name: 'x', mode: 0o140644 }, 'is not a regular file'],
  ['is file and folder', { name: 'x', mode: 0o040755 }, 'is a file by its name and a folder by its mode'],
  ['is too large', { name: 'x', raw: Buffer.alloc(MIB), says: { size: 33 * MIB } }, 'has more than 32 MiB'],
]
const UNREAD: typeof SPARED = [
  ['is encrypted', { name: 'x', data: 'x', flags: 0x801 }, 'is encrypted; pack it without a password'],
  ['is packed in another way', { name: 'x', data: 'x', method: 12 }, 'is packed by method 12; only stored and deflated files are read'],
  ['holds less than it says', { name: 'x', data: 'abc', says: { size: 10 } }, 'is damaged: it holds 3 bytes, but the archive says 10'],
  ['is stored with two sizes', { name: 'x', data: 'abc', method: 0, says: { size: 300 } }, 'is stored and yet has two sizes'],
  ['has another checksum', { name: 'x', data: 'abc', says: { crc: 1 } }, 'is damaged: its checksum differs'],
  ['is no deflated data', { name: 'x', raw: Buffer.from('\xff\xff\xff\xff', 'latin1') }, 'is damaged and cannot be unpacked'],
  ['reaches behind the archive', { name: 'x', data: 'abc', says: { packed: 5000 } }, 'is damaged: it does not lie where the archive says'],
]

/** Two files that some system takes for one. */
const TWINS: readonly (readonly [what: string, names: readonly string[], why: string])[] = [
  ['is twice there', ['x', 'x'], '"x" was left out: it is listed twice.'],
  ['differs in case only', ['x', 'X'], '"x" was left out: it and "X" are one name to some systems.'],
  ['differs in composition only', ['u\u0308', '\u00fc'], '"\u00fc" was left out: it and "u\u0308" are one name to some systems.'],
  ['differs in a sharp s only', ['maß', 'mass'], '"maß" was left out: it and "mass" are one name to some systems.'],
  ['lies in a folder that differs in case', ['Lib/a', 'lib/b'], '"lib/b" was left out: it and "Lib" are one name to some systems.'],
  ['lies in a file', ['x', 'x/a'], '"x/a" was left out: it is listed twice.'],
]

function many(count: number): Buffer {
  return writeZip([SAFE, ...Array.from({ length: count }, (_, i) => ({ name: `f${i}`, method: 0 }))])
}

/** Files of the largest size that is allowed, none of them a bomb by itself. */
function heap(): Buffer {
  const says = { size: 32 * MIB }
  return writeZip(Array.from({ length: 5 }, (_, i): WrittenEntry => ({ name: `f${i}`, raw: Buffer.alloc(MIB), says })))
}

describe('a zip with an entry that', () => {
  it.each(ODD)('%s is taken without it', async (_, name, says) => {
    const flags = typeof name === 'string' ? {} : { flags: 0x800 }
    expect(await told(zip({ name, data: 'x', ...flags }))).toBe(`taken; ${says}`)
  })

  it('is code of an odd name is refused where no other code answers', async () => {
    const says = '"evilU+200B.py" has the character U+200B in its name; rename it'
    expect(await told(writeZip([{ name: 'evil\u200b.py' }, { name: 'notes.txt' }]))).toBe(says)
  })

  it.each([...SPARED, ...UNREAD])('%s is taken without it', async (_, entry, why) => {
    expect(await told(zip(entry))).toBe(`taken; "x" was left out: it ${why}.`)
  })

  it.each(TWINS)('%s is taken without it', async (_, names, says) => {
    expect(await told(zip(...names.map((name) => ({ name }))))).toBe(`taken; ${says}`)
  })

  it.each(UNREAD)('%s waits for a person where it is code, or all there is', async (_, entry, why) => {
    expect(await told(zip({ ...entry, name: 'x.py' }))).toBe(`waits: "x.py" ${why}`)
    expect(await told(writeZip([entry]))).toBe(`waits: "x" ${why}`)
  })

  it.each(SPARED)('%s is refused where it is the code that answers', async (_, entry, why) => {
    expect(await told(writeZip([{ ...entry, name: 'x.py' }]))).toBe(`"x.py" ${why}`)
  })

  it('is code and may be another file to some systems waits for a person', async () => {
    expect(await told(zip({ name: 'Submission.PY' }))).toBe('waits: "submission.py" and "Submission.PY" are one name to some systems')
    expect(await told(zip(SAFE))).toBe('waits: "submission.py" is listed twice')
  })
})

describe('a zip that', () => {
  it('holds more than is taken is taken without the rest', async () => {
    const archive = join(here, 'ada.zip')
    writeFileSync(archive, many(6))
    const { files, omissions } = await readHandInZip(archive, { ...ZIP_LIMITS, entries: 5 })
    expect(files.map(({ path }) => path)).toEqual(['submission.py', 'f0', 'f1', 'f2', 'f3'])
    expect(omissions.map(({ name, why }) => `${name} ${why}`)).toEqual(
      ['f4', 'f5'].map((name) => `"${name}" is beyond the limit of 5 files`),
    )
  })

  it('is larger than is read waits, and one that lists without end is refused', async () => {
    const archive = join(here, 'ada.zip')
    writeFileSync(archive, zip())
    await expect(readHandInZip(archive, { ...ZIP_LIMITS, archiveBytes: 100 })).rejects.toThrow(Unreadable)
    writeFileSync(archive, many(30))
    await expect(readHandInZip(archive, { ...ZIP_LIMITS, listed: 30 })).rejects.toThrow('the archive lists 31 entries; 30 are allowed')
  })

  it('unpacks to too much in all is taken without what is too much', async () => {
    const archive = join(here, 'ada.zip')
    writeFileSync(archive, heap())
    const { files, omissions } = await readHandInZip(archive)
    expect(files).toHaveLength(4)
    expect(omissions).toEqual([{ name: '"f4"', why: 'makes the submission larger than 128 MiB', code: false }])
  })
})
