import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findSubmissions } from '../find.ts'
import { IntakeError } from '../intake-error.ts'
import { ownFolder, put as putInto, take, told } from './testing/take.ts'
import { type WrittenEntry, writeZip } from './testing/write-zip.ts'

let here = ''
beforeEach(() => {
  here = ownFolder()
})
const put = (name: string, bytes: string | Uint8Array): string => putInto(here, name, bytes)

describe('a zip of a class', () => {
  const CLASS: readonly WrittenEntry[] = [
    { name: 'bob/' },
    { name: 'bob/submission.py', data: 'b' },
    { name: 'Müller Anne_4711_assignsubmission_file/work/submission.py', data: 'a' },
  ]

  async function found(path: string) {
    const { submissions, leftOut, remarks } = await findSubmissions(path)
    const students: Record<string, unknown> = {}
    for (const { id, path: shown, packed, refused } of submissions) students[id] = refused ?? told(await take(shown, packed))
    return { students, remarks, leftOut: leftOut.map(({ name, why }) => `${name}: ${why}`) }
  }

  it('holds a folder per student', async () => {
    expect(await found(put('class.zip', writeZip(CLASS)))).toEqual({
      students: { 'Müller Anne_4711_assignsubmission_file': { 'submission.py': 'a' }, bob: { 'submission.py': 'b' } },
      remarks: [],
      leftOut: [],
    })
  })

  it('may have one folder around them, and may be reached by a link', async () => {
    put('class.zip', writeZip([{ name: 'week 3/' }, ...CLASS.map((entry) => ({ ...entry, name: `week 3/${entry.name}` }))]))
    symlinkSync('class.zip', join(here, 'link.zip'))
    const { students } = await found(join(here, 'link.zip'))
    expect(Object.keys(students)).toEqual(['Müller Anne_4711_assignsubmission_file', 'bob'])
    expect(students.bob).toEqual({ 'submission.py': 'b' })
  })

  it('goes on when a hand-in in it is refused, whatever the reason', async () => {
    const hostile: readonly WrittenEntry[] = [
      { name: 'cyd/../../x' },
      { name: 'dee\\..\\x' },
      { name: 'eve/w', data: '/etc/passwd', mode: 0o120777 },
      { name: 'fay/b', data: 'abc', says: { size: 10 } },
      { name: 'gus/a.py', localName: 'bob/submission.py' },
      { name: 'hal/b', data: new Uint8Array(2 ** 21) },
      { name: 'jan/a', data: 'x'.repeat(60), method: 0, says: { packed: 100, size: 100 } },
      { name: 'kim/a', data: 'k'.repeat(200), method: 0 },
    ]
    const { students } = await found(put('class.zip', writeZip([...CLASS, ...hostile])))
    expect(students.bob).toEqual({ 'submission.py': 'b' })
    expect(students).toMatchObject({
      cyd: '"cyd/../../x" climbs out of its folder with ".."',
      dee: '"dee/../x" climbs out of its folder with ".."',
      eve: '"eve/w" is a link; pack the file itself',
      fay: { kind: 'infrastructure', reason: '"fay/b" is damaged: it holds 3 bytes, but the archive says 10' },
      gus: '"gus/a.py" has a second name in the archive, "bob/submission.py"',
      hal: '"hal/b" unpacks to more than 200 times its packed size',
      kim: { a: 'k'.repeat(200) },
    })
    expect(students.jan).toEqual({ kind: 'infrastructure', reason: '"jan/a" is damaged: its checksum differs' })
  })

  it('tells what lies in it and is nobody’s', async () => {
    const loose: readonly WrittenEntry[] = [
      { name: '../evil.py' },
      { name: '/etc/passwd' },
      { name: 'C:\\x.py' },
      { name: 'notes.py' },
      { name: 'zoe.zip', data: writeZip([{ name: 'submission.py', data: 'z' }]) },
      { name: 'README.txt' },
    ]
    const { students, leftOut } = await found(put('class.zip', writeZip([...CLASS, ...loose])))
    expect(Object.keys(students)).toEqual(['Müller Anne_4711_assignsubmission_file', 'bob', 'notes.py', 'zoe'])
    expect(students.zoe).toEqual({ 'submission.py': 'z' })
    expect(leftOut).toEqual([
      '"../evil.py": climbs out of its folder with ".."; it belongs to no student',
      '"/etc/passwd": has an absolute path; it belongs to no student',
      '"C:/x.py": has an absolute path; it belongs to no student',
      'README.txt: no submission',
    ])
  })

  it('is recognised with lists beside the folders, and has a row for what is not opened', async () => {
    const entries = ['anna/a.py', 'ben/b.py', 'cleo.rar', 'dora.pdf', 'grades.csv', 'submission_metadata.yml']
    const { students, leftOut } = await found(put('class.zip', writeZip(entries.map((name) => ({ name: `class/${name}` })))))
    expect(students).toEqual({
      anna: { 'a.py': '' },
      ben: { 'b.py': '' },
      'cleo.rar': 'cleo.rar is an archive of a kind that is not opened; unpack it into a folder of its own',
      'dora.pdf': 'dora.pdf is a file of a kind that is not read here; expected a folder, a zip, a notebook or code',
    })
    expect(leftOut).toEqual(['grades.csv: no submission', 'submission_metadata.yml: no submission'])
  })

  it('is found where it is all that lies in a folder, with lists beside it; the zip of one student is not taken for it', async () => {
    const of = (root: string, ...names: readonly string[]) => writeZip(names.map((name) => ({ name: `${root}${name}`, data: name })))
    for (const [zip, ids] of [
      [of('', 'ada/submission.py', 'bob/submission.py'), ['ada', 'bob']],
      [of('week 7/', 'ada/submission.py', 'bob/submission.py'), ['ada', 'bob']],
      [of('', 'ada.zip', 'bob.zip'), ['ada', 'bob']],
      [of('', 'hw7/submission.py', 'hw7/helpers/one.py'), ['week7']],
      [of('', 'submission.py', 'ada/one.py', 'bob/two.py'), ['week7']],
      [Buffer.from('no zip'), ['week7']],
    ] as const) {
      const folder = ownFolder()
      putInto(folder, 'week7.zip', zip)
      putInto(folder, 'grades.csv', '')
      const { submissions, remarks, leftOut } = await findSubmissions(folder)
      expect(submissions.map(({ id }) => id)).toEqual(ids)
      expect(remarks).toEqual(ids.length > 1 ? ['The students are read from week7.zip, the only file of the class.'] : [])
      expect(leftOut).toEqual([{ name: 'grades.csv', why: 'no submission' }])
    }
  })

  it('may be a zip of zips, with a folder around them or without', async () => {
    const one = (text: string) => writeZip([{ name: 'submission.py', data: text }])
    for (const root of ['', 'week 3/']) {
      const entries = ['ada', 'bob'].map((name) => ({ name: `${root}${name}.zip`, data: one(name) }))
      const { students } = await found(put('class.zip', writeZip(entries)))
      expect(students).toEqual({ ada: { 'submission.py': 'ada' }, bob: { 'submission.py': 'bob' } })
    }
  })

  it('has a row that waits for a student whose name has no letters, is no text, or is a link', async () => {
    const bytes = Buffer.concat([Buffer.of(0xfc), Buffer.from('ller/a.py')])
    const odd: readonly WrittenEntry[] = [
      { name: 'a$b: c?/a.py' },
      { name: 'a\x1bb/a.py' },
      { name: bytes, flags: 0x800 },
      { name: 'eve', data: '/etc', mode: 0o120777 },
    ]
    const { students } = await found(put('class.zip', writeZip([...CLASS, ...odd])))
    expect(students).toMatchObject({
      'a$b: c?': { 'a.py': '' },
      'a\x1bb': 'a\x1bb has the character U+001B in its name; rename it',
      '⟨xfc⟩ller': '⟨xfc⟩ller has a name that is not UTF-8; rename it',
      eve: 'eve is a link; copy the folder itself here',
    })
  })

  it('that may be one student or a class is refused in a sentence', async () => {
    const entries = ['collect.py', 'anna/a.py', 'ben/b.py'].map((name) => ({ name: `class/${name}` }))
    const says =
      /is unclear: "class" in it may be one student or the folder around all: "collect\.py" lies beside folders with code; unpack it/
    await expect(findSubmissions(put('class.zip', writeZip(entries)))).rejects.toThrow(says)
  })

  it.each<[string, Uint8Array, RegExp]>([
    [
      'no hand-in',
      writeZip([{ name: 'a.py' }]),
      /class\.zip contains no sub-folders of students, only a\.py: put each student's files in their own sub-folder$/,
    ],
    ['lists alone', writeZip([{ name: 'grades.csv' }]), /class\.zip contains no submissions: put each student's files/],
    ['no zip at all', Buffer.from('hello'), /class\.zip cannot be read: the archive does not begin like a zip file$/],
  ])('with %s is refused in a sentence', async (_, bytes, says) => {
    const path = put('class.zip', bytes)
    await expect(findSubmissions(path)).rejects.toThrow(says)
    await expect(findSubmissions(path)).rejects.toBeInstanceOf(IntakeError)
  })
})
