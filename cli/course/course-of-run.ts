import { dirname } from 'node:path'
import { sum } from 'd3-array'
import { type LoadedCourse, loadCourse } from '#course/load-course'
import { type Policies, policiesOf, type SheetExercise } from '#course/sheet/policies'
import { hundredths } from '#grading/engine/score'
import type { Io } from '#grading/runner/io'
import { LARGEST_SEED } from '#grading/runner/numbers'
import type { Outline } from '#grading/runner/outline'
import { sheetOutlines } from '#grading/runner/sheet-outlines'
import { UsageError } from '#grading/runner/usage-error'
import { findSheet, SheetError } from '#grading/sheet/find-sheet'
import { orUsageError } from './or-usage-error.ts'

/** A course as a run takes it. */
export interface CourseOfRun extends LoadedCourse {
  /** Ids of the exercises that count, in the order of the sheet. */
  readonly exercises: readonly string[]
  readonly policies: Policies
  /** Of the course; absent: the run draws one. */
  readonly seed?: number
  /** Folder of the exercises, where the course has its own. */
  readonly catalogue?: string
}

/**
 * Reads a course and holds it against its sheet.
 *
 * @param shown - the file as messages name it.
 * @throws UsageError for whatever is wrong.
 */
export async function openCourse(file: string, shown: string, io: Io): Promise<CourseOfRun> {
  const loaded = await orUsageError(loadCourse(file, shown))
  const { course, error } = loaded.written
  const named = sheetFolder(loaded, file)
  if (named !== undefined && io.catalogue !== undefined && named !== io.catalogue) {
    const says = `is "${course.sheet}", and --sheet names another sheet; leave out --sheet, or add --no-course`
    throw new UsageError(error(['sheet'], says).message)
  }
  const catalogue = named ?? io.catalogue
  const sheet = await sheetOutlines(catalogue)
  const policies = policiesOf(course, sheet.map(sheetExercise))
  const { exercises, flaws } = policies
  if (flaws.length > 0) throw new UsageError(flaws.map(({ path, says }) => error(path, says).message).join('\n'))
  const seed = seedOf(loaded, io)
  return {
    ...loaded,
    policies,
    exercises: exercises.map(({ id }) => id),
    ...(seed === undefined ? {} : { seed }),
    ...(catalogue === undefined ? {} : { catalogue }),
  }
}

/** What a course needs to know of an exercise. */
function sheetExercise({ id, sheet, title, checks }: Outline): SheetExercise {
  return { id, sheet, title, max: sum(checks, ({ points }) => hundredths(points)), checks }
}

function sheetFolder({ written: { course, error } }: LoadedCourse, file: string): string | undefined {
  if (course.sheet === 'built-in') return undefined
  try {
    return findSheet(course.sheet, dirname(file))
  } catch (cause) {
    throw cause instanceof SheetError ? new UsageError(error(['sheet'], `is "${course.sheet}": ${cause.message}`).message) : cause
  }
}

function seedOf({ written: { course, error } }: LoadedCourse, { env }: Io): number | undefined {
  if (course.seed === undefined || 'value' in course.seed) return course.seed?.value
  const name = course.seed.env
  const text = (env[name] ?? '').trim()
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (seed >= 1 && seed <= LARGEST_SEED) return seed
  // The value may be a secret with a typing error in it.
  const says = text === '' ? 'is not set' : `is not an integer from 1 to ${LARGEST_SEED}`
  throw new UsageError(error(['seed'], `takes the variable ${name}, which ${says}`).message)
}
