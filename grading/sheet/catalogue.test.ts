import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadCatalogue } from './catalogue.ts'

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

  it('refuses two exercises with one id and names both files', async () => {
    define('losses/huber', [check('x', 2)])
    define('losses/huber-copy', [check('x', 2)], { id: 'losses/huber' })
    expect(await refusal()).toBe(
      'reference/losses/huber-copy/exercise.js: the id "losses/huber" is that of reference/losses/huber/exercise.js already (at id)',
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
    expect(await refusal()).toBe('reference/a/broken/exercise.js: cannot be loaded: no such table')
  })

  it('refuses a file without a default export', async () => {
    mkdirSync(join(root, 'a/none'), { recursive: true })
    writeFileSync(join(root, 'a/none/exercise.js'), 'export const exercise = {}')
    expect(await refusal()).toBe('reference/a/none/exercise.js: has no default export that is an exercise')
  })
})
