import { describe, expect, it } from 'vitest'
import { VARIABLE } from '#grading/model/session'
import { integers, listOf, toValue, type Value } from '#grading/model/value'
import { ask, told } from '../testing/ask.ts'
import { javascript } from './javascript.ts'

/** What one call of `f` answers, with the source of the submission. */
function answerOf(source: string, ...args: (Value | number[] | number[][])[]): Promise<unknown> {
  return ask(javascript, { 'submission.ts': source }, async ({ call }) => told(await call('f', ...args)))
}

describe('a variable of a script', () => {
  const held = (source: string, ...names: string[]) =>
    ask(javascript, { 'homework.ts': source }, async ({ callMany }) => {
      const answers = await callMany(
        VARIABLE,
        names.map((name) => [name]),
      )
      return answers.map((answer) => (answer.ok ? told(answer) : answer.fault.kind))
    })

  it.each([
    ['exports nothing', ''],
    ['exports them', 'export { z2, delta_3, a2, A2, z3, cost }'],
    ['has a default export and them', 'export default {}\nexport { z2, delta_3, a2, A2, z3, cost }'],
  ])('that %s is what it holds in the end, in either case style', async (_, end) => {
    const source = `const z2: number[] = [1.5, 2]\nlet delta_3 = [[1]]\nvar a2 = 3\nconst A2 = 4\nconst z3 = () => 1\nconst cost = new WeakMap()\ndelta_3 = [[7]]\n${end}`
    expect(await held(source, 'z2', 'delta3', 'a2', 'A2', 'z3', 'none')).toEqual([[1.5, 2], [[7]], 3, 4, 'missing-entry', 'missing-entry'])
    expect(await held(source, 'cost', 'z2')).toEqual(['bad-value', [1.5, 2]])
  })

  it.each([
    ['several declarators', 'const z2 = [1, 2], a2 = (3, 4), z3: number = 5'],
    ['several declarators over lines', 'let z2 = [1, 2], // const a2 = 9\n  a2 = "a;b".length + 1,\n  z3 = 0\nz3 = 5'],
    ['objects', 'const { z2, a: a2, more: [{ z3 = 5 }] } = { z2: [1, 2], a: 4, more: [{}] } as any'],
    ['lists', 'var [z2, , a2, ...rest] = [[1, 2], 0, 4, 5]\nconst [z3] = rest'],
    ['rests of objects', 'const { z1, ...rest } = { z1: 0, z2: [1, 2], a2: 4, z3: 5 }\nconst { z2, a2, z3 } = rest'],
    ['assignments behind empty declarations', 'let z2, a2, z3\n;[a2, z3] = [4, 5]\nz2 = [1, 2]'],
    ['statements that are indented', '  const z2 = [1, 2]\n  const a2 = 4; var z3 = 5'],
  ])('is found among %s', async (_, source) => {
    expect(await held(source, 'z2', 'a2', 'z3')).toEqual([[1, 2], 4, 5])
  })

  it.each([
    ['a block', '{ const z2 = 1; let a2 = 2 }'],
    ['a function', 'function f() { var z2 = 1; return z2 }\nconst g = () => { const a2 = 1; return a2 }'],
    ['a text', 'const text = `\nconst z2 = 1\nlet a2 = 2\n`'],
    ['a type', 'type z2 = number\ninterface a2 { x: 1 }\nconst other = 1'],
  ])('is not found inside %s', async (_, source) => {
    expect(await held(source, 'z2', 'a2')).toEqual(['missing-entry', 'missing-entry'])
  })
})

