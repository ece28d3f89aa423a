import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptsOf } from '../attempts/attempts-of.ts'
import { readRecords } from '../attempts/record.ts'
import { CourseError } from '../course-error.ts'
import type { Claim } from '../lms/download.ts'
import type { RosterEntry } from '../model/roster.ts'
import { decisionFor, lastingKey } from './decision-for.ts'
import { readDecisions, withDecisions } from './decisions.ts'
import { misfit, reconcile } from './reconcile.ts'
import { recordsOf, recordsTable } from './records.ts'

const ROSTER: readonly RosterEntry[] = [
  { id: 'u77', name: 'Anne-Lise Müller', email: 'am@example.org', otherIds: { ID: '1042', Identifier: 'Participant 4711' } },
  { id: 'u78', name: "Pat O'Neil", email: 'po@example.org' },
  { id: 'u79', name: 'نور الهدى', email: 'nh@example.org' },
  { id: 'u80', name: 'Kim Lee' },
  { id: 'u81', name: 'Lee Kim' },
]
const row = (submission: string, ...claims: readonly Claim[]) => ({ submission, claims })
const whose = (claim: Claim) => {
  const [found] = reconcile([row('s', claim)], ROSTER).rows
  return found?.state === 'matched' ? [found.students[0], found.by[0]] : [found?.state, found?.says]
}

describe('a submission is matched', () => {
  it.each<[string, Claim, unknown]>([
    ['by id', { id: 'u77' }, ['u77', 'id']],
    ['by id, typed in capitals', { id: ' U77' }, ['u77', 'id']],
    ['by another id of the roster', { id: '1042', squeezedName: 'someoneelse' }, ['u77', 'id']],
    ['by e-mail', { email: 'PO@Example.org', name: 'P. O.' }, ['u78', 'email']],
    ['by e-mail as the id', { id: 'nh@example.org' }, ['u79', 'email']],
    ['by the number of the participant', { anonymous: true, participant: '4711' }, ['u77', 'id']],
    ['by name', { name: "O'NEIL, Pat" }, ['u78', 'name']],
    ['by a name that was read in the wrong encoding', { name: 'Anne-Lise MⁿLler'.replace('L', 'l') }, ['u77', 'name']],
    ['by a name from right to left', { name: 'الهدى نور' }, ['u79', 'name']],
    ['by a name without its spaces', { squeezedName: 'müllerannelise' }, ['u77', 'name']],
    ['by an id in the name of a folder', { id: 'u78_final', name: 'u78_final' }, ['u78', 'id']],
    ['to nobody where two have the name', { name: 'Kim Lee' }, ['unclear', 'could be u80 or u81']],
    ['to nobody where id and e-mail are at odds', { id: 'u77', email: 'po@example.org' }, ['unclear', 'could be u77 or u78']],
    [
      'to nobody by a near name, which is asked about',
      { name: 'Anne Lise Muler' },
      ['unknown', expect.stringContaining('did you mean Anne-Lise Müller (u77)?')],
    ],
    [
      'to nobody where marking is anonymous',
      { anonymous: true, participant: '9' },
      ['unknown', 'anonymous, and the roster does not have this number'],
    ],
  ])('%s', (_, claim, expected) => {
    expect(whose(claim)).toEqual(expected)
  })

  it('whatever the order, case and Unicode form of the name', () => {
    const entry = fc.constantFrom(...ROSTER.slice(0, 3))
    fc.assert(
      fc.property(entry, fc.constantFrom('NFC', 'NFD', 'NFKC'), fc.boolean(), fc.boolean(), ({ id, name }, form, upper, turned) => {
        const words = name.split(' ')
        const written = turned ? `${words.at(-1)}, ${words.slice(0, -1).join(' ')}` : name
        expect(whose({ name: (upper ? written.toUpperCase() : written).normalize(form) })).toEqual([id, 'name'])
      }),
    )
  })

  it('to every member of a group, and says who is not in the roster', () => {
    const [found] = reconcile([row('g', { id: 'u77' }, { name: "Pat O'Neil" }, { name: 'Zoe' })], ROSTER).rows
    expect(found).toMatchObject({
      students: ['u77', 'u78'],
      by: ['id', 'name'],
      says: 'the roster does not know Zoe, who submitted it, too',
    })
  })

  it('as it says itself, where the platform says nothing that is known', () => {
    const own = new Map<string, Claim>([
      ['s', { email: 'po@example.org' }],
      ['t', { id: 'u78' }],
    ])
    const [s, t] = reconcile([row('s', { name: 'folder 1' }), row('t', { id: 'u77' })], ROSTER, new Map(), own).rows
    expect(s).toMatchObject({ students: ['u78'], says: 'as its submission.yaml says' })
    expect(t).toMatchObject({ students: ['u77'] })
  })
})

