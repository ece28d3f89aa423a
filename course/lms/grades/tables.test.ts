import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CourseError } from '../../course-error.ts'
import { importCanvas } from '../../testing/importers/canvas.ts'
import { importMoodle, type MoodleGradeItem } from '../../testing/importers/moodle.ts'
import { canvasGradebook } from './canvas-gradebook.ts'
import { moodleWorksheet } from './moodle-worksheet.ts'
import type { StudentGrade } from './outgoing.ts'

const fixture = (path: string): Buffer => readFileSync(join(import.meta.dirname, '../../../fixtures/downloads', path))
const grade = (student: string, points: number | undefined, more: Partial<StudentGrade> = {}): StudentGrade => ({
  student,
  claims: [{ id: student }],
  max: 600,
  ...(points === undefined ? {} : { points }),
  ...more,
})
const changed = (
  changes: readonly { readonly student: string; readonly before: string; readonly after: string; readonly why?: string }[],
) =>
  changes.map(({ student, before, after, why }) => `${student}: ${before || '–'} → ${after || '–'}${why === undefined ? '' : ` (${why})`}`)

describe('the gradebook of Canvas', () => {
  const file = fixture('canvas/gradebook.csv')
  const of = (grades: readonly StudentGrade[], options = {}) =>
    canvasGradebook(file, 'gradebook.csv', grades, { column: '90210', ...options })

  it('gets its column filled, and Canvas reads it so', () => {
    const grades = [
      grade('4711', 600),
      grade('4712', 450.0),
      grade('x', 300, { claims: [{ squeezedName: 'مثالنور' }] }),
      grade('4714', undefined, { waits: 'waits for manual grading' }),
      grade('testinentesti_4799', 0),
    ]
    const { content, changes, remarks } = of(grades)
    expect(changed(changes)).toEqual([
      'Müller-Beispiel, Anne-Lise: 6.0 → 6.0 (unchanged)',
      "O'Sample, Pat: – → 4.50",
      'مثال, نور: – → 3.00',
      'Dæmisdóttir, Þóra: – → – (waits for manual grading)',
      'Musterfrau-Exempelgrundstein, Maximiliana-Theodora Bartolomea: – → – (not in the run)',
      '試験, 例子: – → – (not in the run)',
      'Esimerkki, Zoë: – → – (not in the run)',
      'Übungsmann, Jörg: – → – (not in the run)',
      'Ejemplo-Prueba, Ñusta: – → – (not in the run)',
    ])
    expect(remarks).toEqual(['testinentesti_4799 is not in gradebook.csv; nothing is written for this student.'])
    const { assignments, scores } = importCanvas(content)
    expect(assignments.filter(({ readOnly }) => !readOnly).map(({ id }) => id)).toEqual(['90210', '90211'])
    expect(['4711', '4712', '4713', '4714', '4719'].map((id) => scores.get(id)?.get('90210'))).toEqual([
      '6',
      '4.5',
      '3',
      undefined,
      undefined,
    ])
    // Nothing else moves.
    expect([...scores.values()].map((row) => row.get('90211'))).toEqual(
      [...importCanvas(file.toString()).scores.values()].map((row) => row.get('90211')),
    )
    expect(content.split('\n')[1]).toBe(file.toString().split('\n')[1])
  })

  it('keeps what is excused or not assigned', () => {
    const text = file
      .toString()
      .replace('0012,posample,DL-A,,8', '0012,posample,DL-A,EX,8')
      .replace('0013,nmithal,DL-A,,8', '0013,nmithal,DL-A,N/A,8')
    const { changes } = canvasGradebook(Buffer.from(text), 'g.csv', [grade('4712', 100), grade('4713', 100)], { column: '90210' })
    expect(changed(changes).slice(1, 3)).toEqual([
      "O'Sample, Pat: EX → EX (excused in Canvas)",
      'مثال, نور: N/A → N/A (not assigned in Canvas)',
    ])
  })

  it('with semicolons has decimal commas', () => {
    const text = 'Student;ID;SIS Login ID;Section;Sheet 7 (1)\n    Points Possible;;;;6,00\n"Lind, Ada";7;ada;A;\n'
    const { content } = canvasGradebook(Buffer.from(text), 'g.csv', [grade('ada', 450)])
    expect(content).toBe('Student;ID;SIS Login ID;Section;Sheet 7 (1)\n    Points Possible;;;;6,00\n"Lind, Ada";7;ada;A;4,50\n')
    expect(importCanvas(content).scores.get('7')?.get('1')).toBe('4.5')
  })

  it.each([
    [
      'another file',
      'id,name\n1,Ada\n',
      {},
      'g.csv:1: is no gradebook that Canvas exported; expected the columns Student, ID, SIS Login ID, Section and one for each assignment',
    ],
    [
      'several columns',
      undefined,
      { column: undefined },
      'g.csv: name the column with --column; there are: Sheet 1 (90210), Participation (90211)',
    ],
    ['no such column', undefined, { column: 'Sheet 1 (90201)' }, 'g.csv: has no column Sheet 1 (90201); did you mean Sheet 1 (90210)?'],
    [
      'a computed column',
      undefined,
      { column: 'Final Score' },
      'g.csv: the column Final Score is computed by Canvas; choose another with --column',
    ],
    [
      'another maximum',
      undefined,
      { column: '90211' },
      'g.csv: the column Participation (90211) has 10 points, the run has 6; pass --scale to convert, or choose another column with --column',
    ],
    [
      'a student twice',
      'Student,ID,SIS Login ID,Section,S (1)\n"A, B",7,b,A,\n"C, D",7,d,A,\n',
      { column: '1' },
      'g.csv:3: the ID 7 is also that of line 2',
    ],
    [
      'a read-only column',
      'Student,ID,SIS Login ID,Section,S (1)\n    Points Possible,,,,(read only)\n"A, B",7,b,A,\n',
      { column: '1' },
      'g.csv: the column S (1) is read-only in Canvas; choose another with --column',
    ],
    ['an open quote', 'Student,ID,SIS Login ID,Section,S (1)\n"A, B,7,b,A,\n', {}, /^g\.csv:\d+: has a quote that is never closed/],
  ] as const)('with %s is refused in a sentence', (_, text, options, says) => {
    const bytes = text === undefined ? file : Buffer.from(text)
    const attempt = () => canvasGradebook(bytes, 'g.csv', [grade('4711', 100)], { column: '90210', ...options } as object)
    expect(attempt).toThrow(CourseError)
    expect(attempt).toThrow(says)
  })

  it('takes no points above its maximum, unless that is asked for', () => {
    expect(() => of([grade('4711', 700)])).toThrow('gradebook.csv: 4711 has 7 points, and the column Sheet 1 (90210) takes 6')
    expect(
      importCanvas(of([grade('4711', 700)], { above: true }).content)
        .scores.get('4711')
        ?.get('90210'),
    ).toBe('7')
  })

  it('scales where that is asked for', () => {
    const { content } = of([grade('4711', 300)], { column: '90211', scale: true })
    expect(importCanvas(content).scores.get('4711')?.get('90211')).toBe('5')
  })

  it('does not give one row to two students', () => {
    expect(() => of([grade('4711', 300), grade('amueller', 100)])).toThrow(
      /^gradebook\.csv:4: 4711 and amueller are both this student; decide with assay intake --assign/,
    )
  })
})