describe('arguments', () => {
  it('hands tensors over as nested lists', async () => {
    expect(
      await answerOf('export const f = (...a: unknown[]) => JSON.stringify(a)', [[1, 2.5]], integers([3, 4]), listOf([[1], [2, 3]])),
    ).toBe('[[[1,2.5]],[3,4],[[1],[2,3]]]')
  })

  it.each([
    ['a function', 'function f() { return 1 }'],
    ['functions in constants', 'const g = (x: number): number => x\nconst f = async () => g(1)'],
    ['functions behind comments on exports', '/*\n   export of nothing\n*/\n// module.exports = {}\nfunction f() { return 1 }'],
    ['functions behind what only looks like code', 'const text = `\nfunction g() {}\n`\nexport const f = () => 1'],
    ['functions beside a text that looks like code', 'const text = `\nfunction g() {}\n`\nfunction f() { return 1 }'],
  ])('that exports nothing answers with %s of its top level', async (_, source) => {
    expect(await ask(javascript, { 'a.ts': source }, async ({ call }) => told(await call('f')))).toBe(1)
  })

  it('that exports nothing and cannot be completed is taken as it is', async () => {
    const source = 'var f = () => 1\nwith (Math) { var two = abs(-2) }'
    expect(await ask(javascript, { 'a.js': source }, async ({ call }) => told(await call('f')))).toMatchObject({ kind: 'missing-entry' })
  })

  it('hands tensors over as typed arrays when the module exports tensors = true, scalars as numbers', async () => {
    const source = `export const tensors = true
      export const f = (a: any, n: any) => [a.dtype, a.shape.join(), a.data.constructor.name, typeof n].join(' ')`
    expect(await answerOf(source, [[1, 2]], toValue(3))).toBe('float64 1,2 Float64Array number')
  })

  it('keeps NaN, infinities and the sign of zero', async () => {
    const source =
      'export const f = (a: number[], n: number) => [...a.map((x) => Object.is(x, -0) ? "-0" : `${x}`), Object.is(n, -0) ? "-0" : `${n}`].join()'
    expect(await answerOf(source, [Number.NaN, Number.NEGATIVE_INFINITY, -0, 0], toValue(-0))).toBe('NaN,-Infinity,-0,0,-0')
  })

  it('gives every call arguments of its own', async () => {
    const same = toValue([1, 2])
    await ask(javascript, { 'a.ts': 'export const f = (a: number[]) => { a[0] = 9; a.push(1); return a }' }, async ({ callMany }) => {
      const answers = await callMany('f', [[same], [same]])
      expect(answers.map(told)).toEqual([
        [9, 2, 1],
        [9, 2, 1],
      ])
      expect(same).toEqual(toValue([1, 2]))
    })
  })

  it('tells which arguments were changed in place', async () => {
    await ask(javascript, { 'a.ts': 'export const f = (a: number[], b: number[][]) => { b[1][0] += 1; return 0 }' }, async ({ call }) => {
      expect(await call('f', [1], [[1], [2]])).toMatchObject({ ok: true, mutated: [1] })
    })
  })

  it('does not take a NaN for a change', async () => {
    await ask(javascript, { 'a.ts': 'export const f = (a: number[]) => a.length' }, async ({ call }) => {
      expect(await call('f', [Number.NaN])).not.toHaveProperty('mutated')
    })
  })
})

