import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSubmissions } from './find.ts'
import { IntakeError } from './intake-error.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-test-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the hand-ins of a class', () => {
  it('are its sub-folders, sorted by code unit, whatever the locale', async () => {
    for (const name of ['b', 'a', 'Z', 'ä', '.git', '__MACOSX', 'node_modules']) mkdirSync(join(root, name))
    const { submissions, remarks } = await findSubmissions(root)
    expect(submissions.map(({ id }) => id)).toEqual(['Z', 'a', 'b', 'ä'])
    expect(submissions[1]).toEqual({ id: 'a', path: join(root, 'a') })
    expect(remarks).toEqual([])
  })

  it('may be zips, called without their ending', async () => {
    for (const name of ['ada.zip', 'Bob.ZIP']) writeFileSync(join(root, name), '')
    expect((await findSubmissions(root)).submissions).toEqual([
      { id: 'Bob', path: join(root, 'Bob.ZIP') },
      { id: 'ada', path: join(root, 'ada.zip') },
    ])
  })

  it('leave loose code files to one sentence', async () => {
    mkdirSync(join(root, 'ada'))
    for (const name of ['x.py', 'y.ts', 'notes.txt']) writeFileSync(join(root, name), '')
    expect((await findSubmissions(root)).remarks).toEqual(['x.py, y.ts lie outside the sub-folders and are not graded.'])
  })

  it('do not include links that lead elsewhere', async () => {
    mkdirSync(join(root, 'ada'))
    symlinkSync('/etc', join(root, 'eve'))
    const { submissions } = await findSubmissions(root)
    expect(submissions).toContainEqual({ id: 'eve', path: join(root, 'eve'), refused: 'eve is a link; copy the folder itself here' })
  })

  it.each([
    ['a missing path', 'nowhere', /nowhere cannot be read: it does not exist$/],
    ['a file', 'file.ts', /file\.ts is not a folder/],
    ['an empty folder', 'empty', /empty holds no hand-ins: each student's files belong into a sub-folder of their own$/],
    ['a folder of loose files', 'loose', /loose holds no sub-folders, only a\.ts, b\.ts:/],
  ])('of %s are refused in a sentence', async (_, name, words) => {
    writeFileSync(join(root, 'file.ts'), '')
    mkdirSync(join(root, 'empty'))
    mkdirSync(join(root, 'loose'))
    for (const file of ['a.ts', 'b.ts']) writeFileSync(join(root, 'loose', file), '')
    await expect(findSubmissions(join(root, name))).rejects.toThrow(words)
    await expect(findSubmissions(join(root, name))).rejects.toBeInstanceOf(IntakeError)
  })
})
