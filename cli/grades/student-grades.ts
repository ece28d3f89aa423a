import type { Decisions } from '#course/identities/decision-for'
import { type ReconciledRow, reconcile } from '#course/identities/reconcile'
import { canvas } from '#course/lms/canvas'
import type { Claim, Recogniser } from '#course/lms/download'
import { githubClassroom } from '#course/lms/github-classroom'
import type { NamedGrade } from '#course/lms/grades/other-tables'
import { hundredths, type RunResults, type RunStudent, submissionOf, waitsFor } from '#course/lms/grades/run-results'
import { moodle } from '#course/lms/moodle'
import type { RosterEntry } from '#course/model/roster'
import type { CourseFiles } from '../intake/course-files.ts'

/** How names of submissions are read where they come from a platform. */
const PLATFORMS: readonly Recogniser[] = [moodle, canvas]

/**
 * What each student of a run gets, with everything that is known of who it is: from the class list and the decisions of the course where there are
 * any, from the name of the submission, from what the run says of the person. A submission of a group is a grade of each member.
 */
export function studentGrades(
  { students }: RunResults,
  { roster, decisions }: Pick<CourseFiles, 'roster' | 'decisions'>,
): readonly NamedGrade[] {
  const entries = new Map((roster?.entries ?? []).map((entry) => [entry.id, entry] as const))
  const logins = loginsOf(students.map(submissionOf))
  const named = students.map((student): NamedStudent => {
    const submission = submissionOf(student)
    return { student, submission, claims: [...claimsOf(student, submission), ...(logins.get(submission) ?? [])] }
  })
  const strangers = named.filter(({ student }) => !entries.has(student.id))
  const owners = roster === undefined ? new Map<RunStudent, ReconciledRow>() : ownersOf(strangers, roster.entries, decisions)
  return named.flatMap(({ student, claims }): readonly NamedGrade[] => {
    const known = entries.get(student.id)
    const found = owners.get(student)
    if (found?.state === 'nobody') return []
    const members = known === undefined ? (found?.students ?? []).flatMap((id) => entries.get(id) ?? []) : [known]
    if (members.length === 0) return [gradeOf(student, claims)]
    return members.map((entry) => gradeOf(student, [...rosterClaims(entry), ...(members.length === 1 ? claims : [])], entry))
  })
}

interface NamedStudent {
  readonly student: RunStudent
  readonly submission: string
  /** The surest first; all of them are about one student. */
  readonly claims: readonly Claim[]
}

/** By the surest claim that the class list or a decision knows; who is not in the map is known to neither. */
function ownersOf(
  named: readonly NamedStudent[],
  roster: readonly RosterEntry[],
  decisions: Decisions,
): ReadonlyMap<RunStudent, ReconciledRow> {
  const asked = named.flatMap((one) => one.claims.map((claim) => ({ ...one, claims: [claim] })))
  const { rows } = reconcile(asked, roster, decisions)
  const owners = new Map<RunStudent, ReconciledRow>()
  for (const [i, { student }] of asked.entries()) {
    const row = rows[i]
    if ((row?.state === 'nobody' || row?.state === 'matched') && !owners.has(student)) owners.set(student, row)
  }
  return owners
}

function gradeOf(run: RunStudent, claims: readonly Claim[], entry?: RosterEntry): NamedGrade {
  const waits = waitsFor(run)
  const name = entry?.name ?? run.name ?? claims.find((claim) => claim.name !== undefined)?.name
  const email = entry?.email ?? run.email
  const submittedAt = run.attempts?.find(({ counts }) => counts)?.submittedAt
  return {
    student: run.id,
    id: entry?.id ?? run.id,
    claims,
    max: hundredths(run.max),
    ...(waits === undefined ? { points: hundredths(run.score) } : { waits }),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(submittedAt === undefined ? {} : { submittedAt }),
  }
}

function rosterClaims({ id, name, email, otherIds = {} }: RosterEntry): readonly Claim[] {
  const ids = [id, ...Object.values(otherIds)].map((one): Claim => ({ id: one }))
  return [...ids, ...(email === undefined ? [] : [{ email }]), { name }]
}

/** Of submissions that may be clones of one assignment: the login behind its name. */
function loginsOf(submissions: readonly string[]): ReadonlyMap<string, readonly Claim[]> {
  const download = { name: '', rows: submissions.map((id) => ({ id, clone: true })) }
  if (!githubClassroom.recognises(download)) return new Map()
  return new Map(githubClassroom.claims(download).map(({ submission, claims }) => [submission, claims] as const))
}

/** What a student says of itself is believed last. */
function claimsOf({ id, name, email }: RunStudent, submission: string): readonly Claim[] {
  const rows = [{ id: submission }]
  const named = PLATFORMS.flatMap((one) => one.claims({ name: '', rows })[0]?.claims ?? []).filter(
    (claim) => claim.participant ?? claim.squeezedName,
  )
  return [...named, { id, name: id }, ...(email === undefined ? [] : [{ email }]), ...(name === undefined ? [] : [{ name }])]
}
