import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { partsOf } from '#course/lms/parts-of'
import { findSubmissions } from './find.ts'
import { IntakeError } from './intake-error.ts'
import { take, told } from './zip/testing/take.ts'

const MAKE_PIPE = 'mkfifo'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the hand-ins of a class', () => {
  it('are its sub-folders, sorted by code unit, whatever the locale', async () => {
    for (const name of ['b', 'a', 'Z', 'ä', '.git', '__MACOSX', 'node_modules']) mkdirSync(join(root, name))
    const { submissions, leftOut, remarks } = await findSubmissions(root)
    expect(submissions.map(({ id }) => id)).toEqual(['Z', 'a', 'b', 'ä'])
    expect(submissions[1]).toEqual({ id: 'a', path: join(root, 'a') })
    expect(remarks).toEqual([])
    expect(leftOut).toEqual(['.git', '__MACOSX', 'node_modules'].map((name) => ({ name, why: 'made by a tool' })))
  })

  it('may be zips, called without their ending', async () => {
    for (const name of ['ada.zip', 'Bob.ZIP']) writeFileSync(join(root, name), '')
    expect((await findSubmissions(root)).submissions).toEqual([
      { id: 'Bob', path: join(root, 'Bob.ZIP') },
      { id: 'ada', path: join(root, 'ada.zip') },
    ])
  })

  it('may be single code files beside folders; lists and notes are left out by name', async () => {
    mkdirSync(join(root, 'ada'))
    for (const name of ['gus.py', 'hal.ipynb', 'grades.csv', 'submission_metadata.yml']) writeFileSync(join(root, name), '')
    const { submissions, leftOut } = await findSubmissions(root)
    expect(submissions.map(({ id }) => id)).toEqual(['ada', 'gus.py', 'hal.ipynb'])
    expect(leftOut).toEqual(['grades.csv', 'submission_metadata.yml'].map((name) => ({ name, why: 'no submission' })))
  })

  it('wait for a person where nothing of ours opens them', async () => {
    mkdirSync(join(root, 'anna'))
    for (const name of ['ben.rar', 'cleo.tar.gz', 'dora.7z', 'eve.pdf', 'fay.docx', 'gil']) writeFileSync(join(root, name), '')
    const { submissions } = await findSubmissions(root)
    expect(submissions.map(({ id }) => id)).toEqual(['anna', 'ben.rar', 'cleo', 'dora.7z', 'eve.pdf', 'fay.docx', 'gil'])
    const [anna, ben, tar, ...others] = submissions
    expect([anna?.refused, tar?.refused]).toEqual([undefined, undefined])
    for (const one of [ben, ...others]) expect(one?.refused).toMatch(new RegExp(`^${one?.id} is an? (archive|file) of a kind that`))
  })

  it('are never called alike, whatever their endings', async () => {
    mkdirSync(join(root, 'ada'))
    for (const name of ['ada.zip', 'ada.zip.zip', 'bob.zip', 'bob.ZIP', 'cyd.zip']) writeFileSync(join(root, name), '')
    expect((await findSubmissions(root)).submissions.map(({ id }) => id)).toEqual([
      'ada',
      'ada.zip',
      'ada.zip.zip',
      'bob.ZIP',
      'bob.zip',
      'cyd',
    ])
  })

  it('wait where the name is no text, and the others do not', async () => {
    mkdirSync(join(root, 'anna'))
    mkdirSync(Buffer.concat([Buffer.from(`${root}/m`), Buffer.of(0xfc), Buffer.from('ller')]))
    mkdirSync(join(root, 'm⟨xfc⟩ller'))
    const { submissions } = await findSubmissions(root)
    expect(submissions.map(({ id, refused }) => [id, refused])).toEqual([
      ['anna', undefined],
      ['m⟨xfc⟩ller', undefined],
      ['m⟨xfc⟩ller⟨⟩', 'm⟨xfc⟩ller⟨⟩ has a name that is not UTF-8; rename it'],
    ])
  })

  it('wait where they are pipes, and nothing blocks', async () => {
    mkdirSync(join(root, 'ada'))
    execFileSync(MAKE_PIPE, [join(root, 'bob'), join(root, 'cyd.zip'), join(root, 'list.csv')])
    const { submissions } = await findSubmissions(root)
    expect(submissions.map(({ id }) => id)).toEqual(['ada', 'bob', 'cyd.zip', 'list.csv'])
    expect(submissions[2]?.refused).toBe('cyd.zip is a named pipe and not a folder or a file')
  })

  it('are found in the only folder of the class, with lists beside it or in it', async () => {
    for (const name of ['anna', 'ben']) mkdirSync(join(root, 'export', name), { recursive: true })
    for (const name of ['anna/a.py', 'ben/b.py', 'submission_metadata.yml']) writeFileSync(join(root, 'export', name), '')
    writeFileSync(join(root, 'grades.csv'), '')
    const { submissions, leftOut, remarks } = await findSubmissions(root)
    expect(submissions).toEqual(['anna', 'ben'].map((id) => ({ id, path: join(root, 'export', id) })))
    expect(leftOut.map(({ name }) => name)).toEqual(['grades.csv', 'submission_metadata.yml'])
    expect(remarks).toEqual(['The students are read from export, the only folder of the class.'])
  })

  it.each([
    ['parts of a submission', ['src/a.py', 'plots/p.png', 'models/m.json']],
    ['a helper', ['submission.py', 'week1/a.py', 'week2/b.py']],
    ['answers', ['answers.md', 'one/a.py', 'two/b.py']],
    ['one folder', ['week3/a.py', 'notes.txt']],
  ])('may be one whose folder holds %s', async (_, files) => {
    for (const file of files) {
      mkdirSync(dirname(join(root, 'ada', file)), { recursive: true })
      writeFileSync(join(root, 'ada', file), '')
    }
    expect((await findSubmissions(root)).submissions).toEqual([{ id: 'ada', path: join(root, 'ada') }])
  })

  it('are one for each student of Moodle, whose online text is told of', async () => {
    const name = 'Anna Lind_4711_assignsubmission'
    for (const kind of ['file', 'onlinetext']) mkdirSync(join(root, `${name}_${kind}`))
    mkdirSync(join(root, 'Ben Oak_4712_assignsubmission_onlinetext'))
    for (const file of ['a.py', 'b.py']) writeFileSync(join(root, `Cleo Fir_4713_assignsubmission_file_${file}`), '')
    const { submissions, leftOut } = await findSubmissions(root, { partsOf })
    expect(submissions.map(({ id, unread, refused }) => [id, unread ?? refused])).toEqual([
      [`${name}_file`, `${name}_onlinetext came with it and is not read by a program`],
      ['Ben Oak_4712_assignsubmission_onlinetext', undefined],
      ['Cleo Fir_4713_assignsubmission_file', undefined],
    ])
    expect(leftOut.map((one) => one.name)).toEqual([
      'Anna Lind_4711_assignsubmission_onlinetext',
      'Cleo Fir_4713_assignsubmission_file_b.py',
    ])
  })

  it('are the files of one student of Moodle that lie loose, under their own names', async () => {
    const loose = ['Ada Ash_1_assignsubmission_file_', 'Ada Ash_2_assignsubmission_file_']
    for (const prefix of loose) {
      for (const name of ['hw.py', 'report.pdf', 'weights.json']) writeFileSync(join(root, `${prefix}${name}`), prefix)
    }
    writeFileSync(join(root, 'Bo Elm_3_assignsubmission_file_hw.py'), '')
    const { submissions } = await findSubmissions(root, { partsOf })
    expect(submissions.map(({ id, refused }) => [id, refused])).toEqual([
      ['Ada Ash_1_assignsubmission_file', undefined],
      ['Ada Ash_2_assignsubmission_file', undefined],
      ['Bo Elm_3_assignsubmission_file', undefined],
    ])
    const [, second] = submissions
    expect(told(await take(second?.path ?? '', second?.packed))).toEqual({
      ...{ 'hw.py': loose[1], 'report.pdf': loose[1], 'weights.json': loose[1] },
    })
    mkdirSync(join(root, 'Ada Ash_1_assignsubmission_file'))
    const [mixed] = (await findSubmissions(root, { partsOf })).submissions
    expect(mixed?.refused).toBe('4 files of this student lie loose in the class; download the submissions in folders')
  })

  it.each([
    [
      'a course of nbgrader',
      ['submitted/ada/ps1/a.ipynb', 'source/ps1/a.ipynb'],
      /is the course folder of nbgrader: name an assignment with --assignment, or give its folder .*\/submitted$/,
    ],
    ['one submission', ['submission.py', 'plots/a.png'], /contains no sub-folders of students, only submission\.py:/],
  ])('of %s are refused in a sentence', async (_, files, says) => {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), '')
    }
    await expect(findSubmissions(root)).rejects.toThrow(says)
  })

  it('of several assignments at a time are refused in a sentence', async () => {
    for (const name of ['ps1', 'ps2']) mkdirSync(join(root, 'submitted/ada', name), { recursive: true })
    await expect(findSubmissions(join(root, 'submitted'))).rejects.toThrow(
      /submitted holds several assignments of a student \(ada: ps1, ps2\)/,
    )
    rmSync(join(root, 'submitted/ada/ps2'), { recursive: true })
    expect((await findSubmissions(join(root, 'submitted'))).submissions.map(({ id }) => id)).toEqual(['ada'])
  })

  it('do not include links that lead elsewhere', async () => {
    mkdirSync(join(root, 'ada'))
    symlinkSync('/etc', join(root, 'eve'))
    const { submissions } = await findSubmissions(root)
    expect(submissions).toContainEqual({ id: 'eve', path: join(root, 'eve'), refused: 'eve is a link; copy the folder itself here' })
  })

  it.each([
    ['a missing path', 'nowhere', /nowhere cannot be read: no such file or folder$/],
    ['a file', 'file.ts', /file\.ts is not a folder/],
    ['an empty folder', 'empty', /empty contains no submissions: put each student's files in their own sub-folder$/],
    ['a folder of loose files', 'loose', /loose contains no sub-folders of students, only a\.ts, b\.ts:/],
  ])('of %s are refused in a sentence', async (_, name, words) => {
    writeFileSync(join(root, 'file.ts'), '')
    mkdirSync(join(root, 'empty'))
    mkdirSync(join(root, 'loose'))
    for (const file of ['a.ts', 'b.ts']) writeFileSync(join(root, 'loose', file), '')
    await expect(findSubmissions(join(root, name))).rejects.toThrow(words)
    await expect(findSubmissions(join(root, name))).rejects.toBeInstanceOf(IntakeError)
  })
})
