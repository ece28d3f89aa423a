import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { defaultSheet } from './default-sheet.ts'

const sheet = (name: string): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: '{"main": "sheet.ts"}',
  [`node_modules/${name}/sheet.ts`]: '',
})
const installation = { 'node_modules/assay/dist/cli/main.js': '', 'node_modules/other/package.json': '{}' }
const place = (files: Readonly<Record<string, string>>): string => realpathSync(temporaryFolder({ ...installation, ...files }))
const found = (root: string): string => defaultSheet(join(root, 'node_modules/assay/dist/'))

describe('the sheet that is used where none is named', () => {
  it('is that of a checkout, whatever else is installed', () => {
    const root = place({ 'reference/sheet.ts': '', ...sheet('assay-sheet-other') })
    expect(defaultSheet(root)).toBe(join(root, 'reference'))
  })

  it.each(['assay-sheet-statistics', '@course/assay-sheet-statistics'])(
    'is the one whose package is installed beside Assay: %s',
    (name) => {
      const root = place(sheet(name))
      expect(found(root)).toBe(join(root, 'node_modules', name))
    },
  )

  it('is none of several', () => {
    const root = place({ ...sheet('assay-sheet-b'), ...sheet('assay-sheet-a') })
    expect(() => found(root)).toThrow('several sheets are installed: assay-sheet-a, assay-sheet-b; choose one with --sheet')
  })

  it('is none where no package has such a name', () => {
    expect(() => found(place(sheet('sheet-of-assay')))).toThrow('no sheet comes with this installation; name one with --sheet')
  })
})
