import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readReasons } from '#grading/runner/reasons'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { trustedFiles } from './trusted-files.ts'

const CODE = 'export const two = 1 + 1\n'

const tree = () =>
  temporaryFolder({
    'grading/engine/score.ts': CODE,
    'grading/engine/score.test.ts': CODE,
    'grading/model/tensor.ts': CODE,
    'grading/model/result.ts':
      "import type { Score } from '../score.ts'\n/** A result. */\nexport interface Result { readonly score: Score }\n",
    'grading/engine/testing/made.ts': CODE,
    'grading/words/words.md': '',
    'submissions/session/frame.ts': CODE,
    'submissions/open.ts': CODE,
  })

describe('the files to mutate', () => {
  it('are all of trusted code, without tests, what only tests use, and what is nothing but types', () => {
    expect(trustedFiles([], tree())).toEqual(['grading/engine/score.ts', 'grading/model/tensor.ts', 'submissions/session/frame.ts'])
  })

  it('are those of a folder, or one file, alone', () => {
    expect(trustedFiles(['grading/model/'], tree())).toEqual(['grading/model/tensor.ts'])
    expect(trustedFiles(['grading/engine/score.ts', 'grading'], tree())).toEqual(['grading/engine/score.ts', 'grading/model/tensor.ts'])
  })

  it.each([
    ['submissions/open.ts', 'expected a folder or a file of grading, checks, submissions/session'],
    ['gradings', 'expected a folder or a file of'],
    ['grading/../submissions', 'expected a folder or a file of'],
    ['grading/gone', 'no such file or folder'],
    ['grading/words', 'holds no code to mutate'],
    ['grading/model/result.ts', 'holds no code to mutate'],
    ['grading/engine/score.test.ts', 'holds no code to mutate'],
  ])('refuses %s in a sentence', (name, says) => expect(() => trustedFiles([name], tree())).toThrow(`${name}: ${says}`))
})

describe('the reasons to survive', () => {
  it('of this repository are about files that are there', () => {
    const root = join(import.meta.dirname, '../..')
    const files = [...readReasons(join(root, 'tools/mutate/survivors.json')).keys()].map((mutant) => mutant.slice(0, mutant.indexOf(': ')))
    expect(files).not.toEqual([])
    expect(trustedFiles(files, root)).toEqual([...new Set(files)].sort())
  })
})
