import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadCatalogue, loadSheet } from './catalogue.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-catalogue-'))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
})

afterEach(() => rmSync(root, { recursive: true }))

const check = (id: string, points: number, more = '') =>
  `{ id: '${id}', title: 't', points: ${points}, visibility: 'visible', entries: ['f'], run() {}, ${more} }`

function define(folder: string, checks: readonly string[], { id = folder, sheet = '1a', points = 2 as number | string } = {}) {
  mkdirSync(join(root, folder), { recursive: true })
  const source = `export default { id: '${id}', sheet: '${sheet}', title: 'Huber', points: ${points}, entries: [{ name: 'f', parameters: [], returns: 'float' }], checks: [${checks.join(', ')}] }`
  writeFileSync(join(root, folder, 'exercise.js'), source)
}

/** With the name of the temporary folder replaced. */
async function refusal(): Promise<string> {
  const error: Error = await loadCatalogue(root).then(
    () => new Error('it was accepted'),
    (reason: Error) => reason,
  )
  return error.message.replaceAll(basename(root), 'reference')
}

describe('loadCatalogue', () => {
  it('finds exercises by folder, in the order of the sheet', async () => {
    define('b/late', [check('x', 2)], { sheet: '10' })
    define('b/early', [check('x', 2)], { sheet: '2b' })
    define('a/middle', [check('x', 2)], { sheet: '4.1' })
    define('a/alone', [check('x', 2)], { sheet: '2b' })
    mkdirSync(join(root, 'a/notes'))
    const entries = await loadCatalogue(root)
    expect(entries.map((entry) => entry.exercise.id)).toEqual(['a/alone', 'b/early', 'a/middle', 'b/late'])
    expect(entries[0]?.folder).toBe(join(root, 'a/alone'))
  })

  it('gives the statement and the solution of an exercise', async () => {
    define('a/one', [check('x', 2)])
    writeFileSync(join(root, 'a/one/statement.md'), '# One')
    writeFileSync(join(root, 'a/one/solution.js'), 'export const f = 42')
    const [entry] = await loadCatalogue(root)
    expect(entry?.statement()).toBe('# One')
    expect(await entry?.loadSolution()).toHaveProperty('f', 42)
  })

  it('adds points as hundredths, so that 0.1 + 0.2 is 0.3', async () => {
    define('a/one', [check('x', 0.1), check('y', 0.2)], { points: 0.3 })
    expect(await loadCatalogue(root)).toHaveLength(1)
  })

  it.each<[string, [string, number], [string, number], string]>([
    ['negative points', ['huber', 1], ['delta', -1], 'check "delta" has points -1; points must be ≥ 0. (at checks[1].points)'],
    [
      'points between the hundredths',
      ['huber', 1],
      ['delta', 0.005],
      'check "delta" has points 0.005; points go in steps of 0.01. (at checks[1].points)',
    ],
    [
      'points that are no number',
      ['huber', 1],
      ['delta', Number.NaN],
      'check "delta" has points NaN; points must be a number. (at checks[1].points)',
    ],
    ['a wrong sum', ['huber', 1], ['delta', 0.5], 'the points of its checks sum to 1.5, not to the 2 of the exercise (at points)'],
    ['two checks with one id', ['delta', 1], ['delta', 1], 'two checks have the id "delta" (at checks[0].id and checks[1].id)'],
  ])('refuses %s with the file and the place', async (_what, first, second, says) => {
    define('losses/huber', [check(...first), check(...second)])
    expect(await refusal()).toBe(`reference/losses/huber/exercise.js: ${says}`)
  })

  it('refuses `after` a check that is not there', async () => {
    define('losses/huber', [check('x', 2, "after: ['shape']")])
    expect(await refusal()).toBe(
      'reference/losses/huber/exercise.js: check "x" comes after "shape", which is no other check here (at checks[0].after)',
    )
  })

  it('refuses an exercise without a check', async () => {
    define('losses/huber', [], { points: 0 })
    expect(await refusal()).toBe('reference/losses/huber/exercise.js: an exercise needs at least one check (at checks)')
  })

  it('refuses an id that is not its folder', async () => {
    define('losses/huber', [check('x', 2)], { id: 'losses/hubert' })
    expect(await refusal()).toBe(
      'reference/losses/huber/exercise.js: the id is "losses/hubert"; it must be its folder\'s, "losses/huber" (at id)',
    )
  })

  it('refuses two exercises that a file of one name would answer, and names both', async () => {
    define('a/odd-neuron', [check('x', 2)])
    define('b/oddneuron', [check('x', 2)])
    expect(await refusal()).toBe(
      'reference/b/oddneuron/exercise.js: a file oddneuron.py would answer reference/a/odd-neuron/exercise.js as well; name one of the folders differently',
    )
  })

  it('names the file that cannot be loaded', async () => {
    mkdirSync(join(root, 'a/broken'), { recursive: true })
    writeFileSync(join(root, 'a/broken/exercise.js'), 'throw new Error("no such table")')
    expect(await refusal()).toBe('reference/a/broken/exercise.js:1: no such table')
  })

  it('refuses a file without a default export', async () => {
    mkdirSync(join(root, 'a/none'), { recursive: true })
    writeFileSync(join(root, 'a/none/exercise.js'), 'export const exercise = {}')
    expect(await refusal()).toBe('reference/a/none/exercise.js: has no default export that is an exercise')
  })
})

