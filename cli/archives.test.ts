import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type WrittenEntry, writeZip } from '#submissions/intake/zip/testing/write-zip'
import { fakeIo } from '#tools/testing/fake-io'
import { HALF_WRONG_TS, RIGHT_TS, SMALL_SHEET } from '#tools/testing/small-sheet'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from './run.ts'

async function assay(cwd: string, ...words: readonly string[]) {
  const io = fakeIo({ cwd, catalogue: SMALL_SHEET })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

interface Graded {
  readonly id: string
  readonly score: number
  readonly exercises: readonly {
    readonly checks: readonly { readonly verdict: string; readonly findings: readonly { text: string }[] }[]
  }[]
}

function studentsIn(cwd: string): readonly Graded[] {
  return (JSON.parse(readFileSync(join(cwd, 'assay-out/results.json'), 'utf8')) as { students: readonly Graded[] }).students
}

const bomb: WrittenEntry = { name: 'b', data: new Uint8Array(2 ** 21) }

describe('archives', () => {
  it('may lie beside folders in a class; a refused one says why and the others keep their points', async () => {
    const cwd = temporaryFolder({ 'class/ada/submission.ts': RIGHT_TS })
    writeFileSync(join(cwd, 'class/bob.zip'), writeZip([{ name: 'work/submission.ts', data: HALF_WRONG_TS }]))
    writeFileSync(join(cwd, 'class/eve.zip'), writeZip([{ name: 'submission.ts', data: RIGHT_TS }, bomb]))
    const { code } = await assay(cwd, 'grade', 'class', '--sandbox', 'process')
    expect(code).toBe(0)
    expect(studentsIn(cwd).map(({ id, score }) => [id, score])).toEqual([
      ['ada', 4],
      ['bob', 2],
      ['eve', 0],
    ])
    const check = studentsIn(cwd)[2]?.exercises[0]?.checks[0]
    expect(check?.verdict).toBe('load-error')
    expect(check?.findings[0]?.text).toBe('The file could not be loaded: "b" unpacks to more than 200 times its packed size.')
  })

  it('may be one for the whole class', async () => {
    const cwd = temporaryFolder()
    const entries = [
      { name: 'week/ada/submission.ts', data: RIGHT_TS },
      { name: 'week/bob/submission.ts', data: HALF_WRONG_TS },
      { name: 'week/eve/../../../x', data: '' },
      { name: 'week/fay/homework.zip', data: writeZip([{ name: 'submission.ts', data: RIGHT_TS }]) },
      { name: '../x', data: '' },
    ]
    writeFileSync(join(cwd, 'class.zip'), writeZip(entries))
    const { code, stderr } = await assay(cwd, 'grade', 'class.zip', '--sandbox', 'process')
    expect(code).toBe(0)
    expect(stderr).toContain('assay: left out: "../x" (climbs out of its folder with ".."; it belongs to no student)\n')
    expect(studentsIn(cwd).map(({ id, score }) => [id, score])).toEqual([
      ['ada', 4],
      ['bob', 2],
      ['eve', 0],
      ['fay', 4],
    ])
  })

  it('can be checked and held to a bar by themselves', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'mine.zip'), writeZip([{ name: 'mine/submission.ts', data: RIGHT_TS }]))
    expect(await assay(cwd, 'check', 'mine.zip')).toMatchObject({ code: 0, stdout: expect.stringContaining('3 of 3 points (100 %)') })
    expect((await assay(cwd, 'gate', 'mine.zip', '--min', '100', '--sandbox', 'process')).code).toBe(0)
  })
})
