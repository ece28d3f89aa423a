import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { Append } from '../../engine/journal.ts'
import { appendTo, openAppend, prepareOutput, writeFiles } from './output-folder.ts'

describe('prepareOutput', () => {
  it('makes the folder and leaves nothing in it but what says that it is ours', async () => {
    const out = join(temporaryFolder(), 'a/b')
    await prepareOutput(out, '/class')
    expect(readdirSync(out)).toEqual(['.assay-folder'])
  })

  it('refuses a file', async () => {
    const file = join(temporaryFolder({ 'notes.txt': '' }), 'notes.txt')
    await expect(prepareOutput(file, '/class')).rejects.toThrow(`--out ${file}: is a file; expected a folder`)
  })

  it('refuses a path through a file', async () => {
    const path = join(temporaryFolder({ 'notes.txt': '' }), 'notes.txt/out')
    await expect(prepareOutput(path, '/class')).rejects.toThrow(`--out ${path}: cannot be written: a part of the path is not a folder`)
  })

  it('refuses a place where nothing can be made', async () => {
    await expect(prepareOutput('/proc/assay-out', '/class')).rejects.toThrow(
      '--out /proc/assay-out: cannot be written: no such file or folder',
    )
  })

  it('refuses the folder that is graded', async () => {
    const folder = temporaryFolder()
    await expect(prepareOutput(folder, `${folder}/`)).rejects.toThrow('is the folder being graded; choose another')
  })
})

describe('writeFiles', () => {
  it('writes below the folder, over what was there, and leaves no temporary file', async () => {
    const out = temporaryFolder({ 'students/ada.html': 'old' })
    await writeFiles(out, [
      { path: 'students/ada.html', content: 'new' },
      { path: 'index.html', content: 'class' },
    ])
    expect(readFileSync(join(out, 'students/ada.html'), 'utf8')).toBe('new')
    expect(readdirSync(out).sort()).toEqual(['index.html', 'students'])
    expect(readdirSync(join(out, 'students'))).toEqual(['ada.html'])
  })

  it.each(['../escaped.html', 'students/../../escaped.html', '/escaped.html'])('refuses to write %s', async (path) => {
    const out = join(temporaryFolder(), 'out')
    mkdirSync(out)
    await expect(writeFiles(out, [{ path, content: '' }])).rejects.toThrow('outside of its folder')
    expect(existsSync(join(out, '../escaped.html'))).toBe(false)
  })

  it('replaces a link instead of writing through it', async () => {
    const out = temporaryFolder({ 'secret.txt': 'secret' })
    symlinkSync(join(out, 'secret.txt'), join(out, 'index.html'))
    await writeFiles(out, [{ path: 'index.html', content: 'class' }])
    expect(readFileSync(join(out, 'secret.txt'), 'utf8')).toBe('secret')
  })
})

describe('openAppend', () => {
  it('adds to what is there', async () => {
    const path = join(temporaryFolder({ j: 'a\n' }), 'j')
    const file = await openAppend(path)
    await file.append('b\n')
    await file.append('c\n')
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\n')
  })
})

describe('a line of the journal', () => {
  /** What happened in which order, up to the moment at which the line counts as kept. */
  async function orderOf(make: (file: Parameters<typeof appendTo>[0]) => Append): Promise<string[]> {
    const order: string[] = []
    const later = (what: string) => async (): Promise<void> => {
      await new Promise((settle) => setImmediate(settle))
      order.push(what)
    }
    const append = make({ writeFile: later('written'), datasync: later('on the disk'), truncate: later('cut') })
    await append('a line')
    order.push('kept')
    return order
  }
  const right = ['written', 'on the disk', 'kept']

  it('counts as kept when it is on the disk', async () => {
    expect(await orderOf((file) => appendTo(file, 0))).toEqual(right)
  })

  it.each<[string, (file: Parameters<typeof appendTo>[0]) => Append]>([
    ['is never brought to the disk', (file) => (text) => file.writeFile(text)],
    ['is not waited for', (file) => async (text) => void file.writeFile(text).then(() => file.datasync())],
    ['is brought to the disk before it is written', (file) => (text) => file.datasync().then(() => file.writeFile(text))],
  ])('would be caught if it %s', async (_, make) => {
    expect(await orderOf(make)).not.toEqual(right)
  })
})
