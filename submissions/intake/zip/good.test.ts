import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ownFolder, put as putInto, take, told } from './testing/take.ts'
import { type WrittenEntry, writeZip } from './testing/write-zip.ts'

let here = ''
beforeEach(() => {
  here = ownFolder()
})
const put = (name: string, bytes: string | Uint8Array): string => putInto(here, name, bytes)

const unzipped = async (...entries: readonly WrittenEntry[]): Promise<unknown> => told(await take(put('ada.zip', writeZip(entries))))

describe('a zip of one student', () => {
  it.each([
    ['stored', 0],
    ['deflated', 8],
  ])('may be %s', async (_, method) => {
    expect(await unzipped({ name: 'a.py', data: 'x = 1\n', method }, { name: 'lib/b.py', data: '', method })).toEqual({
      'a.py': 'x = 1\n',
      'lib/b.py': '',
    })
  })

  it('may have one folder around everything, which is left out', async () => {
    expect(await unzipped({ name: 'Abgabe 1/' }, { name: 'Abgabe 1/submission.py', data: 'x' }, { name: 'Abgabe 1/lib/b.py' })).toEqual({
      'submission.py': 'x',
      'lib/b.py': '',
    })
  })

  it('may have names of any script, with and without the flag that says so, or in the code page of DOS', async () => {
    const bare = (name: string): WrittenEntry => ({ name: Buffer.from(name) })
    expect(await unzipped({ name: 'Übung – (2).py' }, bare('Lösung.py'), bare('解答.py'), { name: Uint8Array.of(0x81, 0x62) })).toEqual({
      'Übung – (2).py': '',
      'Lösung.py': '',
      '解答.py': '',
      üb: '',
    })
  })

  it('may have names as systems and people write them, with backslashes or odd folders between', async () => {
    const names = [
      'Screenshot 2026-01-02 at 9.41.00\u202fAM.png',
      'non\u00a0breaking.txt',
      '100%.png',
      'What is a tensor?.md',
      '12:30.txt',
      'x → y（1）.md',
      '<b>.txt',
      'aux.txt',
      'dot.',
    ]
    const files = await unzipped({ name: 'hw7 /submission.py', data: 'x' }, ...names.map((name) => ({ name: `hw7 /${name}` })), {
      name: 'hw7 /~$answers.docx',
    })
    expect(Object.keys(files as object)).toEqual(['submission.py', ...names].sort())
    expect(await unzipped({ name: 'hw7\\' }, { name: 'hw7\\submission.py', data: 'x' }, { name: 'hw7\\lib\\a.py' })).toEqual({
      'submission.py': 'x',
      'lib/a.py': '',
    })
    expect(await unzipped({ name: './' }, { name: './submission.py', data: 'x' }, { name: './/lib/./a.py' })).toEqual({
      'submission.py': 'x',
      'lib/a.py': '',
    })
  })

  it('is rid of a Python environment', async () => {
    const environment = ['pyvenv.cfg', 'lib/python3.11/site-packages/numpy/core.py', 'bin/activate']
    const link: WrittenEntry = { name: 'hw/env/bin/python', data: '/usr/bin/python3', mode: 0o120777 }
    const staged = await take(
      put('e.zip', writeZip([{ name: 'hw/a.py' }, link, ...environment.map((name) => ({ name: `hw/env/${name}` }))])),
    )
    expect([told(staged), staged.ok && staged.remarks]).toEqual([{ 'a.py': '' }, ['"hw/env" was left out: it is a Python environment.']])
  })

  it('is told its sizes in front of the data or behind it', async () => {
    expect(await unzipped({ name: 'a.py', data: 'x', flags: 0x808, localSize: 0 })).toEqual({ 'a.py': 'x' })
  })

  it('is rid of what tools put in, links and odd names among it', async () => {
    const junk = ['__MACOSX/._a.py', '.DS_Store', '._a.py', 'node_modules/.bin/=x', '.git/config', 'lib/__pycache__/b.pyc']
    const entries = junk.map((name): WrittenEntry => ({ name, data: '/etc/passwd', mode: 0o120777 }))
    expect(await unzipped({ name: 'a.py', data: 'x' }, ...entries)).toEqual({ 'a.py': 'x' })
  })

  it('keeps a file called __proto__, and archives inside it closed where there is code', async () => {
    const inner = writeZip([{ name: 'submission.py', data: 'x' }])
    const files = await unzipped({ name: '__proto__', data: 'p' }, { name: 'a.py' }, { name: 'inner.zip', data: inner })
    expect(Object.keys(files as object)).toEqual(['__proto__', 'a.py', 'inner.zip'])
  })

  it('may be packed twice, with answers beside the inner one', async () => {
    const inner = writeZip([{ name: 'homework/submission.py', data: 'x' }])
    expect(await unzipped({ name: 'homework.zip', data: inner }, { name: 'answers.md', data: 'a' })).toEqual({
      'answers.md': 'a',
      'submission.py': 'x',
    })
    expect(await unzipped({ name: 'w.zip', data: writeZip([{ name: '../x.py' }]) })).toBe(
      'w.zip: "../x.py" climbs out of its folder with ".."',
    )
    const both = await take(
      put('b.zip', writeZip([{ name: 'w.zip', data: writeZip([{ name: 'x.txt', data: 'in' }, { name: 'x.py' }]) }, { name: 'x.txt' }])),
    )
    expect([told(both), both.ok && both.remarks]).toEqual([
      { 'x.py': '', 'x.txt': 'in' },
      ['x.txt was left out: it also lies in w.zip, whose file counts.'],
    ])
  })

  it('stays closed inside where nobody can say which of two counts, or at the fourth level', async () => {
    const inner = writeZip([{ name: 'submission.py', data: 'x' }])
    expect(Object.keys((await unzipped({ name: 'a.zip', data: inner }, { name: 'b.zip', data: inner })) as object)).toEqual([
      'a.zip',
      'b.zip',
    ])
    const twice = writeZip([{ name: 'in.zip', data: inner }])
    expect(Object.keys((await unzipped({ name: 'out.zip', data: twice })) as object)).toEqual(['submission.py'])
    const thrice = writeZip([{ name: 'deep.zip', data: twice }])
    expect(Object.keys((await unzipped({ name: 'out.zip', data: thrice })) as object)).toEqual(['in.zip'])
  })

  it('decides nothing about how its files are written', async () => {
    const staged = await take(put('ada.zip', writeZip([{ name: 'a.py', mode: 0o106777 }])))
    if (!staged.ok) throw new Error('refused')
    expect(statSync(join(staged.folder.path, 'a.py')).mode & 0o7777).toBe(0o444)
    expect(readdirSync(dirname(staged.folder.path))).toEqual(['submission'])
  })

  it('has the hash of the folder that it holds', async () => {
    const zip = await take(put('ada.zip', writeZip([{ name: 'a.py', data: 'x', mode: 0o100755 }])))
    put('ada/a.py', 'x')
    const folder = await take(join(here, 'ada'))
    expect(zip.ok && folder.ok && zip.hash === folder.hash).toBe(true)
  })

  it('may be empty, and may hold much that is well packed', async () => {
    expect(await unzipped()).toEqual({})
    const text = 'loss 0.1\n'.repeat(20_000)
    expect(await unzipped({ name: 'log.txt', data: text })).toEqual({ 'log.txt': text })
  })
})