describe('the worksheet of Moodle', () => {
  const english: Omit<MoodleGradeItem, 'stored'> = {
    max: 6,
    prefix: 'Participant ',
    headings: { identifier: 'Identifier', grade: 'Grade', modified: 'Last modified (grade)' },
    decimal: '.',
    separator: ',',
  }
  const german: Omit<MoodleGradeItem, 'stored'> = {
    max: 6,
    prefix: 'Teilnehmer/in',
    headings: { identifier: 'ID', grade: 'Bewertung', modified: 'Zuletzt geändert (Bewertung)' },
    decimal: ',',
    separator: ';',
  }
  const stored = new Map([...Array(9).keys()].map((i) => [String(4711 + i), i === 0 ? { grade: 6 } : {}] as const))
  const participant = (number: string, points: number | undefined) =>
    grade(`X_${number}_assignsubmission_file`, points, { claims: [{ name: 'X', participant: number }] })
  const grades = [
    participant('4711', 600),
    participant('4712', 450),
    participant('4713', 0),
    participant('4714', undefined),
    participant('4715', 100),
  ]

  it.each([
    ['English', 'moodle/worksheet.csv', english],
    ['German', 'moodle/worksheet-de.csv', german],
  ] as const)('in %s has the rows that change, and Moodle reads them so', (language, path, item) => {
    const { content, changes } = moodleWorksheet(fixture(path), 'w.csv', grades)
    const { updated, skipped } = importMoodle(content, { ...item, stored })
    const unlocked = language === 'German'
    expect([...updated]).toEqual([['4712', 4.5], ['4713', 0], ...(unlocked ? [['4715', 1]] : [])])
    expect([...skipped]).toEqual([])
    expect(changed(changes).slice(0, 5)).toEqual([
      unlocked ? 'Anne-Lise Müller-Beispiel: 6,00 → 6,00 (unchanged)' : 'Anne-Lise Müller-Beispiel: 6.00 → 6.00 (unchanged)',
      unlocked ? "Pat O'Sample: – → 4,50" : "Pat O'Sample: – → 4.50",
      unlocked ? 'نور مثال: – → 0,00' : 'نور مثال: – → 0.00',
      'Þóra Dæmisdóttir: – → – (waits for manual grading)',
      expect.stringContaining(unlocked ? '→ 1,00' : '(locked in Moodle)'),
    ])
  })

  it('is read by what its columns hold where its language is unknown', () => {
    const text = fixture('moodle/worksheet-de.csv')
      .toString()
      .replace(/^.*\n/, '\ufeffTunniste;Nimi;Sposti;Tila;Arvosana;Maksimi;Muokattavissa;A;B;C\n')
    const { content } = moodleWorksheet(Buffer.from(text), 'w.csv', grades)
    expect(content).toContain('Teilnehmer/in4712')
    expect(content.split('\n')[1]).toContain(';4,50;6,00;Ja;')
  })

  it('keeps every other cell as it is written', () => {
    const { content } = moodleWorksheet(fixture('moodle/worksheet.csv'), 'w.csv', grades)
    expect(content.split('\n')[0]).toBe(fixture('moodle/worksheet.csv').toString().split('\n')[0])
    expect(content).toContain(
      `Participant 4712,Pat O'Sample,posample@example.org,Submitted for grading,4.50,6.00,Yes,"Friday, 6 November 2026, 9:12 AM",-,`,
    )
  })

  it.each([
    [
      'of another assignment',
      fixture('moodle/worksheet.csv').toString().replaceAll('Participant 47', 'Participant 99'),
      {},
      'w.csv: is the worksheet of another assignment: 5 of 5 participants of the run are not in it',
    ],
    ['that is none', 'id,name\nada,Ada\n', {}, /^w\.csv:1: is no grading worksheet of Moodle/],
    ['with a scale', 'Identifier,Grade,Scale\nParticipant 4711,,Pass\n', {}, /^w\.csv:1: this assignment is graded with a scale/],
    [
      'of another maximum',
      fixture('moodle/worksheet.csv').toString().replaceAll('6.00', '20.00'),
      {},
      /has 20 points, the run has 6; pass --scale/,
    ],
  ])('%s is refused in a sentence', (_, text, options, says) => {
    const attempt = () => moodleWorksheet(Buffer.from(text), 'w.csv', grades, options)
    expect(attempt).toThrow(CourseError)
    expect(attempt).toThrow(says)
  })

  it('is matched by e-mail where no number is known', () => {
    const { changes } = moodleWorksheet(fixture('moodle/worksheet.csv'), 'w.csv', [
      grade('0012', 300, { claims: [{ id: '0012' }, { email: 'POSAMPLE@example.org' }] }),
    ])
    expect(changed(changes)[1]).toBe("Pat O'Sample: – → 3.00")
  })
})
