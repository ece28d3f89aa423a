import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Exercise } from '#grading/model/exercise'
import { flawsOf } from '#grading/sheet/testing/promises'
import { newExerciseFiles } from '#kit/starter/new-exercise-files'
import { withExercise } from '#kit/starter/with-exercise'
import { fakeIo } from '#tools/testing/fake-io'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { run } from '../run.ts'

async function assay(cwd: string, ...words: string[]) {
  const io = fakeIo({ cwd })
  const code = await run(words, io)
  return { code, stdout: io.stdout(), stderr: io.stderr() }
}

async function sheet(): Promise<string> {
  const cwd = temporaryFolder()
  expect((await assay(cwd, 'new-sheet', 'mine')).code).toBe(0)
  return cwd
}

describe('assay new-exercise', () => {
  it('writes one folder with its samples, and its number in sheet.ts', async () => {
    const cwd = await sheet()
    expect(await assay(cwd, 'new-exercise', 'losses/huber', '--sheet', 'mine')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('It is number 2a in mine/sheet.ts. It works as it is.'),
    })
    expect(readdirSync(join(cwd, 'mine/losses/huber')).sort()).toEqual([
      'exercise.ts',
      'samples',
      'solution.ts',
      'starter.py',
      'starter.ts',
      'statement.md',
    ])
    expect(readFileSync(join(cwd, 'mine/sheet.ts'), 'utf8')).toContain("    '2a': 'losses/huber',\n  },\n})\n")
    expect((await assay(cwd, 'new-exercise', 'losses/hinge', '--sheet', 'mine')).stdout).toContain('It is number 3a')
  })

  it('is proved as it is: samples as filed, every mutant noticed', async () => {
    const cwd = await sheet()
    await assay(cwd, 'new-exercise', 'losses/huber', '--sheet', 'mine', '--number', '7b')
    const proved = await assay(cwd, 'prove', '--only', '7b', '--sheet', 'mine')
    expect(proved.stdout).toContain('prove: every sample as filed, every mutant killed or listed as equivalent.')
    expect(proved.code).toBe(0)
    const starter = await assay(cwd, 'check', 'mine/losses/huber/starter.ts', '--sheet', 'mine')
    expect(starter.stdout).toContain('7b Huber')
  })

  it('writes what the other exercises of a sheet have: tests, laws, promises and fixtures beside it', async () => {
    const cwd = temporaryFolder({
      'reference/sheet.ts':
        "import { defineSheet } from 'assay'\nexport default defineSheet({ id: 'a', title: 'A', exercises: { '4.1': 'a/one' } })\n",
      'reference/promises.yaml': '',
      'reference/a/laws.test.ts': "holdToLaws('a')\n",
      'reference/a/one/exercise.ts': newExerciseFiles('a/one', '4.1', NONE)[0]?.content as string,
      'reference/a/one/solution.test.ts': '',
      'fixtures/submissions/.keep': '',
    })
    const { stdout, stderr } = await assay(cwd, 'new-exercise', 'losses/huber')
    expect(stderr).toBe('')
    expect(stdout).toContain('  reference/losses/laws.test.ts\nIt is number 5a in reference/sheet.ts.')
    expect(readFileSync(join(cwd, 'reference/losses/laws.test.ts'), 'utf8')).toBe("holdToLaws('losses')\n")
    expect(readdirSync(join(cwd, 'fixtures/submissions/losses/huber'))).toEqual(['accepted', 'wrong-answer'])
    expect(readdirSync(join(cwd, 'reference/losses/huber'))).toEqual(expect.arrayContaining(['promises.yaml', 'solution.test.ts']))
    expect(readFileSync(join(cwd, 'reference/sheet.ts'), 'utf8')).toContain("{ '4.1': 'a/one', '5a': 'losses/huber' }")
  })

  it('writes a statement of which every sentence is held', () => {
    const files = newExerciseFiles('losses/huber', '7a', { ...NONE, promises: true })
    const contentOf = (name: string): string => files.find(({ path }) => path.endsWith(name))?.content ?? ''
    const promises = Object.entries(parse(contentOf('promises.yaml')) as Record<string, string>)
    const shared = new Map([['Single precision is enough.', ['context']]])
    const stated = {
      exercise: { checks: [{ id: 'values' }, { id: 'input-unchanged' }] } as unknown as Exercise,
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
    [['losses/huber'], 'there is no sheet.ts here; name a sheet with --sheet <folder>, or write one with assay new-sheet'],
    [['losses/huber', '--sheet', 'mine', '--number', '1b'], '--number 1b: is that of losses/squared-error-gradient; choose another'],
    [['losses/mean-squared-error', '--sheet', 'mine'], 'mine/losses/mean-squared-error: already exists'],
    [['losses/huber', '--sheet', 'mine/losses'], 'mine/losses: there is no sheet.ts; assay new-sheet writes one'],
  ])('refuses %j with a sentence', async (words, says) => {
    expect(await assay(await sheet(), 'new-exercise', ...words)).toEqual({ code: 2, stdout: '', stderr: `assay: ${says}\n` })
  })
})

const NONE = { fixtures: false, promises: false, tests: false }

describe('withExercise', () => {
  it.each([
    ['{ exercises: {} }', "{ exercises: { '2': 'b/c' } }"],
    ["{ exercises: { '1': 'a/b' } }", "{ exercises: { '1': 'a/b', '2': 'b/c' } }"],
    ["exercises: {\n  '1': 'a/b',\n}", "exercises: {\n  '1': 'a/b',\n  '2': 'b/c',\n}"],
    ["exercises: {\n  '1': 'a/b'\n}", "exercises: {\n  '1': 'a/b',\n  '2': 'b/c',\n}"],
    ['exercises: all', undefined],
    ['exercises: { ...others, ...{} }', undefined],
  ])('makes %j to %j', (text, expected) => {
    expect(withExercise(text, '2', 'b/c')).toBe(expected)
  })
})
