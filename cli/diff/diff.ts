import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { systemErrorText } from '#grading/model/system-error'
import { EXIT, type ExitCode } from '#grading/runner/exit-codes'
import { makeFolder } from '#grading/runner/files/make-folder'
import { JOURNAL, writeFiles } from '#grading/runner/files/output-folder'
import type { Io } from '#grading/runner/io'
import { notGradedYet } from '#grading/runner/run/unjudged'
import { UsageError } from '#grading/runner/usage-error'
import type { NamedRun, RunDiff } from '#reports/diff/changes'
import { compareRuns } from '#reports/diff/compare-runs'
import { diffConsole } from '#reports/diff/diff-console'
import { diffJson } from '#reports/diff/diff-json'
import { diffPage } from '#reports/diff/diff-page'
import type { CourseResults } from '../course/course-results.ts'
import { gradesOf, notReached, type ReadRun, readRun } from '../course/read-run.ts'
import { runDifferences } from '../course/run-before.ts'

export interface DiffOptions {
  readonly out?: string
  readonly exitCode?: boolean
}

/** `assay diff <before> <after>`: what differs between the grades of two runs. Changes nothing of either. */
export async function diff(before: string, after: string, options: DiffOptions, io: Io): Promise<ExitCode> {
  const [old, now] = [await openRun(before, io), await openRun(after, io)]
  const found: RunDiff = {
    before: named(before, old),
    after: named(after, now),
    differences: runDifferences(old.header, now.header),
    changes: compareRuns(old.grades.students, now.grades.students),
  }
  io.out(diffConsole(found, { colour: io.colour, width: io.columns }))
  if (options.out !== undefined) {
    await write(options.out, found, io)
    io.out(`Open ${join(options.out, 'index.html')}\n`)
  }
  return options.exitCode === true && differs(found) ? EXIT.belowBar : EXIT.ok
}

interface OpenRun extends ReadRun {
  readonly grades: CourseResults
}

async function openRun(shown: string, { cwd }: Io): Promise<OpenRun> {
  const path = resolve(cwd, shown)
  const otherwise = 'the run cannot be compared'
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true
  const run = isFile
    ? await readRun({ folder: dirname(path), shown: dirname(shown), name: basename(path), otherwise })
    : await readRun({ folder: path, shown, otherwise })
  const missing = notReached(run.contents).map((id) => notGradedYet(id, []))
  return { ...run, grades: gradesOf(run.contents, missing) }
}

function named(name: string, { header, grades: { students, course } }: OpenRun): NamedRun {
  const { assay, seed, startedAt } = header
  return {
    ...{ name, assay, seed, students: students.length },
    ...(startedAt === '' ? {} : { gradedAt: startedAt }),
    ...(course === undefined ? {} : { course: course.title }),
  }
}

/** Whether a grade differs: the points of a student, or that there are any. */
function differs({ changes: { students } }: RunDiff): boolean {
  return students.some(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** Reports of something else in the folder are never written over. */
async function write(out: string, found: RunDiff, { cwd }: Io): Promise<void> {
  const folder = resolve(cwd, out)
  const foreign = ['index.html', JOURNAL].find((name) => existsSync(join(folder, name)))
  if (foreign !== undefined && !existsSync(join(folder, 'diff.json')))
    throw new UsageError(`--out ${out}: contains ${foreign}, which is not of a comparison; choose another folder`)
  const files = [
    { path: 'diff.json', content: diffJson(found) },
    { path: 'index.html', content: diffPage(found) },
  ]
  try {
    makeFolder(folder)
    await writeFiles(folder, files)
  } catch (error) {
    throw new UsageError(`--out ${out}: cannot be written: ${systemErrorText(error)}`)
  }
}
