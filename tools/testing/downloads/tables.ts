import { CLASS, fullName, type Invented, PEOPLE } from './people.ts'

const quoted = (cells: readonly (string | number)[], separator = ','): string =>
  cells.map((cell) => (/[",;\s]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(separator)
const table = (rows: readonly (readonly (string | number)[])[], separator = ','): string =>
  `${rows.map((row) => quoted(row, separator)).join('\n')}\n`

/** The grading worksheet of an assignment in English. One grade is there already and right. */
export function moodleWorksheet(): string {
  const head = [
    ...['Identifier', 'Full name', 'Email address', 'Status', 'Grade', 'Maximum grade', 'Grade can be changed'],
    ...['Last modified (submission)', 'Last modified (grade)', 'Feedback comments'],
  ]
  const rows = CLASS.map((person) => {
    const submitted = person !== PEOPLE.missing
    const graded = person === PEOPLE.umlaut ? '6.00' : ''
    const status = submitted ? 'Submitted for grading' : 'No submission'
    const locked = person === PEOPLE.long ? 'No' : 'Yes'
    const when = submitted ? 'Friday, 6 November 2026, 9:12 AM' : '-'
    return [`Participant ${person.number}`, fullName(person), person.email, status, graded, '6.00', locked, when, '-', '']
  })
  return table([head, ...rows])
}

/** The same in German, with semicolons, decimal commas and a byte order mark. */
export function moodleWorksheetGerman(): string {
  const head = ['ID', 'Vollständiger Name', 'E-Mail-Adresse', 'Status', 'Bewertung', 'Bestwertung', 'Bewertung kann geändert werden']
  const rows = CLASS.map((person) => {
    const graded = person === PEOPLE.umlaut ? '6,00' : ''
    return [`Teilnehmer/in${person.number}`, fullName(person), person.email, '', graded, '6,00', 'Ja', '-', '-', '']
  })
  return `\ufeff${table([[...head, 'Zuletzt geändert (Abgabe)', 'Zuletzt geändert (Bewertung)', 'Feedback als Kommentar'], ...rows], ';')}`
}

/** The gradebook as Canvas exports it: two assignments, one that is read-only, a test student. */
export function canvasGradebook(): string {
  const head = [
    'Student',
    'ID',
    'SIS User ID',
    'SIS Login ID',
    'Section',
    'Sheet 1 (90210)',
    'Participation (90211)',
    'Current Score',
    'Final Score',
  ]
  const muted = ['', '', '', '', '', 'Manual Posting', '', '', '']
  const points = ['    Points Possible', '', '', '', '', '6', '10', '(read only)', '(read only)']
  const rows = CLASS.map((person) => [...canvasStudent(person), person === PEOPLE.umlaut ? '6.0' : '', '8', '80.0', '40.0'])
  return table([head, muted, points, ...rows, ['Student, Test', 9999, '', 'test', 'DL-A', '', '', '', '']])
}

function canvasStudent({ family, given, number, id, login }: Invented): readonly (string | number)[] {
  return [`${family}, ${given}`, number, id, login, 'DL-A']
}

export function gradescopeRoster(): string {
  return table([
    ['First Name', 'Last Name', 'SID', 'Email', 'Role'],
    ...CLASS.map(({ given, family, id, email }) => [given, family, id, email, 'Student']),
  ])
}

export function classroomRoster(): string {
  const rows = CLASS.map((person, i) => [person.id, person.login, 1000 + i, fullName(person)])
  return table([['identifier', 'github_username', 'github_id', 'name'], ...rows])
}

/** A plain class list; the ids of nbgrader are logins. */
export function plainRoster(): string {
  return table([['id', 'name', 'email'], ...CLASS.map((person) => [person.login, fullName(person), person.email])])
}

/** The same with the ids of the university. */
export function idRoster(): string {
  return table([['id', 'name', 'email'], ...CLASS.map((person) => [person.id, fullName(person), person.email])])
}
