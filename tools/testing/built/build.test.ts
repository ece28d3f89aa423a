import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { forkGrader } from '#grading/runner/grader/fork-grader'
import { patienceFor } from '#grading/runner/grader/watchdog'
import { ROOMS } from '../../rooms.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildForTests } from './build.ts'
import { builtPath, LOADER } from './built.ts'
import { GRADER_PROGRAM } from './grader-program.ts'

const FOLDERS = Object.fromEntries([...ROOMS, 'fixtures'].map((name) => [`${name}/.keep`, '']))

describe('the build for tests', () => {
  it('is what grading processes of these tests run, without a loader', async () => {
    const grader = forkGrader(GRADER_PROGRAM, temporaryFolder({}), patienceFor([]))
    const ended = once(grader, 'exit')
    grader.kill()
    await ended
    expect(grader.spawnargs).toContain(builtPath('grading/runner/grader/main.ts'))
    expect(grader.spawnargs).not.toContain('--import')
    expect(LOADER).toEqual([])
    expect(existsSync(builtPath('grading/runner/grader/main.ts'))).toBe(true)
    expect(builtPath('grading/runner/grader/main.ts')).toMatch(/\.js$/)
  })

  it('has a file for each, with the same exports, and is made anew when a file changes', async () => {
    const sources = {
      'cli/a.ts': "export { b } from './b.ts'\n",
      'cli/b.ts': 'export const b: number = 1\n',
      'cli/b.test.ts': '',
      'cli/x.py': 'x',
    }
    const root = temporaryFolder({ ...FOLDERS, ...sources, 'package.json': '{"type":"module","imports":{}}' })
    const cache = join(root, 'cache')
    const first = await buildForTests(root, cache)
    expect(((await import(pathToFileURL(join(first, 'cli/a.js')).href)) as { b: number }).b).toBe(1)
    expect(['cli/x.py', 'cli/b.test.js'].map((name) => existsSync(join(first, name)))).toEqual([true, false])
    expect(await buildForTests(root, cache)).toBe(first)
    writeFileSync(join(root, 'cli/b.ts'), 'export const b: number = 22\n')
    const second = await buildForTests(root, cache)
    expect(((await import(pathToFileURL(join(second, 'cli/a.js')).href)) as { b: number }).b).toBe(22)
  })
})
