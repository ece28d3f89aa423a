import { basename } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createRandom } from '#grading/math/random'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { loadSheet } from '../../sheet/catalogue.ts'
import { casesOf } from './draw-cases.ts'
import { inYaml } from './in-yaml.ts'
import { pythonFunctions } from './python-functions.ts'

const EXERCISE = `title: The mean
functions:
  mean:
    takes: { x: "float[n]" }
    gives: float
inputs:
  known:
    cases:
      - { x: [1, 2, 6] }
checks:
  - id: values
    title: Known vectors
    points: 2
    function: mean
    inputs: known
`
const FILES = {
  'sheet.yaml': 'id: statistics\ntitle: Statistics\nexercises: { 1a: moments/mean }\n',
  'moments/mean/exercise.yaml': EXERCISE,
  'moments/mean/solution.py': 'def mean(x):\n    return sum(x) / len(x)\n',
}

const load = (files: Readonly<Record<string, string>>) => loadSheet(temporaryFolder({ ...FILES, ...files }), inYaml)

/** Without the name of the temporary folder. */
async function refusal(files: Readonly<Record<string, string>>): Promise<string> {
  const root = temporaryFolder({ ...FILES, ...files })
  const error: Error = await loadSheet(root, inYaml).then(
    () => new Error('it was accepted'),
    (reason: Error) => reason,
  )
  return error.message.replaceAll(basename(root), 'mine')
}

const changed = (from: string, to: string) => ({ 'moments/mean/exercise.yaml': EXERCISE.replace(from, to) })

describe('a sheet in YAML', () => {
  it('is the same as one in TypeScript', async () => {
    const { id, title, entries } = await load({})
    expect({ id, title }).toEqual({ id: 'statistics', title: 'Statistics' })
    expect(entries.map(({ exercise }) => exercise)).toMatchObject([
      {
        ...{ id: 'moments/mean', sheet: '1a', title: 'The mean', points: 2 },
        entries: [{ name: 'mean', parameters: [{ name: 'x', shape: 'float[n]' }], returns: 'float' }],
        checks: [{ id: 'values', visibility: 'visible' }],
      },
    ])
  })

  it('has a solution in Python, or in TypeScript', async () => {
    const { mean } = ((await (await load({})).entries[0]?.loadSolution()) ?? {}) as { mean: (x: readonly number[]) => Promise<number> }
    expect(await mean([1, 2, 6])).toBe(3)
    const [entry] = (await load({ 'moments/mean/solution.ts': 'export const mean = (x: number[]): number => x.length\n' })).entries
    expect(
      ((await (entry as NonNullable<typeof entry>).loadSolution()) as { mean: (x: readonly number[]) => number }).mean([1, 2, 6]),
    ).toBe(3)
  })

  it('says in one sentence that there is no Python', async () => {
    vi.stubEnv('ASSAY_PYTHON', '/none/python3')
    await expect((await load({})).entries[0]?.loadSolution()).rejects.toThrow(
      /^[\w-]+\/moments\/mean\/solution\.py: Python 3\.9 or newer was not found on this machine; install it/,
    )
    vi.unstubAllEnvs()
  })

  it('says which exception the solution raised, and where', async () => {
    const [entry] = (await load({ 'moments/mean/solution.py': 'def mean(x):\n    return x.average()\n' })).entries
    const { mean } = (await (entry as NonNullable<typeof entry>).loadSolution()) as { mean: (x: readonly number[]) => Promise<number> }
    await expect(mean([1])).rejects.toThrow(/solution\.py: AttributeError: .*average.* \(line 2\)$/)
  })

  it.each([
    [
      'a key that is unknown',
      changed('inputs: known', 'inputs: known\n    point: 2'),
      'exercise.yaml:16:5: checks.0.point is unknown; did you mean points?',
    ],
    [
      'points finer than hundredths',
      changed('points: 2', 'points: 0.001'),
      'exercise.yaml:13:13: checks.0.points expected a number in steps of 0.01, got 0.001',
    ],
    ['no title', changed('title: The mean\n', ''), 'exercise.yaml:1:1: title is missing: expected a text'],
    [
      'a function that is none',
      changed('function: mean', 'function: median'),
      'exercise.yaml:14:15: checks.0.function is no function of this exercise; there are mean',
    ],
    [
      'inputs that are none',
      changed('inputs: known', 'inputs: others'),
      'exercise.yaml:15:13: checks.0.inputs are not among the inputs of this exercise; there are known',
    ],
    [
      'an argument that is none',
      changed('- { x:', '- { y: 1, x:'),
      'exercise.yaml:9:14: inputs.known.cases.0.y is no argument; there are x',
    ],
    ['an argument that is missing', changed('{ x: [1, 2, 6] }', '{}'), 'exercise.yaml:9:9: inputs.known.cases.0 has no x'],
    [
      'sizes in the wrong order',
      changed('cases:', 'sizes: { n: [5, 2] }\n    cases:'),
      'exercise.yaml:8:17: inputs.known.sizes.n expected the smaller size first, got [5, 2]',
    ],
    [
      'a shape that cannot be drawn',
      { 'moments/mean/exercise.yaml': EXERCISE.replace('float[n]', 'list of float[n]').replace('cases:', 'count: 3\n    cases:') },
      'exercise.yaml:8:5: inputs.known cannot draw x, whose shape is list of float[n]; write its cases',
    ],
    [
      'a law that is none',
      changed('inputs: known', 'inputs: known\n    law: bounded'),
      'exercise.yaml:16:10: checks.0.law is no function of laws.py; there is none',
    ],
    ['what is no YAML', changed('title: The mean', 'title: [The'), /exercise\.yaml:\d+:\d+: cannot be read as YAML: /],
    [
      'a mistake without words',
      { 'moments/mean/mistakes.py': 'import math\n\ndef mean__sum(x):\n    return sum(x)\n' },
      'mistakes.py:3: mean__sum has no docstring: expected what a student reads after “this equals”',
    ],
    [
      'a mistake in no function',
      { 'moments/mean/mistakes.py': 'def median__sum(x):\n    """the sum"""\n    return sum(x)\n' },
      'mistakes.py:1: median__sum is a mistake in median, which is no function of this exercise; there are mean',
    ],
  ] as const)('is refused with its place: %s', async (_, files, says) => {
    const told = await refusal(files)
    if (says instanceof RegExp) expect(told).toMatch(says)
    else expect(told).toBe(`mine/moments/mean/${says}`)
  })

  it('is refused with its place where sheet.yaml says what it may not', async () => {
    expect(await refusal({ 'sheet.yaml': 'id: a\ntitle: b\nexercise: {}\n' })).toBe(
      'mine/sheet.yaml:1:1: exercises is missing: expected `key: value` lines\nmine/sheet.yaml:3:1: exercise is unknown; did you mean exercises?',
    )
  })
})

