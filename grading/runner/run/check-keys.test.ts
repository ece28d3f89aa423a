import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { checkKeys } from './check-keys.ts'

const EXERCISE = `import { defineExercise } from 'assay'
import * as cases from './cases.ts'
import { shared } from '../shared.ts'
import { read } from './data.ts'

const HINT = 'Try again.'
const own = 1

export default defineExercise({
  title: 'One',
  checks: [
    values({ id: 'first', cases: cases.first, hint: HINT }),
    values({ id: 'second', cases: cases.second, shared }),
    values({ id: 'third', cases: [own] }),
    ...['fourth', 'fifth'].map((id) => values({ id, tried: (context) => context.tried?.() })),
    values({ id: 'sixth', data: read() }),
  ],
})
`
const FILES = {
  'sheet/unit/one/exercise.ts': EXERCISE,
  'sheet/unit/one/cases.ts': 'const start = 1\nexport const first = () => start\nexport const second = () => 2\n',
  'sheet/unit/one/data.ts': "import { readFileSync } from 'node:fs'\nexport const read = () => readFileSync('x')\n",
  'sheet/unit/one/solution.ts': 'export function f() { return 1 }\n',
  'sheet/unit/one/statement.md': 'Compute it.\n',
  'sheet/unit/shared.ts': "import { deep } from './deep.ts'\nexport function shared() { return deep }\nexport const other = 1\n",
  'sheet/unit/deep.ts': 'export const deep = 1\n',
  'sheet/unit/data.csv': '1\n',
  'sheet/unit/two/exercise.ts': "export default { title: 'Two', checks: [{ id: 'only' }] }\n",
}
const ONE = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']
const ALL = [...ONE, 'only']

const check = (id: string, more: object = {}) => ({ id, title: id, points: 1, visibility: 'visible' as const, ...more })
const outline = (cwd: string, name: string, checks: readonly ReturnType<typeof check>[]) => {
  return { id: `unit/${name}`, sheet: name, title: name, form: 'form', folder: join(cwd, 'sheet/unit', name), checks }
}
const keysIn = async (cwd: string, ones = ONE.map((id) => check(id))) => {
  return checkKeys([outline(cwd, 'one', ones), outline(cwd, 'two', [check('only')])], 'python 1')
}

type Keys = Awaited<ReturnType<typeof keysIn>>
const differing = (before: Keys, now: Keys): readonly string[] =>
  Object.entries(now).flatMap(([id, keys]) => Object.keys(keys).filter((one) => keys[one] !== before[id]?.[one]))

