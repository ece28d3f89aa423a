import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lacks } from '#tools/testing/require-tool'
import { findPython } from '../adapters/python/interpreter.ts'
import { keepOut, keptOut, seenThrough, witnesses } from './kept-out.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-course-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const course = join(root, 'course')
mkdirSync(join(course, 'class/alder'), { recursive: true })
writeFileSync(join(course, 'class/alder/submission.py'), '')
symlinkSync('course', join(root, 'link'))
keepOut({ path: join(root, 'link/class'), what: 'the class' }, { path: join(course, 'results'), what: 'the reports' })

describe('folders that no submission may see', () => {
  it('are those of the run and those of every machine, without links', () => {
    const paths = keptOut().map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining([join(course, 'class'), join(course, 'results'), realpathSync(homedir())]))
  })

  it.each([[course], [root], [dirname(homedir())], [join(course, 'class')]])('are found behind the mount %s', (mount) => {
    expect(seenThrough(['/usr/lib/python3', mount])).toMatchObject({ mount })
  })

  it('are not behind a folder beside or in them', () => {
    expect(seenThrough([join(course, 'cl'), join(course, 'class/venv/lib'), '/usr/lib/python3'])).toBeUndefined()
  })

  it('have files to look for: also those in the folders of a class', () => {
    expect(witnesses()).toContain(join(course, 'class/alder/submission.py'))
  })
})

describe.skipIf(lacks('python3', 'a Python environment in the folder of a course'))(
  'a Python environment in the folder of a course',
  () => {
    it('is read without the folder around it', { timeout: 300_000 }, async () => {
      expect(spawnSync('python3', ['-m', 'venv', '--without-pip', course]).status).toBe(0)
      const found = await findPython(join(course, 'bin'))
      expect(found?.executable.startsWith(course)).toBe(true)
      expect(seenThrough(found?.files ?? [])).toBeUndefined()
      expect(found?.files.filter((file) => file.startsWith(course)).length).toBeGreaterThan(1)
    })
  },
)
