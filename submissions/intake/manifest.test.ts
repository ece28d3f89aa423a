import { describe, expect, it } from 'vitest'
import { readManifest } from './manifest.ts'

describe('submission.yaml', () => {
  it('gives student, email, entry and declared conventions', () => {
    const manifest = readManifest('student: Ada\nemail: ada@example.org\nentry: main.py\ndeclare:\n  weights: in-out\n  cost: mean\n')
    expect(manifest).toEqual({
      student: 'Ada',
      email: 'ada@example.org',
      entry: 'main.py',
      declared: new Map([
        ['weights', 'in-out'],
        ['cost', 'mean'],
      ]),
      models: [],
      remarks: [],
    })
  })

  it.each(['', '# nothing\n', '---\n'])('may be empty: %j', (text) => {
    expect(readManifest(text)).toEqual({ declared: new Map(), models: [], remarks: [] })
  })

  it('takes numbers and words like no as the text they are', () => {
    expect([...readManifest('student: 007\ndeclare: {a: no, b: 1.50}').declared]).toEqual([
      ['a', 'no'],
      ['b', '1.50'],
    ])
    expect(readManifest('student: 007').student).toBe('007')
  })

  it('declares for one exercise alone below its name', () => {
    expect(readManifest('declare:\n  cost: mean\n  2c:\n    weights: in-out\n').declared).toEqual(
      new Map<string, unknown>([
        ['cost', 'mean'],
        ['2c', new Map([['weights', 'in-out']])],
      ]),
    )
  })

  it('tells the line of an unknown key and keeps the rest', () => {
    const manifest = readManifest('student: Ada\nentyr: a.ts\n')
    expect(manifest.student).toBe('Ada')
    expect(manifest.remarks).toEqual(['submission.yaml line 2: `entyr` is unknown (did you mean `entry`?). It was ignored.'])
  })

  it.each([
    'declare:\n- cost: mean\n- 2c: {weights: in-out}\n',
    'Declare: {cost: mean, 2c: {weights: in-out}}',
    'declare: ["cost: mean", {2c: {weights: in-out}}]',
  ])('declares in a list as in lines: %j', (text) => {
    const { declared, remarks } = readManifest(text)
    expect([...declared]).toEqual([
      ['cost', 'mean'],
      ['2c', new Map([['weights', 'in-out']])],
    ])
    expect(remarks).toEqual([])
  })

  it('takes the first of two keys that differ in case alone', () => {
    const { student, remarks } = readManifest('student: Ada\nStudent: Ben\n')
    expect(student).toBe('Ada')
    expect(remarks).toEqual(['submission.yaml line 2: `student` stands here a second time. It was ignored.'])
  })

  it('tells the line of a value of the wrong form', () => {
    expect(readManifest('\nentry: [a.ts, b.ts]\ndeclare: mean').remarks).toEqual([
      'submission.yaml line 2: `entry` must be a text. It was ignored.',
      'submission.yaml line 3: `declare` must be a list of `name: value` lines, or of `exercise: {name: value}` for one exercise alone. It was ignored.',
    ])
  })

  it('tells the line where it cannot be read', () => {
    const manifest = readManifest('student: Ada\ndeclare: {a: b\n')
    expect(manifest.declared.size).toBe(0)
    expect(manifest.remarks).toEqual([expect.stringMatching(/^submission\.yaml line [23] cannot be read: .+\. The file was ignored\.$/)])
  })

  it.each(['just words', '- a\n- b\n'])('says so when it holds no keys: %j', (text) => {
    expect(readManifest(text).remarks).toHaveLength(1)
  })

  it('is not expanded by aliases', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
      .join('\n')}\nentry: *j\n`
    expect(readManifest(bomb).remarks).toEqual(['submission.yaml uses aliases (`*name`). The file was ignored.'])
  })

  it('keeps a convention called __proto__ as a name', () => {
    expect([...readManifest('declare: {__proto__: x}').declared]).toEqual([['__proto__', 'x']])
  })

  it('with a key twice is left out, also inside `declare`', () => {
    const told = 'cannot be read: Map keys must be unique. The file was ignored.'
    expect(readManifest('entry: a\nstudent: b\nentry: c').remarks).toEqual([`submission.yaml line 3 ${told}`])
    expect(readManifest('declare:\n  a: b\n  a: c').remarks).toEqual([`submission.yaml line 3 ${told}`])
  })

  it('of ten thousand keys is read in one pass', () => {
    const { remarks } = readManifest(Array.from({ length: 10_000 }, (_, i) => `${i.toString(36)}:`).join('\n'))
    expect(remarks).toHaveLength(20)
  })
})
