import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Exercise } from '#grading/model/exercise'
import type { Course } from '#grading/runner/course'
import { chooseFrom } from '#grading/runner/select-exercises'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { replay } from '#submissions/session/replay'
import { KIT_FILES, recordingFile } from '../kit-files.ts'
import { fromPlans, type Judges, type PlannedExercise } from '../planned.ts'
import { recordedMemo } from '../recorded-memo.ts'
import { type Recording, readRecording } from '../recording.ts'

/**
 * What a kit can check: the judging side of its exercises, with recordings where an installation has the references.
 * @param folder - of the kit.
 */
export async function kitCourse(folder: string): Promise<Course> {
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href) as Promise<Record<string, Exercise | Judges>>
  const modules = Object.entries<Exercise | Judges>({ ...(await load(KIT_FILES.exercises)), ...(await load(KIT_FILES.judges)) })
  const recorded = (id: string): Recording => readRecording(readFileSync(join(folder, recordingFile(id)), 'utf8'))
  const recordings = new Map<string, Recording>()
  const exercises: Exercise[] = []
  for (const [, one] of modules.sort(([a], [b]) => placeOf(a) - placeOf(b))) {
    if ('judges' in one) {
      const recording = recorded(one.id)
      recordings.set(one.id, recording)
      exercises.push(fromPlans(recording.exercise as PlannedExercise, one))
    } else {
      const checks = one.checks.filter((check) => check !== undefined)
      if (checks.length > 0) recordings.set(one.id, recorded(one.id))
      exercises.push({ ...one, checks })
    }
  }
  const entries = exercises.map((exercise): CatalogueEntry => entryOf(exercise, folder))
  return {
    choose: async (only) => chooseFrom(entries, only),
    source: {
      reference: async ({ exercise: { id } }) => replay(recordings.get(id)?.answers ?? []),
      memo: () => recordedMemo(recordings),
    },
  }
}

/** On the sheet; names of exports are `e0`, `e4`, …. */
function placeOf(name: string): number {
  return Number(name.slice(1))
}

function entryOf(exercise: Exercise, folder: string): CatalogueEntry {
  return {
    exercise,
    folder,
    loadSolution: () => Promise.reject(new Error('a kit contains no reference solution')),
    statement: () => readFileSync(join(folder, KIT_FILES.statements, `${exercise.id}.md`), 'utf8'),
  }
}