const EXERCISE = { title: 'Mean', functions: { mean: { takes: { x: 'float[n]', p: 'int' }, gives: 'float' } } }
const CHECK = { id: 'x', title: 't', points: 0.1, visibility: 'visible', entries: ['mean'] }
const source = (definition: object, checks: readonly object[] = [CHECK]): string =>
  `export default { ...${JSON.stringify(definition)}, checks: ${JSON.stringify(checks)}.map((check) => ({ ...check, run() {} })) }`

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

const writeSheet = (exercises: unknown, more: object = {}): void =>
  write('sheet.js', `export default ${JSON.stringify({ id: 'stats', title: 'Statistics', exercises, ...more })}`)

describe('loadSheet', () => {
  it('takes id, total and number of an exercise from its folder, its checks and the sheet', async () => {
    write('a/mean/exercise.js', source(EXERCISE, [CHECK, { ...CHECK, id: 'y', points: 0.2, visibility: 'hidden' }]))
    writeSheet({ '2b': 'a/mean' })
    const { id, title, entries } = await loadSheet(root)
    expect({ id, title }).toEqual({ id: 'stats', title: 'Statistics' })
    expect(entries.map(({ exercise: { checks: _, ...exercise } }) => exercise)).toEqual([
      {
        id: 'a/mean',
        sheet: '2b',
        title: 'Mean',
        points: 0.3,
        entries: [
          {
            name: 'mean',
            parameters: [
              { name: 'x', shape: 'float[n]' },
              { name: 'p', shape: 'int' },
            ],
            returns: 'float',
          },
        ],
      },
    ])
  })

  it('keeps the order of the sheet, and leaves out what has no number', async () => {
    for (const name of ['one', 'two', 'three', 'draft']) write(`a/${name}/exercise.js`, source(EXERCISE))
    writeSheet({ bonus: 'a/three', '1': 'a/two', '1a': 'a/one' })
    const { entries, unlisted } = await loadSheet(root)
    expect(entries.map(({ exercise }) => `${exercise.sheet} ${exercise.id}`)).toEqual(['1 a/two', 'bonus a/three', '1a a/one'])
    expect(unlisted).toEqual(['a/draft'])
  })

  it('needs no functions where a person grades all there is', async () => {
    const rubric = [{ says: 'It says why.', points: 0.1 }]
    write('a/why/exercise.js', source({ title: 'Why' }, [{ ...CHECK, entries: [], rubric }]))
    writeSheet({ '1': 'a/why' })
    expect((await loadSheet(root)).entries[0]?.exercise).toMatchObject({ entries: [], points: 0.1 })
  })

  const said = async (): Promise<string> =>
    loadSheet(root).then(
      () => 'it was accepted',
      ({ message }: Error) => message.replaceAll(basename(root), 'stats'),
    )

  it.each<[string, object, string]>([
    ['points', { ...EXERCISE, points: 1 }, 'points is not written here: the total is the sum of the points of the checks (at points)'],
    ['an id', { ...EXERCISE, id: 'a/mean' }, 'id is not written here: the id is the folder (at id)'],
    ['an axis of no shape', { ...EXERCISE, permutable: 'm' }, '"m" is an axis of no shape (at permutable)'],
    ['no functions', { title: 'Mean' }, 'functions must name at least one function (at functions)'],
    ['a name that no function has', { ...EXERCISE, functions: { '2': {} } }, '"2" is not the name of a function (at functions)'],
    [
      'no shape of the answer',
      { ...EXERCISE, functions: { mean: { takes: {} } } },
      "gives must be the shape of the answer of mean, such as 'float[n]' (at functions.mean.gives)",
    ],
    [
      'no arguments',
      { ...EXERCISE, functions: { mean: { gives: 'float' } } },
      "takes must name the arguments of mean with their shapes, such as { x: 'float[n]' } (at functions.mean.takes)",
    ],
    [
      'an argument without a shape',
      { ...EXERCISE, functions: { mean: { takes: { x: 3 }, gives: 'float' } } },
      "the shape of x must be a text such as 'float[n]' (at functions.mean.takes.x)",
    ],
  ])('refuses an exercise with %s', async (_, definition, says) => {
    write('a/mean/exercise.js', source(definition))
    writeSheet({ '1': 'a/mean' })
    expect(await said()).toBe(`stats/a/mean/exercise.js: ${says}`)
  })

  it.each<[string, unknown, object, string]>([
    ['an id of two words', {}, { id: 'my sheet' }, 'id must be letters and digits joined by "-", not "my sheet" (at id)'],
    ['no title', {}, { title: '' }, 'title must be a text that is not empty (at title)'],
    ['no exercises', undefined, {}, "exercises must give a folder for each number, such as { '1a': 'moments/mean' } (at exercises)"],
    [
      'a folder that is not there',
      { '1a': 'a/median' },
      {},
      '"a/median" is not the folder of an exercise, <unit>/<exercise> with an exercise.ts in it; there are a/mean (at exercises["1a"])',
    ],
    ['an exercise twice', { '1a': 'a/mean', '1b': 'a/mean' }, {}, '"a/mean" has the number "1a" already (at exercises["1b"])'],
  ])('refuses a sheet with %s', async (_, exercises, more, says) => {
    write('a/mean/exercise.js', source(EXERCISE))
    writeSheet(exercises, more)
    expect(await said()).toBe(`stats/sheet.js: ${says}`)
  })

  it('wants a number for an exercise that brings none', async () => {
    write('a/mean/exercise.js', source(EXERCISE))
    expect(await said()).toBe('stats/a/mean/exercise.js: has no number: a file sheet.ts must name it, see defineSheet')
  })
})
