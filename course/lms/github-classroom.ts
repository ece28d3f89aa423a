import type { Download, Recogniser } from './download.ts'

/**
 * The folder of clones of GitHub Classroom: a repository `<assignment>-<login>` for each student. When it was submitted is the time of
 * the commit, which is the student's clock; it is added where the repositories are read.
 */
export const githubClassroom: Recogniser = {
  kind: 'github-classroom',
  title: 'GitHub Classroom',
  recognises: (download) => assignmentOf(download) !== undefined,
  claims(download) {
    const assignment = assignmentOf(download) ?? ''
    return download.rows.map(({ id }) => ({
      submission: id,
      claims: [{ id: id.startsWith(assignment) ? id.slice(assignment.length) : id }],
    }))
  },
}

/** What all repositories begin with, `-` included; nothing where the rows are no repositories of one assignment. */
function assignmentOf({ rows }: Download): string | undefined {
  const clones = rows.filter(({ clone }) => clone === true).map(({ id }) => id)
  const [first, ...others] = clones
  if (first === undefined || others.length === 0 || 2 * clones.length <= rows.length) return undefined
  let shared = first
  for (const other of others) while (!other.startsWith(shared)) shared = shared.slice(0, -1)
  const end = shared.lastIndexOf('-')
  return end > 0 ? shared.slice(0, end + 1) : undefined
}