describe('answers', () => {
  it.each([
    ['a number', '2.5', 2.5],
    ['NaN', 'NaN', Number.NaN],
    ['undefined', 'undefined', null],
    ['a string', '"ab"', 'ab'],
    ['a boolean', 'false', false],
    [
      'a matrix',
      '[[1, 2], [3, 4]]',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['ragged rows', '[[1, 2], [3]]', [[1, 2], [3]]],
    ['a list with undefined', '[1, undefined]', [1, null]],
    ['a list of words', '["relu", "tanh"]', ['relu', 'tanh']],
    ['an empty list', '[]', []],
    ['a typed array', 'Int16Array.of(1, 2)', [1, 2]],
    ['rows of typed arrays', '[Float32Array.of(1), Float32Array.of(2)]', [[1], [2]]],
    ['a Map', 'new Map([["dW", [1]]])', { dW: [1] }],
    ['a class instance', 'new (class { a = 1; #b = 2; c() {} })()', { a: 1 }],
    ['{shape, data}', '({ shape: [2, 1], data: Float32Array.of(1, 2) })', [[1], [2]]],
    ['a tfjs tensor', '({ shape: [1, 2], dtype: "int32", dataSync: () => Int32Array.of(5, 6) })', [[5, 6]]],
    ['a key called __proto__', 'JSON.parse(`{"__proto__": 1}`)', { ['__proto__']: 1 }],
    ['a promise', 'Promise.resolve([1])', [1]],
    ['a late promise', 'new Promise((r) => setTimeout(r, 5, 7))', 7],
  ])('takes %s', async (_, returned, expected) => {
    const answer = await answerOf(`export const f = (): any => ${returned}`)
    expect(JSON.stringify(answer)).toBe(JSON.stringify(expected))
    expect(answer).toEqual(expected)
  })

  it.each([
    ['a BigInt', '({ a: [1, 2n] })', 'a BigInt', 'return value.a[1]'],
    ['a function', '[Math.abs]', 'a function', 'return value[0]'],
    ['a symbol', 'Symbol()', 'a symbol', 'return value'],
    ['a cycle', '{ const a: any = { b: 1 }; a.self = [a]; return a }', 'an object that contains itself', 'return value.self[0]'],
    ['a sparse array', '[1, , 3]', 'a hole in the list', 'return value[1]'],
    ['an empty array with 10^8 places', 'new Array(1e8)', 'a hole in the list', 'return value[0]'],
    ['10^8 numbers', 'new Float32Array(1e8)', '100000000 numbers', 'return value'],
    ['a date', 'new Date()', 'an object of class Date', 'return value'],
    ['a Set', 'new Set([1])', 'an object of class Set', 'return value'],
    ['a wrapped number', '[new Number(3)]', 'an object of class Number', 'return value[0]'],
    ['lists in lists in lists', '[[[[[[[[[["x"]]]]]]]]]]', 'more', 'return value[0][0][0][0][0][0][0][0][0]'],
    ['more words than a frame holds', 'Array.from({ length: 20000 }, () => "x")', 'more', 'return value'],
    ['a list of too many words', 'Array.from({ length: 200000 }, () => "x")', 'more', 'return value[99999]'],
  ])('refuses %s and says where it is', async (_, returned, got, at) => {
    const body = returned.startsWith('{') ? returned : `(${returned})`
    expect(await answerOf(`export const f = (): any => ${body}`)).toMatchObject({ kind: 'bad-value', got, at })
  })

  it('carries large tensors bit for bit', async () => {
    const source = 'export const f = (n: number) => Float64Array.from({ length: n }, (_, i) => i / 3)'
    const answer = (await answerOf(source, toValue(1_000_000))) as number[]
    expect(answer).toHaveLength(1_000_000)
    expect(answer[999_999]).toBe(999_999 / 3)
  })

  it('come back in order when they need several frames', async () => {
    await ask(javascript, { 'a.js': 'export const f = (i) => ({ i, text: "x".repeat(9000) })' }, async ({ callMany }) => {
      const answers = await callMany(
        'f',
        Array.from({ length: 50 }, (_, i) => [i]),
      )
      expect(answers.map((answer) => (told(answer) as { i: number }).i)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    })
  })

  it('survive a submission that replaces the methods of arrays, objects and JSON', async () => {
    const source = `
      Array.prototype[Symbol.iterator] = function* () {}
      for (const name of ['map', 'push', 'join', 'forEach', 'some', 'every']) (Array.prototype as any)[name] = () => 'mine'
      ;(Object.prototype as any).toJSON = () => 'mine'
      ;(JSON as any).stringify = (JSON as any).parse = () => 'mine'
      ;(Object as any).keys = Object.is = () => [] as any
      ;(Number as any).isInteger = () => false
      ;(Buffer as any).byteLength = () => 0
      export const f = (a: number[]) => ({ twice: [2 * a[0]!, 2 * a[1]!], word: 'w' })`
    expect(await answerOf(source, [1, 2])).toEqual({ twice: [2, 4], word: 'w' })
  })
})
