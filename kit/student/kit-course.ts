import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Exercise } from '#grading/model/exercise'
import type { Course } from '#grading/runner/course'
import { chooseFrom } from '#grading/runner/select-exercises'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { replay } from '#submissions/session/replay'
import { KIT_FILES, recordingFile } from '../kit-files.ts'
import { recordedMemo } from '../recorded-memo.ts'
import { type Recording, readRecording } from '../recording.ts'

/**
 * What a kit can check: the judging side of its exercises, with recordings where an installation has the references.
 * @param folder - of the kit.
 */
export async function kitCourse(folder: string): Promise<Course> {
  const modules = (await import(pathToFileURL(join(folder, KIT_FILES.exercises)).href)) as Record<string, Exercise>
  const exercises = Object.values(modules).map((exercise) => ({
    ...exercise,
    checks: exercise.checks.filter((check) => check !== undefined),
  }))
  const recordings = new Map<string, Recording>(
    exercises
      .filter(({ checks }) => checks.length > 0)
      .map(({ id }) => [id, readRecording(readFileSync(join(folder, recordingFile(id)), 'utf8'))]),
  )
  const entries = exercises.map((exercise): CatalogueEntry => entryOf(exercise, folder))
  return {
    choose: async (only) => chooseFrom(entries, only),
    source: {
      reference: async ({ exercise: { id } }) => replay(recordings.get(id)?.answers ?? []),
      memo: () => recordedMemo(recordings),
    },
  }
}

function entryOf(exercise: Exercise, folder: string): CatalogueEntry {
  return {
    exercise,
    folder,
    loadSolution: () => Promise.reject(new Error('a kit contains no reference solution')),
    statement: () => readFileSync(join(folder, KIT_FILES.statements, `${exercise.id}.md`), 'utf8'),
  }
}
