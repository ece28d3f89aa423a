import { describe, expect, it } from 'vitest'
import type { StudentResult } from '../model/result.ts'
import { digestOf, formatLine, startJournal } from './journal.ts'
import { foldJournal, readJournal } from './read-journal.ts'
import { header, student } from './testing/run.ts'

async function journalOf(...results: readonly StudentResult[]): Promise<string> {
  let text = ''
  const append = async (line: string) => {
    text += line
  }
  const journal = await startJournal(append, header)
  for (const result of results) await journal.student(result)
  await journal.end()
  return text
}

describe('journal', () => {
  it('gives back what was written', async () => {
    const contents = readJournal(await journalOf(student('ada'), student('bob')))
    expect(contents.header).toEqual({ type: 'run', schema: 1, ...header })
    expect(contents.students.map((line) => [line.seq, line.result.id])).toEqual([
      [1, 'ada'],
      [2, 'bob'],
    ])
    expect(contents.ended).toBe(true)
    expect(contents.problems).toEqual([])
  })

  it('keeps NaN, the infinities and negative zero', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0.1]
    const check = {
      findings: values.map((actual) => ({ code: 'value-mismatch', actual })),
    }
    const result = { ...student('ada'), exercises: [{ checks: [check] }] } as unknown as StudentResult
    const back = readJournal(formatLine({ type: 'student', seq: 1, result })).students[0]?.result
    expect(back).toEqual(result)
    const zero = back?.exercises[0]?.checks[0]?.findings[3] as unknown as { actual: number }
    expect(Object.is(zero.actual, -0)).toBe(true)
  })

  it('writes one line per entry whatever a student is called', async () => {
    const id = 'two\nlines\u2028<script>alert(1)</script>\ud800'
    const text = await journalOf(student(id))
    expect(text.split('\n')).toHaveLength(4)
    expect(readJournal(text).students[0]?.result.id).toBe(id)
  })

  it('drops a torn last line and says so (killed between write and newline)', async () => {
    const whole = await journalOf(student('ada'), student('bob'))
    const lines = whole.split('\n')
    const torn = [...lines.slice(0, 2), (lines[2] as string).slice(0, 30)].join('\n')
    const contents = readJournal(torn)
    expect(contents.students.map((line) => line.result.id)).toEqual(['ada'])
    expect(contents.ended).toBe(false)
    expect(contents.problems).toEqual([{ line: 3, says: 'the last line is incomplete and was dropped' }])
  })

  it('can be read at every length it may have been cut to', async () => {
    const whole = await journalOf(student('ada'), student('bob'))
    for (let length = 0; length < whole.length; length++) {
      const contents = readJournal(whole.slice(0, length))
      expect(contents.ended).toBe(false)
      expect(contents.students.length).toBe(Math.max(0, whole.slice(0, length).split('\n').length - 2))
    }
  })

  it.each([
    ['{"type":"stud', 'not JSON; the line was skipped'],
    ['[1,2]', 'expected an object; the line was skipped'],
    ['null', 'expected an object; the line was skipped'],
    ['"end"', 'expected an object; the line was skipped'],
    ['{"type":"student","seq":2,"result":{"id":"eve"}}', 'the result lacks a field; the line was skipped'],
    ['{"type":"exam"}', 'unknown type "exam"; the line was skipped'],
    ['', 'not JSON; the line was skipped'],
    ['{"type":"run","schema":2}', 'written by another version (schema 2, expected 1)'],
  ])('names the line %j that is not ours and uses what lies before it', async (corrupt, says) => {
    const lines = (await journalOf(student('ada'), student('bob'))).split('\n')
    lines.splice(2, 0, corrupt)
    const contents = readJournal(lines.join('\n'))
    expect(contents.students.map((line) => line.result.id)).toEqual(['ada'])
    expect(contents.problems[0]).toEqual({ line: 3, says })
  })

  it.each<[string, (lines: string[]) => unknown, number]>([
    ['changed afterwards', (lines) => lines.splice(2, 1, (lines[2] as string).replace('"score":100', '"score":200')), 4],
    ['missing', (lines) => lines.splice(2, 1), 3],
    ['there twice', (lines) => lines.splice(2, 0, lines[2] as string), 4],
    ['of another journal', (lines) => lines.splice(2, 0, formatLine({ type: 'end' }, digestOf('other')).trimEnd()), 3],
  ])('sees that a line is %s, names where the chain breaks and uses only what is vouched for', async (_what, damage, line) => {
    const lines = (await journalOf(student('ada'), student('bob'), student('cyd'))).split('\n')
    damage(lines)
    const contents = readJournal(lines.join('\n'))
    expect(contents.problems).toEqual([
      { line, says: 'does not follow the line before it; neither of the two nor what comes after them was used' },
    ])
    expect(contents.students.map((one) => one.result.id)).toEqual(['ada', 'bob'].slice(0, line - 3))
    expect(contents.ended).toBe(false)
  })

  it('holds no result that is to be looked at again, and no end after an interruption', async () => {
    let text = ''
    const journal = await startJournal(async (line) => {
      text += line
    }, header)
    await journal.retry('ada', 'The machine was overloaded.')
    await journal.student(student('bob'))
    await journal.interrupted()
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { type: 'run', schema: 1, ...header },
      { type: 'retry', id: 'ada', because: 'The machine was overloaded.' },
      { type: 'student', seq: 1, result: { id: 'bob' } },
      { type: 'interrupted' },
    ])
    const { students, ended, problems } = readJournal(text)
    expect({ ids: students.map((line) => line.result.id), ended, problems }).toEqual({ ids: ['bob'], ended: false, problems: [] })
  })

  it('appends one line at a time although results arrive together', async () => {
    let running = 0
    let most = 0
    const seen: string[] = []
    const journal = await startJournal(async (line) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(line)
      running--
    }, header)
    await Promise.all([journal.student(student('ada')), journal.student(student('bob'))])
    expect(most).toBe(1)
    expect(seen).toHaveLength(3)
  })

  it('tells of a line that could not be written and can write the next', async () => {
    let full = false
    const seen: string[] = []
    const journal = await startJournal(async (line) => {
      if (full) throw new Error('ENOSPC')
      seen.push(line)
    }, header)
    full = true
    await expect(journal.student(student('ada'))).rejects.toThrow('ENOSPC')
    full = false
    await journal.student(student('bob'))
    expect(readJournal(seen.join('')).students.map((line) => line.result.id)).toEqual(['bob'])
  })
})

describe('foldJournal', () => {
  it('sorts students by id whatever finished first', async () => {
    const run = foldJournal(readJournal(await journalOf(student('zoe'), student('Ada'), student('ada'))))
    expect(run?.students.map((result) => result.id)).toEqual(['Ada', 'ada', 'zoe'])
    expect(run).toMatchObject({ schema: 1, assay: '0.1.0', seed: 7 })
  })

  it('counts the last result of a student', async () => {
    const run = foldJournal(readJournal(await journalOf(student('ada', 10), student('ada', 20))))
    expect(run?.students.map((result) => result.score)).toEqual([20])
  })

  it('makes no run of a journal without its header', () => {
    expect(foldJournal(readJournal(formatLine({ type: 'end' })))).toBeUndefined()
  })
})
