import { describe, expect, it } from 'vitest'
import { CourseError } from '../course-error.ts'
import { attemptsOf } from './attempts-of.ts'
import { readRecords } from './record.ts'

const read = (text: string) => readRecords(Buffer.from(text), 'submissions.csv', 'Europe/Berlin')

describe('records of submissions', () => {
  it('hold who submitted what and when, in the time zone of the course', () => {
    expect(read('submission;student;submitted\nada-1;u77;2026-12-07 23:59\ngroup-3;u78;\ngroup-3;u79;2026-12-07T10:00:00Z\n')).toEqual([
      { submission: 'ada-1', student: 'u77', submittedAt: '2026-12-07T22:59:00.000Z' },
      { submission: 'group-3', student: 'u78' },
      { submission: 'group-3', student: 'u79', submittedAt: '2026-12-07T10:00:00.000Z' },
    ])
  })

  it.each([
    ['submission,sumbitted\n', 'submissions.csv:1: the column "sumbitted" is unknown; expected submission, student, submitted'],
    ['student\nu77\n', 'submissions.csv:1: the column "submission" is missing: it holds the names of folders'],
    ['submission,student\n,u77\n', 'submissions.csv:2: names no submission'],
    ['submission,submitted\na,7.12.2026\n', 'submissions.csv:2: "7.12.2026" is no date; write it as 2026-12-07 23:59 Europe/Berlin'],
    ['submission,student\na,u1\nb,u1\na,u1\n', 'submissions.csv:4: a is also in line 2'],
  ])('%j are refused', (text, says) => {
    expect(() => read(text)).toThrow(new CourseError(says))
  })
})

const roster = [
  { id: 'u77', name: 'Anne-Lise Müller', email: 'al@example.org', otherIds: { 'SIS Login ID': 'am77' } },
  { id: 'u78', name: 'Ada Lind', email: 'ada@example.org' },
  { id: 'u79', name: 'Lind, Ada', email: 'ada2@example.org' },
]
const of = (...submissions: readonly (string | { id: string; person: { name?: string; email?: string } })[]) =>
  attemptsOf(
    submissions.map((one) => (typeof one === 'string' ? { id: one } : one)),
    roster,
    [],
  ).map(({ submission, student, source }) => [submission, student, source.matchedBy])

describe('attempts', () => {
  it.each([
    ['u77', 'u77', 'id'],
    ['am77', 'u77', 'id'],
    ['AL@example.org', 'u77', 'email'],
    ['Mu\u0308ller, Anne-Lise', 'u77', 'name'],
    ['Ada Lind', 'Ada Lind', undefined],
    ['somebody', 'somebody', undefined],
  ])('%j belong to %s', (submission, student, by) => expect(of(submission)).toEqual([[submission, student, by]]))

  it('belong to whom they say where nobody else submitted for that student', () => {
    expect(of({ id: 'folder', person: { name: 'X', email: 'ada@example.org' } })).toEqual([['folder', 'u78', 'email']])
  })

  it('replace nobody by what they say', () => {
    const mallory = { id: 'mallory', person: { email: 'ada@example.org' } }
    expect(of('u78', mallory)).toEqual([
      ['mallory', 'mallory', undefined],
      ['u78', 'u78', 'id'],
    ])
    expect(of({ ...mallory, id: 'm2' }, mallory).map(([, student]) => student)).toEqual(['m2', 'mallory'])
  })

  it('are as recorded, for every student of a group, and numbered by time', () => {
    const records = [
      { submission: 'a', student: 'u77', submittedAt: '2026-12-02T10:00:00.000Z' },
      { submission: 'b', student: 'al@example.org', submittedAt: '2026-12-01T10:00:00.000Z' },
      { submission: 'b', student: 'guest' },
    ]
    expect(
      attemptsOf([{ id: 'a' }, { id: 'b' }], roster, records).map(({ submission, student, number }) => [student, number, submission]),
    ).toEqual([
      ['guest', 1, 'b'],
      ['u77', 1, 'b'],
      ['u77', 2, 'a'],
    ])
  })

  it('are one for each submission without a roster', () => {
    expect(attemptsOf([{ id: 'b' }, { id: 'a' }], undefined, [])).toEqual([
      { student: 'a', submission: 'a', number: 1, source: { kind: 'folder', path: 'a' } },
      { student: 'b', submission: 'b', number: 1, source: { kind: 'folder', path: 'b' } },
    ])
  })
})
