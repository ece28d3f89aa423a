import { cpSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { parse } from 'yaml'
import type { Exercise } from '#grading/model/exercise'
import { flawsOf } from '#grading/sheet/testing/promises'
import { newExerciseFiles } from '#kit/starter/new-exercise-files'
import { SOURCES } from '#tools/testing/built/built'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const CHECKOUT = { 'grading/sheet/catalogue.ts': '' }

async function assay(cwd: string, words: readonly string[], catalogue?: string) {
  const io = fakeIo({ cwd, ...(catalogue === undefined ? {} : { catalogue }) })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

describe('assay new-exercise', () => {
  it('writes one folder and two samples', async () => {
    const cwd = temporaryFolder(CHECKOUT)
    expect((await assay(cwd, ['new-exercise', 'losses/huber', '--number', '7a'])).code).toBe(0)
    expect(readdirSync(join(cwd, 'reference/losses/huber')).sort()).toEqual([
      'exercise.ts',
      'promises.yaml',
      'solution.test.ts',
      'solution.ts',
      'starter.py',
      'starter.ts',
      'statement.md',
    ])
    expect(readdirSync(join(cwd, 'fixtures/submissions/losses/huber'))).toEqual(['accepted', 'wrong-answer'])
  })

  it('writes an exercise that gives the accepted sample full marks and names the mistake of the wrong one', async () => {
    vi.stubEnv(SOURCES, '1')
    onTestFinished(() => void vi.unstubAllEnvs())
    // Beside the sources, so that its imports resolve as in a checkout.
    const cwd = temporaryFolder(CHECKOUT)
    await assay(cwd, ['new-exercise', 'losses/huber'])
    for (const folder of ['checks', 'grading/math', 'grading/model']) cpSync(join(ROOT, folder), join(cwd, folder), { recursive: true })
    cpSync(join(ROOT, 'package.json'), join(cwd, 'package.json'))
    cpSync(join(ROOT, 'node_modules/fast-check'), join(cwd, 'node_modules/fast-check'), { recursive: true })
    cpSync(join(ROOT, 'node_modules/pure-rand'), join(cwd, 'node_modules/pure-rand'), { recursive: true })
    cpSync(join(ROOT, 'package.json'), join(cwd, 'package.json'))
    const samples = join(cwd, 'fixtures/submissions/losses/huber')
    const right = await assay(cwd, ['check', join(samples, 'accepted/loop.py')], join(cwd, 'reference'))
    expect(right).toMatchObject({ code: 0, stderr: '' })
    const wrong = await assay(cwd, ['check', join(samples, 'wrong-answer/squared.ts')], join(cwd, 'reference'))
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toContain('the square of every component')
    const starter = await assay(cwd, ['check', join(cwd, 'reference/losses/huber/starter.ts')], join(cwd, 'reference'))
    expect(starter.stdout).toContain('Not attempted yet: new Huber')
  })

  it('writes a statement of which every sentence is held', () => {
    const contentOf = (name: string): string =>
      newExerciseFiles('losses/huber', '7a').find(({ path }) => path.endsWith(name))?.content ?? ''
    const promises = Object.entries(parse(contentOf('promises.yaml')) as Record<string, string>)
    const shared = new Map([['Single precision is enough.', ['context']]])
    const stated = {
      exercise: { checks: [{ id: 'values' }] } as unknown as Exercise,
      statement: contentOf('statement.md'),
      promises: new Map(promises.map(([key, holders]) => [key, holders.split(', ')])),
      shared,
      isSample: (name: string) => name === 'accepted/loop.py',
      isTest: (file: string) => file === 'reference/stated-values.test.ts',
    }
    expect(flawsOf(stated)).toEqual([])
  })

  it.each([
    [['huber'], 'huber: expected <unit>/<name> in lower-case words joined by "-", such as losses/huber'],
    [['Losses/Huber'], 'Losses/Huber: expected <unit>/<name> in lower-case words joined by "-", such as losses/huber'],
    [['../x/y'], '../x/y: expected <unit>/<name> in lower-case words joined by "-", such as losses/huber'],
    [['losses/huber', '--number', "7'a"], "--number 7'a: expected a number on the sheet, such as 7a"],
  ])('refuses %j with a sentence', async (words, says) => {
    expect(await assay(temporaryFolder(CHECKOUT), ['new-exercise', ...words])).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })

  it('works only in a checkout, and never on an exercise that is there', async () => {
    expect((await assay(temporaryFolder(), ['new-exercise', 'losses/huber'])).stderr).toBe(
      'assay: new-exercise needs a checkout of Assay: there is no grading/sheet/catalogue.ts here\n',
    )
    const there = temporaryFolder({ ...CHECKOUT, 'reference/losses/huber/notes.md': '' })
    expect((await assay(there, ['new-exercise', 'losses/huber'])).stderr).toBe('assay: reference/losses/huber: already exists\n')
  })
})
