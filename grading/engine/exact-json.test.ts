import { describe, expect, it } from 'vitest'
import { exactJson, parseExactJson } from './exact-json.ts'

describe('exact JSON', () => {
  it.each<[unknown, string]>([
    [Number.NaN, '{"$number":"NaN"}'],
    [Infinity, '{"$number":"Infinity"}'],
    [-Infinity, '{"$number":"-Infinity"}'],
    [-0, '{"$number":"-0"}'],
    [0, '0'],
    [null, 'null'],
    ['NaN', '"NaN"'],
    [{ a: [1, { b: -0 }] }, '{"a":[1,{"b":{"$number":"-0"}}]}'],
    [{ a: 1, b: [[2], 'x'] }, '{"a":1,"b":[[2],"x"]}'],
  ])('of %j comes back as it was', (value, text) => {
    expect(exactJson(value)).toBe(text)
    expect(parseExactJson(text)).toEqual(value)
    expect(Object.is(parseExactJson(text), value) || typeof value === 'object').toBe(true)
  })

  it('finds a number wherever it lies', () => {
    const back = parseExactJson(exactJson({ first: [0, -0], deep: { x: Number.NaN } })) as { first: number[]; deep: { x: number } }
    expect([Object.is(back.first[0], 0), Object.is(back.first[1], -0), Number.isNaN(back.deep.x)]).toEqual([true, true, true])
  })

  it('leaves what only looks like one of its numbers', () => {
    expect(parseExactJson('{"a":{"$number":3},"b":null,"c":"$number"}')).toEqual({ a: { $number: 3 }, b: null, c: '$number' })
  })

  it('refuses what is no JSON', () => expect(() => parseExactJson('{"$number"')).toThrow(SyntaxError))
})
