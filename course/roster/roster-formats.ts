import { closest } from '#grading/model/closest'

/** Columns by what they hold; names in lower case, the first that is there is taken. */
export interface RosterFormat {
  /** As messages name it. */
  readonly name: string
  /** All of these name it: columns, in lower case. */
  readonly header: readonly string[]
  /** The first of these that has a value in every row is the id. */
  readonly id: readonly string[]
  readonly fullName: readonly string[]
  readonly firstName: readonly string[]
  readonly lastName: readonly string[]
  readonly email: readonly string[]
  readonly group: readonly string[]
  readonly extraTime: readonly string[]
  /** Who is a student where others are listed, too. */
  readonly role: readonly string[]
  /** `identifier` holds a word and the number that names of folders hold, such as `Participant 4711`. */
  readonly numbered?: true
  /** Every column has to be known: a file that people write by hand. */
  readonly strict?: true
}

const NAMES = {
  fullName: ['full name', 'vollständiger name', 'name', 'student'],
  firstName: ['first name', 'first_name', 'given name'],
  lastName: ['last name', 'last_name', 'surname', 'family name'],
  email: ['email address', 'e-mail-adresse', 'email', 'e-mail'],
  group: ['group', 'groups', 'section', 'sections'],
  extraTime: ['extra time', 'extra_time', 'extra-time'],
  role: ['role'],
} as const

/** Exports of learning platforms; the first that fits is taken. */
const EXPORTS: readonly RosterFormat[] = [
  { ...NAMES, name: 'the gradebook of Canvas', header: ['student', 'id', 'section'], id: ['id'] },
  {
    ...NAMES,
    name: 'a grading worksheet of Moodle',
    numbered: true,
    header: ['identifier', 'grade'],
    id: ['id number', 'email address', 'identifier'],
  },
  {
    ...NAMES,
    name: 'a grading worksheet of Moodle, in German',
    header: ['id', 'bewertung'],
    id: ['id-nummer', 'e-mail-adresse', 'id'],
  },
  { ...NAMES, name: 'the participants of Moodle', header: ['first name', 'email address'], id: ['id number', 'username', 'email address'] },
  { ...NAMES, name: 'Gradescope', header: ['sid', 'email'], id: ['sid', 'email'] },
  { ...NAMES, name: 'the roster of GitHub Classroom', header: ['identifier', 'github_username'], id: ['identifier'] },
  {
    ...NAMES,
    name: 'the grades of GitHub Classroom',
    header: ['roster_identifier', 'github_username'],
    id: ['roster_identifier', 'github_username'],
  },
]

const PLAIN_IDS = ['id', 'student id', 'student_id', 'student number', 'matriculation number', 'username', 'login']

/** A table written by hand. */
const PLAIN: RosterFormat = { ...NAMES, name: 'a plain table', header: [], id: PLAIN_IDS, strict: true }

export function formatOf(header: readonly string[]): RosterFormat {
  return EXPORTS.find((format) => format.header.every((name) => header.includes(name))) ?? PLAIN
}

/** What is wrong with the columns of a table written by hand; `undefined` where nothing is. */
export function columnFlaw(header: readonly string[]): string | undefined {
  const known = [...PLAIN_IDS, ...Object.values(NAMES).flat()]
  const unknown = header.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    const near = closest(unknown, known)
    const hint = near === undefined ? 'expected id, name, email, group, extra time' : `did you mean "${near}"?`
    return `the column "${unknown}" is unknown; ${hint}`
  }
  const ids = header.filter((name) => PLAIN_IDS.includes(name))
  if (ids.length > 1) return `the columns ${ids.map((name) => `"${name}"`).join(' and ')} could both be the id; keep one of them`
  return ids.length === 0 ? `no column is the id; expected one of: ${PLAIN_IDS.join(', ')}` : undefined
}
