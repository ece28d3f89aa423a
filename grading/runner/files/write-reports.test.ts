import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import type { ReportView } from '../../model/report.ts'
import { WRITTEN, writeReports } from './write-reports.ts'

function viewOf(...ids: readonly string[]): ReportView {
  const students = ids.map((id) => ({
    ...{
      id,
      kind: 'none' as const,
      hash: '',
      score: 0,
      max: 0,
      pending: 0,
      exercises: [],
      remarks: [],
      output: { stdout: '', stderr: '' },
    },
  }))
  return { run: { schema: 1, assay: '1.0.0', seed: 1, students }, statements: new Map() }
}

const pages = (out: string) => readdirSync(join(out, 'students')).sort()

describe('writeReports', () => {
  it('removes the page of a student who is gone and nothing that it has not written', async () => {
    const out = temporaryFolder()
    const io = fakeIo()
    await writeReports(viewOf('ada', 'bob'), out, io)
    expect(pages(out)).toEqual(['ada.html', 'bob.html'])
    writeFileSync(join(out, 'students/notes.html'), 'mine')
    writeFileSync(join(out, 'remarks.txt'), 'mine')
    expect(await writeReports(viewOf('bob'), out, io)).toBe(true)
    expect(pages(out)).toEqual(['bob.html', 'notes.html'])
    expect(existsSync(join(out, 'remarks.txt'))).toBe(true)
    expect(JSON.parse(readFileSync(join(out, WRITTEN), 'utf8'))).toContain('students/bob.html')
    expect(JSON.parse(readFileSync(join(out, WRITTEN), 'utf8'))).not.toContain('students/ada.html')
  })

  it('writes every other report where one cannot be written, and says which is missing', async () => {
    const out = temporaryFolder()
    mkdirSync(join(out, 'students/bob.html'), { recursive: true })
    const io = fakeIo()
    expect(await writeReports(viewOf('ada', 'bob', 'cyd'), out, io)).toBe(false)
    expect(pages(out)).toEqual(['ada.html', 'bob.html', 'cyd.html'])
    expect(readdirSync(join(out, 'students/bob.html'))).toEqual([])
    expect(io.stderr()).toMatch(
      /^assay: the report students\/bob\.html could not be written: .*; the results are safe in journal\.jsonl\n$/,
    )
  })

  it('writes the page of a student with the longest name in any script', async () => {
    const out = temporaryFolder()
    const names = ['李'.repeat(80), '李'.repeat(79), '𠀀'.repeat(63), '𠀀'.repeat(62), 'zoe', 'zoe\u200b']
    expect(await writeReports(viewOf(...names), out, fakeIo())).toBe(true)
    expect(pages(out)).toHaveLength(names.length)
    const rows = readFileSync(join(out, 'gradebook.csv'), 'utf8')
      .split('\r\n')
      .map((line) => line.split(',')[0])
    expect(rows.slice(-3, -1)).toEqual(['"zoe"', '"zoe⟨U+200B⟩"'])
  })

  it.each(['../outside.txt', '/etc/outside.txt', '.', 'kept'])('removes nothing by the name of %s', async (path) => {
    const folder = temporaryFolder({ 'outside.txt': 'mine', 'out/kept/file': 'mine', [`out/${WRITTEN}`]: JSON.stringify([path]) })
    expect(await writeReports(viewOf('ada'), join(folder, 'out'), fakeIo())).toBe(true)
    expect(existsSync(join(folder, 'outside.txt'))).toBe(true)
    expect(existsSync(join(folder, 'out/kept/file'))).toBe(true)
  })

  it('takes a list that is none for an empty one', async () => {
    const out = temporaryFolder({ [WRITTEN]: '{"a":' })
    expect(await writeReports(viewOf('ada'), out, fakeIo())).toBe(true)
    expect(pages(out)).toEqual(['ada.html'])
  })

  it('removes nothing while a report is missing', async () => {
    const out = temporaryFolder()
    await writeReports(viewOf('ada', 'bob'), out, fakeIo())
    rmSync(join(out, 'junit.xml'))
    mkdirSync(join(out, 'junit.xml'))
    const io = fakeIo()
    expect(await writeReports(viewOf('bob'), out, io)).toBe(false)
    expect(io.stderr()).toMatch(/^assay: the report junit\.xml could not be written: /)
    expect(pages(out)).toEqual(['ada.html', 'bob.html'])
  })
})