describe('a reconciliation', () => {
  it('names who is missing and who has several', () => {
    const { missing, several } = reconcile([row('a', { id: 'u77' }), row('b', { id: 'u77' }), row('c', { id: 'u80' })], ROSTER)
    expect(missing.map(({ id }) => id)).toEqual(['u78', 'u79', 'u81'])
    expect([...several]).toEqual([['u77', ['a', 'b']]])
  })

  it('has each submission once, and each student in it or missing', () => {
    const claim = fc.record(
      { id: fc.constantFrom('u77', 'u78', 'x', '1042'), name: fc.constantFrom('Kim Lee', 'Nobody', "Pat O'Neil") },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(fc.array(claim, { maxLength: 3 }), { maxLength: 6 }), (list) => {
        const rows = list.map((claims, i) => ({ submission: `s${i}`, claims: claims as Claim[] }))
        const found = reconcile(rows, ROSTER)
        expect(found.rows.map(({ submission }) => submission)).toEqual(rows.map(({ submission }) => submission))
        const present = new Set(found.rows.flatMap(({ students }) => students))
        expect([...present, ...found.missing.map(({ id }) => id)].sort()).toEqual(ROSTER.map(({ id }) => id))
      }),
    )
  })

  it('says that it is the wrong class list where half match nobody', () => {
    const strangers = ['x', 'y', 'z'].map((id) => row(id, { id }))
    expect(misfit(reconcile(strangers, ROSTER), 'roster.csv')).toBe(
      '3 of 3 submissions match nobody in roster.csv: is it the class list of this course?',
    )
    expect(misfit(reconcile([...strangers, ...['u77', 'u78', 'u79', 'u80'].map((id) => row(id, { id }))], ROSTER), 'r')).toBeUndefined()
  })

  it('makes records of who submitted what and when, which a course reads again', () => {
    const rows = [
      { ...row('late, "2"', { id: 'u77' }), submittedAt: '2026-12-02T00:00:00.000Z' },
      { ...row('early', { id: 'u77' }, { id: 'u78' }), submittedAt: '2026-12-01T00:00:00.000Z' },
      row('stranger', { id: 'x' }),
      row('tester', { id: 't' }),
    ]
    const records = recordsOf(reconcile(rows, ROSTER, new Map([['tester', []]])))
    expect(readRecords(Buffer.from(recordsTable(records)), 'submissions.csv', 'Europe/Berlin')).toEqual(records)
    const results = ['late, "2"', 'early', 'stranger'].map((id) => ({ id }))
    expect(attemptsOf(results, ROSTER, records).map(({ student, submission, number }) => [student, number, submission])).toEqual([
      ['stranger', 1, 'stranger'],
      ['u77', 1, 'early'],
      ['u77', 2, 'late, "2"'],
      ['u78', 1, 'early'],
    ])
  })

  it('believes no submission that it is of a student of whom there is another', () => {
    const own = new Map<string, Claim>([
      ['s', { email: 'am@example.org' }],
      ['t', { id: 'u78' }],
      ['v', { id: 'u78' }],
    ])
    const { rows, several } = reconcile(
      [row('u77', { id: 'u77' }), row('s', { id: 's' }), row('t', { id: 't' }), row('v', { id: 'v' })],
      ROSTER,
      new Map(),
      own,
    )
    expect(rows.map(({ students, says }) => [students, says])).toEqual([
      [['u77'], undefined],
      [[], 'says that it is of u77, of whom there is another'],
      [[], 'says that it is of u78, of whom there is another'],
      [[], 'says that it is of u78, of whom there is another'],
    ])
    expect([...several]).toEqual([])
  })
})

