import { describe, expect, it } from 'vitest'
import { nameKey } from '#grading/model/value'
import { choose } from './choose.ts'
import { functionsIn, stem, type WrittenFunctions } from './written-functions.ts'

const SHEET = ['backpropagation/softmax', 'backpropagation/odd-neuron', 'cross-entropy/roles']

/** What files say, by name; those that are equal hold the same. */
async function fileFor(
  exercise: string,
  files: readonly string[],
  entry?: string,
  texts: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const functions = ['outputDelta', 'hidden_delta']
  const sought = { functions: functions.map(nameKey), files: files.map((file) => stem(file).toLowerCase()) }
  const written = async (file: string): Promise<WrittenFunctions> => functionsIn(texts[file] ?? '', sought)
  const same = (one: string, other: string): boolean => texts[one] === texts[other]
  const choice = await choose(files, exercise, {
    exercises: SHEET,
    entry,
    functions,
    ...(Object.keys(texts).length > 0 && { written, same }),
  })
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
  ])('is %s', async (_, files, expected) => {
    for (const exercise of SHEET) expect(await fileFor(exercise, files)).toBe(expected)
  })

  it('is the one named after the exercise, in every spelling', async () => {
    expect(await fileFor('backpropagation/softmax', ['softmax.ts', 'roles.ts'])).toBe('softmax.ts')
    for (const file of ['odd-neuron.py', 'odd_neuron.py', 'oddNeuron.ts', 'sub/odd-neuron.js']) {
      expect(await fileFor('backpropagation/odd-neuron', [file, 'softmax.ts'])).toBe(file)
    }
  })

  it.each([
    ['as Canvas numbers what is submitted again', 'softmax-1.py'],
    ['as a browser numbers it', 'softmax (2).py'],
    ['as a desktop calls a copy', 'work/softmax copy.py'],
  ])('is the one named after the exercise %s', async (_, file) => {
    expect(await fileFor('backpropagation/softmax', [file, 'roles-1.py', 'odd_neuron.py'])).toBe(file)
    expect(await fileFor('backpropagation/softmax', [file, 'softmax.py', 'odd_neuron.py'])).toBe('softmax.py')
    const choice = await choose([file, 'roles.py'], 'backpropagation/softmax', { exercises: SHEET })
    expect(choice).toEqual({ kind: 'file', file, remark: `${file} was taken for softmax.py: a platform or a browser had numbered it.` })
  })

  it('is nobody for an exercise without a file of its own, when the others have theirs', async () => {
    expect(await fileFor('cross-entropy/roles', ['softmax.ts', 'odd-neuron.ts'])).toBeUndefined()
    expect(await fileFor('cross-entropy/roles', ['softmax.ts', 'odd-neuron.ts', 'activations.ts', 'matrix.ts'])).toBeUndefined()
  })

  it('is submission.* for an exercise without a file of its own', async () => {
    expect(await fileFor('cross-entropy/roles', ['softmax.ts', 'submission.ts'])).toBe('submission.ts')
  })

  it('is the one that submission.yaml names', async () => {
    expect(await fileFor('cross-entropy/roles', ['a.ts', 'submission.ts'], './a.ts')).toBe('a.ts')
    expect(await fileFor('cross-entropy/roles', ['a.ts'], 'b.ts')).toBe('submission.yaml names b.ts as `entry:`, but there is no such file')
  })

  it('is nobody when there is no code', async () => {
    expect(await fileFor('cross-entropy/roles', ['answers.md'])).toBeUndefined()
    expect(await fileFor('cross-entropy/roles', [])).toBeUndefined()
  })

  it('is asked for when there are two and no way to choose', async () => {
    expect(await fileFor('cross-entropy/roles', ['a.ts', 'b.ts'])).toBe(
      'found a.ts and b.ts; name one submission.ts or give `entry:` in submission.yaml',
    )
    expect(await fileFor('cross-entropy/roles', ['submission.py', 'submission.ts'])).toBe(
      'found submission.py and submission.ts; name one submission.py or give `entry:` in submission.yaml',
    )
  })

  const BOTH = 'def output_delta(a, y):\n    return a - y\n\nhidden_delta = lambda w, d: w.T @ d\n'
  const ONE = 'def output_delta(a, y):\n    return a - y\n'

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the notebook that defines the functions, beside helpers', { 'hw7.ipynb': BOTH, 'helpers.py': 'def load(): ...' }, 'hw7.ipynb'],
    ['the notebook beside its own export', { 'hw7.ipynb': BOTH, 'hw7.py': `# exported\n${BOTH}` }, 'hw7.ipynb'],
    ['the notebook beside a copy that holds the same', { 'hw7-Copy1.ipynb': BOTH, 'hw7.ipynb': BOTH }, 'hw7.ipynb'],
    ['the one with more of the functions', { 'a.py': ONE, 'b.py': BOTH }, 'b.py'],
    ['the one that takes the rest from another', { 'helpers.py': ONE, 'hw.ipynb': `from helpers import *\n${BOTH}` }, 'hw.ipynb'],
    [
      'the one that takes all from another',
      { 'helpers.py': BOTH, 'hw.ipynb': 'from helpers import output_delta, hidden_delta' },
      'hw.ipynb',
    ],
    ['the only one that names a function', { 'a.js': 'export default { outputDelta: (a) => a }', 'b.js': 'go()' }, 'a.js'],
    ['the first of two that hold the same', { 'hw.py': BOTH, 'old.py': BOTH }, 'hw.py'],
    ['the source of what was compiled', { 'src/submission.ts': ONE, 'dist/submission.js': ONE }, 'src/submission.ts'],
  ])('is %s', async (_, texts, expected) => {
    expect(await fileFor('cross-entropy/roles', Object.keys(texts), undefined, texts)).toBe(expected)
  })

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['two define the functions', { 'a.py': BOTH, 'b.py': `${BOTH}x = 1\n` }, 'a.py and b.py'],
    ['a copy was changed', { 'hw7.ipynb': BOTH, 'hw7-Copy1.ipynb': `${BOTH}x = 1\n` }, 'hw7.ipynb and hw7-Copy1.ipynb'],
    ['two languages answer', { 'submission.py': BOTH, 'submission.ts': `${BOTH}x = 1\n` }, 'submission.py and submission.ts'],
  ])('is asked for where %s', async (_, texts, names) => {
    const says = await fileFor('cross-entropy/roles', Object.keys(texts), undefined, texts)
    expect(says).toContain(`found ${names}; name one submission.`)
  })

  it('is nobody where no file as much as names a function', async () => {
    expect(await fileFor('cross-entropy/roles', ['a.py', 'b.py'], undefined, { 'a.py': 'x = 1', 'b.py': 'y = 2' })).toBeUndefined()
  })

  it('is asked for where a file cannot be read', async () => {
    const how = { exercises: SHEET, functions: ['output_delta'], written: async () => undefined }
    expect(await choose(['a.py', 'b.py'], 'cross-entropy/roles', how)).toMatchObject({ kind: 'unclear' })
  })

  it('is told with the reason where there were others', async () => {
    const sought = { functions: ['outputdelta'], files: [] }
    const written = async (file: string): Promise<WrittenFunctions> => functionsIn(file === 'b.py' ? BOTH : '', sought)
    expect(
      await choose(['a.py', 'b.py', 'c.py'], 'cross-entropy/roles', { exercises: SHEET, functions: ['output_delta'], written }),
    ).toEqual({
      kind: 'file',
      file: 'b.py',
      remark: 'b.py was taken for the code that answers, not a.py or c.py.',
    })
  })
})
