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
  const judges = (await import(pathToFileURL(join(folder, KIT_FILES.judges)).href)) as Readonly<Record<string, Judges>>
  const inOrder = Object.entries(judges).sort(([a], [b]) => placeOf(a) - placeOf(b))
  const recordings = new Map<string, Recording>()
  const exercises = inOrder.map(([, one]): Exercise => {
    const recording = readRecording(readFileSync(join(folder, recordingFile(one.id)), 'utf8'))
    recordings.set(one.id, recording)
    return fromPlans(recording.exercise as PlannedExercise, one)
  })
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