describe('decisions', () => {
  const text = `# by hand
students:
  müllerannelise_9: u78   # asked her
  "name:Test, Student": nobody
  submission_4: [u79, u80]
  id:12: u81
`
  const read = (from = text) => readDecisions(from, 'identities.yaml')

  it('are found by the submission and by what the platform says', () => {
    expect(decisionFor(read(), row('müllerannelise_9'.normalize('NFD')))).toEqual(['u78'])
    expect(decisionFor(read(), row('other', { name: 'student test' }))).toEqual([])
    expect(decisionFor(read(), row('submission_4', { id: 'a' }, { id: 'b' }))).toEqual(['u79', 'u80'])
    expect(decisionFor(read(), row('x', { id: '12' }))).toEqual(['u81'])
    expect(decisionFor(read(), row('x', { id: '12' }, { id: '13' }))).toBeUndefined()
  })

  it('come before everything else', () => {
    const rows = [row('submission_4', { id: 'u77' }), row('t', { name: 'Student Test' })]
    const { rows: found } = reconcile(rows, ROSTER, read())
    expect(found.map(({ students, by, state }) => [students, by, state])).toEqual([
      [['u79', 'u80'], ['person', 'person'], 'matched'],
      [[], [], 'nobody'],
    ])
  })

  it('for a student whom the roster does not know are told', () => {
    const { rows, remarks } = reconcile([row('a')], ROSTER, new Map([['a', ['u99']]]))
    expect(rows[0]).toMatchObject({ state: 'unknown', says: 'decided to be of u99, whom the roster does not know' })
    expect(remarks).toEqual(['a was decided to be of u99, whom the roster does not know.'])
  })

  it('are added without losing what a person wrote', () => {
    const more = withDecisions(text, [
      ['submission_4', ['u81']],
      ['name:Zoe', []],
    ])
    expect(more).toContain('# asked her')
    expect(decisionFor(read(more), row('submission_4'))).toEqual(['u81'])
    expect(decisionFor(read(more), row('z', { name: 'zoe' }))).toEqual([])
    expect([...read(withDecisions('', [['a', ['u77', 'u78']]]))]).toEqual([['a', ['u77', 'u78']]])
  })

  it('are kept under what is the same next week', () => {
    expect(lastingKey(row('lind_9', { id: '9', squeezedName: 'lind' }))).toBe('id:9')
    expect(lastingKey(row('Ada_7_assignsubmission_file', { name: 'Ada', participant: '7' }))).toBe('name:Ada')
    expect(lastingKey(row('anon_x', { anonymous: true, participant: 'x' }))).toBe('anon_x')
    expect(lastingKey(row('group', { id: '1' }, { id: '2' }))).toBe('group')
  })

  it.each([
    ['no YAML', 'students: [', /^identities\.yaml:\d+:\d+: cannot be read as YAML/],
    ['another key', 'student:\n  a: b\n', /^identities\.yaml:1:1: expected students: with lines/],
    ['a number of levels', 'students:\n  a:\n    b: c\n', /^identities\.yaml:3:5: expected students: with lines/],
  ])('of %s are refused with the place', (_, from, says) => {
    expect(() => read(from)).toThrow(CourseError)
    expect(() => read(from)).toThrow(says)
  })
})
