import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTar, type TarEntry } from 'modern-tar'
import { describe, expect, it } from 'vitest'
import { findSubmissions } from '../find.ts'
import { ownFolder, put, take, told } from '../zip/testing/take.ts'
import { ZIP_LIMITS } from '../zip/zip-limits.ts'
import { unpackTar } from './unpack-tar.ts'

const file = (name: string, body = 'x = 1\n'): TarEntry => ({ header: { name, size: Buffer.byteLength(body), type: 'file' }, body })
const link = (name: string, linkname: string, type: 'symlink' | 'link' = 'symlink'): TarEntry => ({
  header: { name, size: 0, type, linkname },
})
const tar = async (...entries: readonly TarEntry[]): Promise<Buffer> => gzipSync(await packTar(entries))
const taken = async (bytes: Uint8Array, name = 'ada.tar.gz'): Promise<unknown> => told(await take(put(ownFolder(), name, bytes)))

describe('a tar archive of one student', () => {
  it('is opened, packed by gzip or not, without the folder around everything', async () => {
    const entries = [file('hw1/a.py', 'a'), file('hw1/src/b.py', 'b'), file('hw1/.DS_Store'), file('hw1/node_modules/c.js')]
    expect(await taken(await tar(...entries))).toEqual({ 'a.py': 'a', 'src/b.py': 'b' })
    expect(await taken(await packTar(entries), 'ada.tar')).toEqual({ 'a.py': 'a', 'src/b.py': 'b' })
  })

  it('has names of any length and script', async () => {
    const long = `${'ü'.repeat(60)}/${'я'.repeat(60)}.py`
    expect(await taken(await tar(file(long, 'l'), file('a.py', 'a')))).toEqual({ [long]: 'l', 'a.py': 'a' })
  })

  it.each([
    ['climbs', file('../evil.py'), '"../evil.py" climbs out of its folder with ".."'],
    ['is absolute', file('/etc/cron.d/x'), '"/etc/cron.d/x" has an absolute path'],
    ['links out', link('w', '../../other/submission.py'), '"w" is a link; pack the file itself'],
  ])('is refused where an entry %s, and leaves nothing', async (_, entry, says) => {
    const folder = ownFolder()
    const path = put(folder, 'a.tar.gz', await tar(file('a.py'), entry))
    await expect(unpackTar(path, join(folder, 'out'), ZIP_LIMITS)).rejects.toThrow(says)
    expect(readdirSync(folder)).toEqual(['a.tar.gz'])
    expect(existsSync(join(folder, '../evil.py'))).toBe(false)
  })

  it('makes no link and writes through none', async () => {
    const folder = ownFolder()
    const path = put(
      folder,
      'a.tar.gz',
      await tar(file('a.py', 'a'), link('b.py', 'a.py'), link('c.py', 'a.py', 'link'), file('b.py/x', '')),
    )
    const omissions = await unpackTar(path, join(folder, 'out'), ZIP_LIMITS)
    expect(omissions.map(({ name, why }) => `${name} ${why}`)).toEqual([
      '"b.py" is a link; pack the file itself',
      '"c.py" is a link; pack the file itself',
    ])
    expect(readFileSync(join(folder, 'out', 'a.py'), 'utf8')).toBe('a')
  })

  it('is held to the limits of a submission', async () => {
    const folder = ownFolder()
    const path = put(folder, 'a.tar.gz', await tar(file('a.py', 'x'.repeat(100)), file('b.py', 'x'), file('c.py', 'x')))
    const omissions = await unpackTar(path, join(folder, 'out'), { ...ZIP_LIMITS, entryBytes: 50, entries: 1 })
    expect(omissions.map(({ name }) => name)).toEqual(['"a.py"', '"c.py"'])
    const bomb = put(folder, 'bomb.tar.gz', gzipSync(Buffer.alloc(2 ** 22)))
    const small = { ...ZIP_LIMITS, totalBytes: 1000, listed: 10 }
    await expect(unpackTar(bomb, join(folder, 'bomb'), small)).rejects.toThrow(/unpacks to more than|damaged/)
  })

  it.each([
    ['no archive', Buffer.from('hello'.repeat(500))],
    ['cut', gzipSync(Buffer.alloc(4096, 'x')).subarray(0, 30)],
  ])('waits for a person where it is %s', async (_, bytes) => {
    expect(await taken(bytes)).toMatchObject({ kind: 'infrastructure', reason: expect.stringMatching(/^the archive is damaged: /) })
  })

  it('is opened inside a folder, too', async () => {
    const folder = ownFolder()
    put(folder, 'ada/hw.tgz', await tar(file('submission.py', 's')))
    expect(told(await take(join(folder, 'ada')))).toEqual({ 'submission.py': 's' })
  })
})

describe('a tar archive of a class', () => {
  it('has a row for each student, and is gone when the class is closed', async () => {
    const folder = ownFolder()
    const path = put(
      folder,
      'class.tar.gz',
      await tar(file('week 3/ada/a.py'), file('week 3/Ben Öhlund/b.py', 'b'), file('week 3/grades.csv')),
    )
    const found = await findSubmissions(path)
    expect(found.submissions.map(({ id }) => id)).toEqual(['Ben Öhlund', 'ada'])
    const [ben] = found.submissions
    expect(told(await take(ben?.path ?? ''))).toEqual({ 'b.py': 'b' })
    await found.close?.()
    expect(existsSync(ben?.path ?? '')).toBe(false)
  })

  it('is found where it is all that lies in a folder', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'all.tgz'), await tar(file('ada/a.py'), file('bob/b.py')))
    const { submissions, remarks, close } = await findSubmissions(folder)
    expect(submissions.map(({ id }) => id)).toEqual(['ada', 'bob'])
    expect(remarks).toEqual(['The students are read from all.tgz, the only file of the class.'])
    await close?.()
  })

  it('that cannot be read is refused in a sentence with its name', async () => {
    const path = put(ownFolder(), 'class.tar.gz', 'hello')
    await expect(findSubmissions(path)).rejects.toThrow(/class\.tar\.gz cannot be read: the archive is damaged/)
  })
})