describe('drawn inputs', () => {
  const takes = { X: 'float[n,d]', labels: 'int[n]', k: 'int', b: 'float[d+1]' }
  const written = {
    ...{ count: 20, sizes: { n: [2, 4], d: [1, 3] } as Record<string, [number, number]> },
    values: { X: { from: -2, to: 2, edges: [1000] }, labels: { from: 3, to: 5 } },
  }
  const cases = casesOf('mine', written, takes).make(createRandom(7, 'mine'))

  it('have the shapes of the function and the ranges of the author', () => {
    for (const { args } of cases) {
      const [X, labels, k, b] = args as [number[][], { dtype: string; data: Float64Array }, number, number[]]
      expect(X.length).toBeGreaterThanOrEqual(2)
      expect(X.length).toBeLessThanOrEqual(4)
      expect(X.flat().every((x) => x === 1000 || Math.abs(x) <= 2)).toBe(true)
      expect(labels.dtype).toBe('int64')
      expect(labels.data).toHaveLength(X.length)
      expect([...labels.data].every((one) => [3, 4, 5].includes(one))).toBe(true)
      expect(Number.isInteger(k)).toBe(true)
      expect(b).toHaveLength((X[0] as number[]).length + 1)
    }
  })

  it('have one more case for each edge value', () => {
    expect(cases).toHaveLength(21)
    expect(cases.map(({ args: [X] }) => (X as number[][]).flat().includes(1000)).lastIndexOf(true)).toBe(20)
    expect(cases.filter(({ args: [X] }) => (X as number[][]).flat().includes(1000))).toHaveLength(1)
  })

  it('are the same for a seed, and others for another', () => {
    const again = (seed: number) => casesOf('mine', written, takes).make(createRandom(seed, 'mine'))
    expect(again(7)).toEqual(cases)
    expect(again(8)).not.toEqual(cases)
  })
})

describe('pythonFunctions', () => {
  it('finds the functions of a file, with the line and the docstring in one line', () => {
    const source =
      'import x\n\ndef a(z, axis=-1):\n    \'\'\'One\n    two.\'\'\'\n    return z\n\ndef b(\n    z,\n) -> int:\n    # no words\n    return 1\n\nclass C:\n    def inner(self):\n        """x"""\n'
    expect(pythonFunctions(source)).toEqual([
      { name: 'a', line: 3, docstring: 'One two.' },
      { name: 'b', line: 8, docstring: '' },
    ])
  })
})
