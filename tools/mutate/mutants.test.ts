import { describe, expect, it } from 'vitest'
import { mutantsIn } from './mutants.ts'

const at = (line: number, column: number, length: number) => ({ start: { line, column }, end: { line, column: column + length } })
const made = (location: ReturnType<typeof at>, replacement: string, part: object = {}) => ({
  id: '0',
  mutatorName: 'ArithmeticOperator',
  replacement,
  status: 'Killed',
  location,
  ...part,
})
const reportOf = (source: string, mutants: readonly object[]) => ({
  schemaVersion: '1.0',
  files: { 'grading/engine/score.ts': { language: 'ts', source, mutants } },
})

describe('mutantsIn', () => {
  it('names a mutant by its file, its line of code and the change, wherever the line stands', () => {
    const mutants = [made(at(1, 11, 5), 'a - b', { testsCompleted: 3 })]
    const expected = [{ id: 'grading/engine/score.ts: const c = a + b: a + b → a - b', status: 'Killed', testsCompleted: 3 }]
    expect(mutantsIn(reportOf('const c = a + b', mutants))).toMatchObject(expected)
    const moved = [{ ...mutants[0], location: at(3, 13, 5) }]
    expect(mutantsIn(reportOf('\n\n  const c = a + b', moved))).toMatchObject(expected)
  })

  it('numbers those that are alike, in the order of the file', () => {
    const mutants = [made(at(2, 3, 1), '-'), made(at(1, 3, 1), '-')]
    expect(mutantsIn(reportOf('a + b\na + b', mutants)).map(({ id, line }) => [line, id])).toEqual([
      [1, 'grading/engine/score.ts: a + b: + → -'],
      [2, 'grading/engine/score.ts: a + b: + → - (2)'],
    ])
  })

  it('writes a change of several lines in one', () => {
    const block = made({ start: { line: 1, column: 10 }, end: { line: 3, column: 2 } }, '{}')
    expect(mutantsIn(reportOf('if (open) {\n  go()\n}', [block]))[0]?.id).toBe('grading/engine/score.ts: if (open) {: the block → {}')
  })

  it('leaves out kinds of change that were not asked for, and nothing else that was left out', () => {
    const excluded = made(at(1, 1, 1), '""', { status: 'Ignored', statusReason: 'Ignored because of excluded mutation "StringLiteral"' })
    const commented = made(at(1, 5, 1), '-', { status: 'Ignored', statusReason: 'Ignored by a comment' })
    expect(mutantsIn(reportOf('a + b', [excluded, commented]))).toMatchObject([{ status: 'Ignored', reason: 'Ignored by a comment' }])
  })

  it('refuses what is no report', () => expect(() => mutantsIn({ files: { 'a.ts': {} } })).toThrow('source'))
})
