import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function assay(cwd: string, ...words: string[]) {
  const io = fakeIo({ cwd })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay new-sheet', () => {
  it('writes two exercises that are proved as they are', async () => {
    const cwd = temporaryFolder()
    const written = await assay(cwd, 'new-sheet', 'my-sheet')
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.stdout).toContain('my-sheet: a sheet of two exercises\n  sheet.ts\n  README.md\n')
    expect(readFileSync(join(cwd, 'my-sheet/sheet.ts'), 'utf8')).toContain("id: 'my-sheet',\n  title: 'My sheet',")
    const proved = await assay(cwd, 'prove', '--sheet', 'my-sheet', '--seeds', '3')
    expect(proved.stdout).toMatch(/samples graded as filed +100 % {2}11 of 11;/)
    expect(proved.stdout).toMatch(/mutants killed by a named check of their own exercise +100 %/)
    expect(proved.stdout).toContain('prove: every sample as filed, every mutant killed or listed as equivalent.')
    expect(proved.code).toBe(0)
  })

  it('makes a kit that names no place of this machine, and an audit that looks for the folder of the sheet', async () => {
    const cwd = temporaryFolder()
    await assay(cwd, 'new-sheet', 'mine')
    expect(await assay(cwd, 'kit', '--out', 'out', '--sheet', 'mine')).toMatchObject({ code: 0, stderr: '' })
    const kit = join(cwd, 'out/assay-kit')
    const files = readdirSync(kit, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|json|md|ts|py)$/.test(name))
    expect(files).toContain('check/judges.js')
    expect(files.filter((name) => readFileSync(join(kit, name), 'utf8').includes(basename(cwd)))).toEqual([])
    expect(readFileSync(join(kit, 'check/judges.js'), 'utf8')).toContain('\n// mine/losses/mean-squared-error/judges.ts\n')
    const audited = await assay(cwd, 'audit', 'out/assay-kit', '--sheet', 'mine')
    expect(audited).toMatchObject({ code: 0, stdout: expect.stringContaining('no leak') })
    writeFileSync(join(kit, 'note.txt'), `made in ${realpathSync(join(cwd, 'mine'))}`)
    expect((await assay(cwd, 'audit', 'out/assay-kit', '--sheet', 'mine')).stdout).toContain('note.txt:1: machine path')
  })

  it('keeps what lies there', async () => {
    const cwd = temporaryFolder({ 'mine/README.md': 'mine' })
    expect((await assay(cwd, 'new-sheet', 'mine')).stderr).toBe('assay: mine: README.md would be overwritten; choose another folder\n')
    expect(readFileSync(join(cwd, 'mine/README.md'), 'utf8')).toBe('mine')
  })

  it('refuses a name that no sheet can have', async () => {
    expect((await assay(temporaryFolder(), 'new-sheet', 'my sheet')).stderr).toBe(
      'assay: my sheet: the folder gives the sheet its name; expected letters and digits joined by "-", such as my-sheet\n',
    )
  })
})
