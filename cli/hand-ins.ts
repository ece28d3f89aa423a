import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'
import type { Exercise } from '../grading/model/exercise.ts'
import { DEFAULT_LIMITS } from '../grading/model/session.ts'
import type { Submission } from '../grading/model/submission.ts'
import { findSubmissions, IntakeError, isZip, openSubmission, type PackedHandIn, type Sandbox } from '../submissions/index.ts'
import { codeFiles } from './code-files.ts'
import { JOURNAL } from './output-folder.ts'
import { UsageError } from './usage-error.ts'
import { whyNot } from './why-not.ts'

export interface HandIn {
  readonly id: string
  readonly path: string
  /** Where it lies in the archive of its class. */
  readonly packed?: PackedHandIn
  /** Why it cannot be read by us. */
  readonly refused?: string
}

export interface HandIns {
  readonly handIns: readonly HandIn[]
  /** Whole sentences about what lies there and is nobody's. */
  readonly remarks: readonly string[]
}

/**
 * The hand-ins of a class, sorted by id. Folders with reports of ours are nobody's.
 *
 * @param shown - the path as messages name it.
 * @param out - where the reports of this run go, absolute.
 * @throws UsageError if there are none or the path cannot be read.
 */
export async function findHandIns(path: string, shown: string, out: string): Promise<HandIns> {
  const found = await findSubmissions(path).catch((error: unknown) => {
    throw error instanceof IntakeError ? new UsageError(error.message.replaceAll(path, shown)) : error
  })
  const handIns = distinct(found.submissions.filter((one) => one.refused !== undefined || !isOutput(one.path, out)))
  if (handIns.length === 0) throw new UsageError(`${shown} holds no hand-ins, only reports of Assay`)
  return { handIns, remarks: found.remarks }
}

/** `ada` and `ada.zip` are two hand-ins; the second is called by its whole name. */
function distinct(found: readonly HandIn[]): readonly HandIn[] {
  const taken = (id: string): boolean => found.filter((one) => one.id === id).length > 1
  return found.map((one) => (isZip(one.path) && taken(one.id) ? { ...one, id: basename(one.path) } : one))
}

function isOutput(folder: string, out: string): boolean {
  if (out === folder || out.startsWith(folder + sep)) return true
  const journal = join(folder, JOURNAL)
  return existsSync(journal) && statSync(journal).isFile() && readFileSync(journal, 'utf8').startsWith('{"type":"run","schema":')
}

/**
 * Opens one hand-in.
 *
 * @param sheet - all exercises there are, also those that are not looked at now: a file named after one answers for that one only.
 */
export function openHandIn({ id, path, packed, refused }: HandIn, sheet: readonly Exercise[], sandbox: Sandbox): Promise<Submission> {
  if (refused !== undefined) return Promise.reject(new Error(refused))
  const limits = new Map(sheet.map((exercise) => [exercise.id, { ...DEFAULT_LIMITS, ...exercise.limits }]))
  return openSubmission(path, {
    id,
    exercises: sheet,
    sandbox,
    limits: DEFAULT_LIMITS,
    limitsFor: (exerciseId) => limits.get(exerciseId) ?? DEFAULT_LIMITS,
    ...(packed === undefined ? {} : { packed }),
  })
}

/**
 * Makes sure that a person's own folder (or single file, or zip) holds something to look at.
 *
 * @param shown - the path as messages name it.
 * @throws UsageError if it is missing, cannot be read or holds neither code nor models nor written answers.
 */
export function expectHandIn(path: string, shown: string): HandIn {
  let files: readonly string[]
  try {
    files = codeFiles(path)
  } catch (error) {
    throw new UsageError(`${shown}: cannot be read: ${whyNot(error)}`)
  }
  // What is in a zip shows when it is unpacked.
  if (files.length === 0 && !isZip(path) && !['answers.md', 'models'].some((name) => existsSync(join(path, name)))) {
    const says = 'holds no code (.ts, .js, .py or .ipynb), no models/ and no answers.md; assay init writes a folder to start from'
    throw new UsageError(`${shown}: ${says}`)
  }
  return { id: basename(resolve(path)), path }
}
