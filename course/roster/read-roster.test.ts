import { describe, expect, it } from 'vitest'
import { CourseError } from '../course-error.ts'
import { readRoster } from './read-roster.ts'

const read = (text: string) => readRoster(Buffer.from(text), 'roster.csv')
const HOUR = 3_600_000

describe('a roster', () => {
  it('is a plain table', () => {
    expect(read('id,name,email,group,extra time\n0042,Ada Lind,ada@example.org,A,2 days\nu2,Bo,,,\n')).toEqual({
      format: 'a plain table',
      idColumn: 'id',
      entries: [
        { id: '0042', name: 'Ada Lind', email: 'ada@example.org', group: 'A', extraTime: 48 * HOUR },
        { id: 'u2', name: 'Bo' },
      ],
      remarks: [],
    })
  })

  it('is the gradebook of Canvas, without the maxima and the test student', () => {
    const text = `Student,ID,SIS User ID,SIS Login ID,Section,Sheet 7 (90210)
"    Points Possible",,,,,20
"Müller, Anne-Lise",1042,u77,am77,DL-A,17.5
"Student, Test",9999,,x1,DL-A,
"O'Neil, Pat",1043,u78,po78,DL-A,EX`
    expect(read(text)).toEqual({
      format: 'the gradebook of Canvas',
      idColumn: 'id',
      entries: [
        { id: '1042', name: 'Anne-Lise Müller', group: 'DL-A', otherIds: { 'SIS User ID': 'u77', 'SIS Login ID': 'am77' } },
        { id: '1043', name: "Pat O'Neil", group: 'DL-A', otherIds: { 'SIS User ID': 'u78', 'SIS Login ID': 'po78' } },
      ],
      remarks: [],
    })
  })

  it('is a grading worksheet of Moodle', () => {
    const text = `Identifier,"Full name","Email address",Status,Grade,"Maximum grade"
"Participant 4711","Anne-Lise Müller",am@example.org,"Submitted for grading",17.50,20.00`
    expect(read(text)).toMatchObject({
      format: 'a grading worksheet of Moodle',
      idColumn: 'email address',
      entries: [{ id: 'am@example.org', name: 'Anne-Lise Müller', email: 'am@example.org', otherIds: { Identifier: 'Participant 4711' } }],
    })
  })

  it('is a worksheet of Moodle with blind marking, where the number identifies', () => {
    expect(read('Identifier,Status,Grade\nTeilnehmer/in4711,,\n')).toMatchObject({ idColumn: 'identifier', entries: [{ id: '4711' }] })
  })

  it('is the participants of Moodle', () => {
    const text = 'First name;Last name;ID number;Email address;Groups\nAnne-Lise;Müller;u77;am@example.org;Tue\n'
    expect(read(text)).toMatchObject({
      format: 'the participants of Moodle',
      entries: [{ id: 'u77', name: 'Anne-Lise Müller', email: 'am@example.org', group: 'Tue' }],
    })
  })

  it('is that of Gradescope, without its staff', () => {
    const text = 'First Name,Last Name,SID,Email,Role\nAda,Lind,100,ada@example.org,Student\nRoe,Lee,1,roe@example.org,TA\n'
    expect(read(text)).toEqual({
      format: 'Gradescope',
      idColumn: 'sid',
      entries: [{ id: '100', name: 'Ada Lind', email: 'ada@example.org' }],
      remarks: ['roster.csv, line 3: left out, because the role is TA.'],
    })
  })

  it('takes the e-mail of Gradescope where a student has no SID', () => {
    expect(read('Name,SID,Email\nAda,,ada@example.org\nBo,7,bo@example.org\n')).toMatchObject({
      idColumn: 'email',
      entries: [{ id: 'ada@example.org' }, { id: 'bo@example.org', otherIds: { SID: '7' } }],
    })
  })

  it.each([
    ['the roster of GitHub Classroom', 'identifier,github_username,github_id,name\nu77,octo,1,Ada\n', 'octo'],
    ['the grades of GitHub Classroom', 'assignment_name,github_username,roster_identifier\nps1,octo,u77\n', 'octo'],
  ])('is %s', (format, text, username) => {
    expect(read(text)).toMatchObject({ format, entries: [{ id: 'u77', otherIds: { github_username: username } }] })
  })

  it('says who cannot be told apart by name', () => {
    expect(read('id,name\nu1,"Lind, Ada"\nu2,Ada Lind\n').remarks).toEqual([
      'u1 and u2 have the same name, Ada Lind; a name alone does not identify them.',
    ])
  })

  it.each([
    ['a column that is unknown', 'id,name,emial\n', 'roster.csv:1: the column "emial" is unknown; did you mean "email"?'],
    ['two ids', 'id,login,name\n', 'roster.csv:1: the columns "id" and "login" could both be the id; keep one of them'],
    ['no id', 'name,email\n', /^roster\.csv:1: no column is the id; expected one of: id, /],
    ['twins', 'id,name\nu1,Ada\nu2,Bo\nu1,Cy\n', 'roster.csv:4: the id u1 is also that of line 2; each student stands there once'],
    [
      'an e-mail twice',
      'id,email\nu1,A@x.org\nu2,a@X.org\n',
      'roster.csv:3: the e-mail a@x.org is also that of line 2; each student stands there once',
    ],
    ['a student without an id', 'id,name\n,Ada\n', 'roster.csv:2: this student has no value in the column "id", which is the id'],
    [
      'a strange extra time',
      'id,extra time\nu1,some\n',
      'roster.csv:2: the extra time "some" is no duration; write it as 2 days or 36 hours',
    ],
    ['a column twice', 'id,name,Name\n', 'roster.csv:1: the column "name" is there twice; keep one of them'],
  ])('with %s is refused', (_, text, says) => {
    expect(() => read(text)).toThrow(CourseError)
    expect(() => read(text)).toThrow(says)
  })
})
