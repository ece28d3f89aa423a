import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tools/testing/temporary-folder'
import { generateMutants, type Mutant } from './mutants.ts'
import { readSources } from './sources.ts'
import { loadTypeScript } from './typescript.ts'

const ts = await loadTypeScript()

function mutantsOf(body: string, files: Readonly<Record<string, string>> = {}): readonly Mutant[] {
  const root = temporaryFolder({ 'solution.ts': body, ...files })
  return generateMutants(ts, readSources(ts, root, 'solution.ts', ['f'])).mutants
}

/** What the mutants of one family make of the function. */
function changes(family: string, body: string): readonly string[] {
  return mutantsOf(body)
    .filter((mutant) => mutant.family === family)
    .map(({ was, becomes }) => `${was} => ${becomes}`)
}

const one = (expression: string): string => `export const f = (x, y, z, i, j) => ${expression}\n`

describe('mutation operators', () => {
  it.each([
    ['sign', 'x + y', ['x + y => x - y']],
    ['sign', '-x', ['-x => x']],
    ['base and function', 'Math.log(x)', ['Math.log(x) => Math.log2(x)', 'Math.log(x) => Math.log10(x)']],
    ['mean and sum', 'mean(x)', ['mean(x) => (x).reduce((total, one) => total + one, 0)']],
    ['mean and sum', 'sum(x)', ['sum(x) => (sum(x) / (x).length)']],
    ['stability', 'Math.max(...x)', ['Math.max(...x) => 0', 'Math.max(...x) => x[0]', 'Math.max(...x) => Math.min(...x)']],
    ['stability', 'Math.log1p(x)', ['Math.log1p(x) => Math.log(1 + (x))']],
    ['bias', '[x, 1]', ['[x, 1] => [1]', '[x, 1] => [x]']],
    ['bias', 'add(x, y)', ['add(x, y) => x', 'add(x, y) => y']],
    ['bias', 'x.reduce(y, z)', ['z => 0']],
    ['axis', 'x[0].length', ['x[0].length => x.length']],
    ['axis', 'x.map((u) => y.map((v) => u - v))', ['x.map((u) => y.map((v) => u - v)) => y.map((v) => x.map((u) => u - v))']],
    ['index', 'x[i][j]', ['x[i][j] => x[j][i]', 'j => j + 1', 'i => i + 1']],
    ['index', 'x.map((u, k) => y[0][k])', ['y[0][k] => y[k][0]', 'k => k + 1']],
    ['bounds', 'x < y', ['x < y => x <= y', 'x < y => x > y']],
    ['bounds', 'x.slice(i, j)', ['i => i + 1', 'j => j + 1']],
    ['bounds', 'Math.floor(x)', ['Math.floor(x) => Math.ceil(x)', 'Math.floor(x) => Math.round(x)']],
    ['constant', 'x * 1', ['1 => 0', '1 => 2']],
    ['operands', 'x - y', ['x - y => ((y) - (x))']],
    ['operands', 'g(x, y)', ['g(x, y) => g(y, x)']],
    ['dropped term', 'x + y', ['x + y => x', 'x + y => y']],
    ['dropped term', 'Math.sqrt(x)', ['Math.sqrt(x) => (x)']],
    ['early return', 'x ? y : z', ['x ? y : z => (y)', 'x ? y : z => (z)']],
  ])('of %s change %s', (family, expression, expected) => {
    expect(changes(family, one(expression))).toEqual(expected)
  })

  it('of the index take the counter of another axis', () => {
    const body = one('x.map((row, k) => row.map((u, l) => y[k]))')
    expect(changes('index', body)).toContain('y[k] => y[l]')
  })

  it('of the axis take the other product only where it is known', () => {
    const body = 'import { multiply, multiplyTransposed } from "./layer.ts"\nexport const f = (x, y) => multiply(x, y)\n'
    const known = mutantsOf(body, { 'layer.ts': 'export const multiply = (a, b) => a\nexport const multiplyTransposed = (a, b) => a\n' })
    expect(known.map(({ becomes }) => becomes)).toContain('multiplyTransposed')
    expect(changes('axis', one('multiply(x, y)'))).toEqual([])
  })

  it('of stale values leave an update out, exchange two, and answer as in the call before', () => {
    const body = 'export function f(x) {\n  let a = x\n  let b = x\n  a = b\n  b = a + 1\n  return a\n}\n'
    const texts = mutantsOf(body).filter(({ family }) => family === 'stale value')
    expect(texts.map(({ operator }) => operator)).toEqual([
      'answers as in the call before',
      'update left out',
      'updates exchanged',
      'update left out',
    ])
    const late = texts[0] as Mutant
    const f = new Function(
      `${ts
        .transpile(late.text)
        .replace(/^export /gm, '')
        .replace(/Object\.defineProperty.*|exports\..*/g, '')}; return f`,
    )()
    expect([f(1), f(5), f(7)]).toEqual([1, 1, 5])
  })

  it('of loops end one after a round', () => {
    const body = 'export function f(n) {\n  let s = 0\n  for (let i = 0; i < n; i++) s += 2\n  return s\n}\n'
    expect(changes('early return', body)).toContain('s += 2 => { s += 2; break }')
  })
})

describe('mutants', () => {
  it('are made of what the functions lead to, in other files too, and of nothing else', () => {
    const body =
      "import { g } from './sibling.ts'\nexport const f = (x) => helper(x) + g(x)\nconst helper = (x) => x - 1\nexport const unused = (x) => x * 2\n"
    const found = mutantsOf(body, { 'sibling.ts': 'export const g = (x) => x / 3\nexport const other = (x) => x - 4\n' })
    expect([...new Set(found.map(({ within }) => within))].sort()).toEqual(['f', 'g', 'helper'])
    expect(found.find(({ within }) => within === 'g')).toMatchObject({ file: 'sibling.ts', line: 1 })
  })

  it('leave types, messages and what is thrown alone', () => {
    const body = 'export function f(x: 1 | 2): number {\n  if (x > 1) throw new RangeError("not " + x + 1)\n  return `${x + 1}`.length\n}\n'
    expect(
      mutantsOf(body)
        .filter(({ family }) => family === 'constant')
        .map(({ line }) => line),
    ).toEqual([2, 2])
    expect(mutantsOf(body).filter(({ family }) => family === 'sign')).toEqual([])
  })

  it('are all different programs, and none is the source', () => {
    const body = one('x + y - 1 * Math.max(x, y)')
    const texts = mutantsOf(body).map(({ text }) => text)
    expect(texts.length).toBeGreaterThan(8)
    expect(new Set([...texts, body]).size).toBe(texts.length + 1)
  })

  it('keep their ids when something else is edited', () => {
    const before = mutantsOf(one('x[i] - y')).map(({ id }) => id)
    const after = mutantsOf(`// a comment\n\nconst unrelated = 1 + 2\n${one('x[i]   -   y')}`).map(({ id }) => id)
    expect(after).toEqual(before)
    expect(new Set(before).size).toBe(before.length)
  })

  it('number equal changes of one function', () => {
    const ids = mutantsOf(one('(x + y) * (x + y)')).map(({ id }) => id)
    expect(ids.filter((id) => id.startsWith('sign: + becomes - ')).map((id) => id.at(-1))).toEqual(['1', '2'])
  })
})

describe('loading the compiler', () => {
  it('says in one sentence how to get it when it is absent', async () => {
    const absent = () => Promise.reject(new Error('Cannot find package'))
    await expect(loadTypeScript(absent)).rejects.toThrow(
      'the exercises are read with the package typescript, which is not here; get it with: npm install',
    )
  })
})