describe('a change of a sheet', () => {
  it.each<[string, keyof typeof FILES, string, string, readonly string[]]>([
    ['of a check', 'sheet/unit/one/exercise.ts', "id: 'third'", "id: 'third', more: 1", ['third', 'fourth', 'fifth']],
    ['of what one check reads', 'sheet/unit/one/exercise.ts', 'Try again.', 'Again.', ['first', 'fourth', 'fifth']],
    ['of what its cases read', 'sheet/unit/one/cases.ts', 'start = 1', 'start = 2', ['first', 'fourth', 'fifth']],
    ['of a shared file', 'sheet/unit/deep.ts', '1', '2', ['second', 'fourth', 'fifth']],
    ['of what is shared and not read', 'sheet/unit/shared.ts', 'other = 1', 'other = 2', []],
    ['of the solution', 'sheet/unit/one/solution.ts', 'return 1', 'return 2', ONE],
    ['of the exercise', 'sheet/unit/one/exercise.ts', "title: 'One'", "title: 'Two'", ONE],
    ['of the way a file is loaded', 'sheet/unit/deep.ts', 'export', 'console.log(1)\nexport', ONE],
    ['of another exercise', 'sheet/unit/two/exercise.ts', "'Two'", "'Three'", ['only']],
    ['of a file that is read', 'sheet/unit/data.csv', '1', '2', ['fourth', 'fifth', 'sixth']],
    ['of a statement', 'sheet/unit/one/statement.md', 'Compute', 'Find', []],
    ['of a comment', 'sheet/unit/one/exercise.ts', 'const HINT', '// A hint.\nconst HINT', []],
  ])('%s changes the keys of no other checks', async (_what, file, from, to, expected) => {
    const cwd = temporaryFolder(FILES)
    const before = await keysIn(cwd)
    expect(FILES[file]).toContain(from)
    writeFileSync(join(cwd, file), FILES[file].replace(from, to))
    expect(differing(before, await keysIn(cwd))).toEqual(expected)
  })

  it('changes a check that may load code by a name that is worked out', async () => {
    const reaching = "const { one } = await import(`./${'cases'}.ts`)\nexport const read = () => one\n"
    const cwd = temporaryFolder({ ...FILES, 'sheet/unit/one/data.ts': reaching })
    const before = await keysIn(cwd)
    writeFileSync(join(cwd, 'sheet/unit/one/cases.ts'), FILES['sheet/unit/one/cases.ts'].replace('start = 1', 'start = 2'))
    expect(differing(before, await keysIn(cwd))).toEqual(['first', 'fourth', 'fifth', 'sixth'])
  })

  it('moved elsewhere has the same keys', async () => {
    expect(differing(await keysIn(temporaryFolder(FILES)), await keysIn(temporaryFolder(FILES)))).toEqual([])
  })

  it('changes every check where it decides which files belong to what', async () => {
    const cwd = temporaryFolder(FILES)
    const [one, two] = [
      outline(
        cwd,
        'one',
        ONE.map((id) => check(id)),
      ),
      outline(cwd, 'two', [check('only')]),
    ]
    const now = await checkKeys(
      [one, two].map((each) => ({ ...each, form: 'other' })),
      'python 1',
    )
    expect(differing(await keysIn(cwd), now)).toEqual(ALL)
  })

  it('changes the checks that wait for a changed one, and that look at which functions there are', async () => {
    const cwd = temporaryFolder({
      ...FILES,
      'sheet/unit/one/exercise.ts': EXERCISE.replace(/ {4}\.\.\.\[.*\n/, "    'fourth',\n    'fifth',\n"),
    })
    const ones = ONE.map((id) => check(id, id === 'second' ? { after: ['first'] } : id === 'fifth' ? { plots: ['p'] } : {}))
    const before = await keysIn(cwd, ones)
    const changed = ones.map((one) => (one.id === 'first' ? { ...one, points: 2 } : one))
    expect(differing(before, await keysIn(cwd, changed))).toEqual(['first', 'second', 'fifth'])
  })
})

describe('an exercise in YAML', () => {
  const YAML = `title: One
functions: { f: { takes: { x: int }, gives: int } }
inputs:
  some: { cases: [{ x: 1 }] }
  more: { cases: [{ x: 2 }] }
checks:
  - { id: first, title: First, points: 1, function: f, inputs: some }
  - { id: second, title: Second, points: 1, function: f, inputs: more }
`
  const files = { 'sheet/unit/one/exercise.yaml': YAML, 'sheet/unit/one/solution.py': 'def f(x):\n    return x\n' }
  const keys = (cwd: string, python = 'python 1') => checkKeys([outline(cwd, 'one', [check('first'), check('second')])], python)

  it.each<[string, keyof typeof files, string, string, readonly string[]]>([
    ['of a check', 'sheet/unit/one/exercise.yaml', 'Second', 'Later', ['second']],
    ['of inputs', 'sheet/unit/one/exercise.yaml', 'x: 1', 'x: 3', ['first']],
    ['of a function', 'sheet/unit/one/exercise.yaml', 'gives: int', 'gives: float', ['first', 'second']],
    ['of the solution', 'sheet/unit/one/solution.py', 'return x', 'return 2 * x', ['first', 'second']],
  ])('has keys of its own for each check: a change %s', async (_what, file, from, to, expected) => {
    const cwd = temporaryFolder(files)
    const before = await keys(cwd)
    writeFileSync(join(cwd, file), files[file].replace(from, to))
    expect(differing(before, await keys(cwd))).toEqual(expected)
  })

  it('depends on the Python that computes expected values', async () => {
    const cwd = temporaryFolder(files)
    expect(differing(await keys(cwd), await keys(cwd, 'python 2'))).toEqual(['first', 'second'])
  })
})
