import { realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { findSheet } from './find-sheet.ts'

function place(files: Readonly<Record<string, string>>): string {
  return realpathSync(temporaryFolder(files))
}

describe('findSheet', () => {
  it('finds a folder, also through a link', () => {
    const cwd = place({ 'mine/sheet.ts': '' })
    symlinkSync(join(cwd, 'mine'), join(cwd, 'link'))
    for (const given of ['mine', './mine', join(cwd, 'mine'), 'link', 'mine/']) expect(findSheet(given, cwd)).toBe(join(cwd, 'mine'))
  })

  it.each([
    ['{}', ''],
    ['{"main": "dist/sheet.js"}', 'dist'],
    ['{"exports": "./dist/sheet.js"}', 'dist'],
    ['{"exports": {".": "./dist/sheet.js"}, "main": "other.js"}', 'dist'],
    ['{"exports": {".": {"types": "./sheet.d.ts", "default": "./dist/sheet.js"}}}', 'dist'],
  ])('finds a package above whose package.json is %s', (manifest, inside) => {
    const cwd = place({ 'node_modules/@course/sheet/package.json': manifest, 'node_modules/@course/sheet/dist/sheet.js': '', 'a/b/c': '' })
    expect(findSheet('@course/sheet', join(cwd, 'a/b'))).toBe(join(cwd, 'node_modules/@course/sheet', inside))
  })

  it('prefers a folder to a package of the same name', () => {
    const cwd = place({ 'node_modules/mine/package.json': '{}', 'mine/sheet.ts': '' })
    expect(findSheet('mine', cwd)).toBe(join(cwd, 'mine'))
  })

  it.each([
    ['./there', 'no such folder'],
    ['/no/such/place', 'no such folder'],
    ['a\nb', 'no such folder'],
    ['there', 'no such folder, and no package of this name is installed; get it with: npm install there'],
    ['@course/sheet', 'no such folder, and no package of this name is installed; get it with: npm install @course/sheet'],
    ['file.ts', 'is a file; expected the folder of a sheet'],
  ])('refuses %j with a sentence', (given, says) => {
    expect(() => findSheet(given, place({ 'file.ts': '' }))).toThrow(says)
  })
})
