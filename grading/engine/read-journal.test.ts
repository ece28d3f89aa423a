import { describe, expect, it } from 'vitest'
import { digestOf, formatLine } from './journal.ts'
import { foldJournal, readJournal, sortById } from './read-journal.ts'
import { header, student } from './testing/run.ts'

const ada = student('ada')

describe('reading a journal', () => {
  it('uses nothing, not even the header, where the header was changed afterwards', () => {
    const first = formatLine({ type: 'run', schema: 1, ...header })
    const text = first.replace('"seed":7', '"seed":8') + formatLine({ type: 'student', seq: 1, result: ada }, digestOf(first))
    const says = 'does not follow the line before it; neither of the two nor what comes after them was used'
    expect(readJournal(text)).toStrictEqual({
      students: [],
      marks: [],
      overrides: [],
      published: [],
      ended: false,
      problems: [{ line: 2, says }],
    })
  })

  it('holds one run: a second header is named and not used', () => {
    const first = formatLine({ type: 'run', schema: 1, ...header })
    const second = formatLine({ type: 'run', schema: 1, ...header, seed: 8 }, digestOf(first))
    expect(readJournal(first + second)).toStrictEqual({
      header: { type: 'run', schema: 1, ...header },
      students: [],
      marks: [],
      overrides: [],
      published: [],
      ended: false,
      problems: [{ line: 2, says: 'a second header; a journal holds one run' }],
    })
  })

  it.each<[what: string, line: object, wrong: readonly object[]]>([
    [
      'header',
      { type: 'run', schema: 1, ...header },
      [{ assay: undefined }, { seed: '7' }, { startedAt: undefined }, { exercises: { length: 0 } }],
    ],
    [
      'result',
      { type: 'student', seq: 1, result: ada },
      [
        { seq: '1' },
        { result: null },
        ...[
          { id: 3 },
          { score: '100' },
          { max: undefined },
          { pending: null },
          { remarks: {} },
          { exercises: {} },
          { exercises: [{ checks: [] }, null] },
          { exercises: [{ checks: [] }, { checks: {} }] },
        ].map((part) => ({ result: { ...ada, ...part } })),
      ],
    ],
    [
      'mark',
      { type: 'mark', student: 'ada', exercise: 'e', points: 150, by: 'R. Lind', at: '', hash: 'h', comment: 'Good.' },
      [
        { student: 1 },
        { exercise: undefined },
        { points: '150' },
        { points: 1.5 },
        { by: null },
        { at: 0 },
        { hash: undefined },
        { comment: null },
      ],
    ],
  ])('leaves out a %s that lacks a field or has one of another type', (what, line, wrong) => {
    const read = (one: object) => readJournal(`${JSON.stringify(one)}\n`)
    expect(read(line).problems).toEqual([])
    const says = `the ${what} lacks a field; the line was skipped`
    for (const part of wrong)
      expect(read({ ...line, ...part }), JSON.stringify(part)).toStrictEqual({
        students: [],
        marks: [],
        overrides: [],
        published: [],
        ended: false,
        problems: [{ line: 1, says }],
      })
  })
})

describe('the run that a journal tells of', () => {
  it('says what the run was made with, as far as the header does', () => {
    const fold = (part: object) => foldJournal(readJournal(formatLine({ type: 'run', schema: 1, ...header, ...part })))
    const run = { schema: 1, assay: '0.1.0', seed: 7, students: [] }
    expect(fold({})).toStrictEqual(run)
    expect(fold({ sandbox: 'bwrap' })).toStrictEqual({ ...run, sandbox: 'bwrap' })
    expect(fold({ engine: 'wasm' })).toStrictEqual({ ...run, engine: 'wasm' })
  })
})

it('equal ids keep the order they came in', () => {
  const items = [
    { id: 'b', at: 1 },
    { id: 'a', at: 2 },
    { id: 'b', at: 3 },
    { id: 'a', at: 4 },
  ]
  expect(sortById(items).map(({ at }) => at)).toEqual([2, 4, 1, 3])
})
