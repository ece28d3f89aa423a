import { describe, expect, it } from 'vitest'
import { choose } from './choose.ts'

const SHEET = ['backpropagation/softmax', 'backpropagation/odd-neuron', 'cross-entropy/roles']

function fileFor(exercise: string, files: readonly string[], entry?: string): unknown {
  const choice = choose(files, exercise, SHEET, entry)
  return choice.kind === 'file' ? choice.file : choice.kind === 'none' ? undefined : choice.says
}

describe('the file that answers', () => {
  it.each([
    ['the only code file', ['README.md', 'my work.py'], 'my work.py'],
    ['submission.* beside helpers', ['a.ts', 'b.ts', 'submission.ts'], 'submission.ts'],
    ['solution.* beside helpers', ['a.py', 'Solution.py'], 'Solution.py'],
    ['the one in the topmost folder', ['lib/a.ts', 'lib/b.ts', 'main.ts'], 'main.ts'],
    ['the one in the only sub-folder', ['work/submission.py', 'notes.txt'], 'work/submission.py'],
    ['a code file, not its tests and declarations', ['a.ts', 'a.test.ts', 'a.d.ts', 'vitest.config.ts'], 'a.ts'],
    ['a notebook', ['sheet.ipynb'], 'sheet.ipynb'],
  ])('is %s', (_, files, expected) => {
    for (const exercise of SHEET) expect(fileFor(exercise, files)).toBe(expected)
  })

  it('is the one named after the exercise, in every spelling', () => {
    expect(fileFor('backpropagation/softmax', ['softmax.ts', 'roles.ts'])).toBe('softmax.ts')
    for (const file of ['odd-neuron.py', 'odd_neuron.py', 'oddNeuron.ts', 'sub/odd-neuron.js']) {
      expect(fileFor('backpropagation/odd-neuron', [file, 'softmax.ts'])).toBe(file)
    }
  })

  it('is nobody for an exercise without a file of its own, when the others have theirs', () => {
    expect(fileFor('cross-entropy/roles', ['softmax.ts', 'odd-neuron.ts'])).toBeUndefined()
    expect(fileFor('cross-entropy/roles', ['softmax.ts', 'odd-neuron.ts', 'activations.ts', 'matrix.ts'])).toBeUndefined()
  })

  it('is submission.* for an exercise without a file of its own', () => {
    expect(fileFor('cross-entropy/roles', ['softmax.ts', 'submission.ts'])).toBe('submission.ts')
  })

  it('is the one that submission.yaml names', () => {
    expect(fileFor('cross-entropy/roles', ['a.ts', 'submission.ts'], './a.ts')).toBe('a.ts')
    expect(fileFor('cross-entropy/roles', ['a.ts'], 'b.ts')).toBe('submission.yaml names b.ts as `entry:`, but there is no such file.')
  })

  it('is nobody when there is no code', () => {
    expect(fileFor('cross-entropy/roles', ['answers.md'])).toBeUndefined()
    expect(fileFor('cross-entropy/roles', [])).toBeUndefined()
  })

  it('is asked for when there are two and no way to choose', () => {
    expect(fileFor('cross-entropy/roles', ['a.ts', 'b.ts'])).toBe(
      'found a.ts and b.ts; name one submission.ts or give `entry:` in submission.yaml',
    )
    expect(fileFor('cross-entropy/roles', ['submission.py', 'submission.ts'])).toBe(
      'found submission.py and submission.ts; name one submission.py or give `entry:` in submission.yaml',
    )
  })
})
