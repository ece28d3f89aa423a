import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { canvasGradebook } from '#course/lms/grades/canvas-gradebook'
import { githubResult } from '#course/lms/grades/github-result'
import { type GradescopeVisibility, gradescopeResults } from '#course/lms/grades/gradescope-results'
import { moodleWorksheet } from '#course/lms/grades/moodle-worksheet'
import { ltiScore, type NamedGrade, nbgraderTable } from '#course/lms/grades/other-tables'
import { type Change, type ColumnOptions, numberText } from '#course/lms/grades/outgoing'
import { OF_NOBODY, type RunResults, type RunStudent, submissionOf, waitsFor } from '#course/lms/grades/run-results'
import { moodlePart } from '#course/lms/moodle'
import { UsageError } from '#grading/runner/usage-error'
import { guarded } from '#reports/gradebook-csv/gradebook-csv'
import { pageNames } from '#reports/html/page-names'

export const PLATFORMS = ['canvas', 'moodle', 'moodle-feedback', 'gradescope', 'github-classroom', 'nbgrader', 'lti'] as const
export type Platform = (typeof PLATFORMS)[number]

/** What is written, and what that changes. */
export interface Prepared {
  /** File name → content. One file stands beside the given one, several in a folder. */
  readonly files: ReadonlyMap<string, string | Uint8Array>
  readonly changes: readonly Change[]
  readonly remarks: readonly string[]
}

export interface PlatformInput {
  readonly run: RunResults
  /** Of the run, absolute. */
  readonly folder: string
  readonly grades: readonly NamedGrade[]
  /** The teacher's own file, where there is one. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array }
  readonly options: ColumnOptions & { readonly assignment?: string; readonly hidden: GradescopeVisibility }
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Makes the files of a platform. Nothing is written. */
export async function prepare(platform: Platform, input: PlatformInput): Promise<Prepared> {
  switch (platform) {
    case 'canvas':
      return filled(input, canvasGradebook)
    case 'moodle':
      return filled(input, moodleWorksheet)
    case 'moodle-feedback':
      return moodleFeedback(input)
    case 'gradescope':
      return perStudent(input, 'results.json', ({ assay }, student) => gradescopeResults(student, assay, input.options.hidden))
    case 'github-classroom':
      return withStepOutput(perStudent(input, 'result.json', (_, student) => githubResult(student)))
    case 'nbgrader':
      return table(input, 'grades.csv', nbgraderTable(input.grades.filter(isOfStudent), input.options.assignment ?? '', guarded))
    case 'lti':
      return table(
        input,
        'scores.json',
        `${JSON.stringify(
          input.grades.filter(isOfStudent).map((grade) => ltiScore(grade, input.at)),
          undefined,
          2,
        )}\n`,
      )
  }
}

/** A platform knows no user for the others. */
function isOfStudent({ waits }: NamedGrade): boolean {
  return waits !== OF_NOBODY
}

function filled({ file, grades, options }: PlatformInput, fill: typeof canvasGradebook): Prepared {
  if (file === undefined) throw new UsageError('--file is missing: give the file that the platform exported')
  const { content, changes, remarks } = fill(file.bytes, file.name, grades, options)
  return { files: new Map([[file.name, content]]), changes, remarks }
}

/** One feedback page for each folder of the download, under the folder's own name. */
async function moodleFeedback({ run, folder }: PlatformInput): Promise<Prepared> {
  const names = pageNames(run.students.map(({ id }) => id))
  const pages: Record<string, Uint8Array> = {}
  const changes: Change[] = []
  const remarks: string[] = []
  for (const student of run.students) {
    const submission = submissionOf(student)
    if (moodlePart(submission) === undefined) {
      remarks.push(`${submission} is no folder of a download of Moodle; no feedback is written for it.`)
      continue
    }
    const waits = waitsFor(student)
    if (waits !== undefined && waits !== 'waits for manual grading') {
      changes.push({ student: submission, before: '', after: '', why: waits })
      continue
    }
    const page = await readFile(join(folder, 'students', `${names.get(student.id)}.html`), 'utf8')
    // Moodle before 4.1 has an underscore there, and takes both.
    pages[`${submission.replace(/_assignsubmission_(file|onlinetext).*$/s, '_assignsubmission_file')}/feedback.html`] = strToU8(page)
    changes.push({ student: submission, before: '', after: 'feedback.html' })
  }
  if (Object.keys(pages).length === 0)
    throw new UsageError('no student of the run comes from a download of Moodle; feedback is uploaded by the names of its folders')
  return { files: new Map([['feedback.zip', zipSync(pages, { level: 6, mtime: new Date('2000-01-01T00:00:00') })]]), changes, remarks }
}

function perStudent({ run }: PlatformInput, name: string, make: (run: RunResults, student: RunStudent) => object | undefined): Prepared {
  const folders = pageNames(run.students.map(submissionOf))
  const files = new Map<string, string>()
  const changes = run.students.map((student): Change => {
    const submission = submissionOf(student)
    const made = make(run, student)
    if (made === undefined) return { student: submission, before: '', after: '', why: waitsFor(student) ?? 'no points' }
    files.set(join(folders.get(submission) as string, name), `${JSON.stringify(made, undefined, 2)}\n`)
    return { student: submission, before: '', after: `${student.score} of ${student.max}` }
  })
  return { files, changes, remarks: [] }
}

/** Beside each result the line that a step of a workflow writes to `$GITHUB_OUTPUT`. */
function withStepOutput(prepared: Prepared): Prepared {
  const outputs = [...prepared.files].map(([name, content]): [string, string] => {
    return [join(dirname(name), 'github_output.txt'), `result=${Buffer.from(content).toString('base64')}\n`]
  })
  return { ...prepared, files: new Map([...prepared.files, ...outputs]) }
}

function table({ grades }: PlatformInput, name: string, content: string): Prepared {
  const changes = grades.map(({ id, points, waits }): Change => {
    return points === undefined
      ? { student: id, before: '', after: '', why: waits ?? 'no points' }
      : { student: id, before: '', after: numberText(points, '.') }
  })
  return { files: new Map([[name, content]]), changes, remarks: [] }
}
