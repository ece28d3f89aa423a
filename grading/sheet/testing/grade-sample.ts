import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { inProcess, openSubmission, processSandbox } from '#submissions'
import { gradeSubmission } from '../../engine/grade.ts'
import { createMemo } from '../../engine/memo.ts'
import { remembering } from '../../engine/wrap-session.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { ExerciseResult } from '../../model/result.ts'
import { DEFAULT_LIMITS, type Session } from '../../model/session.ts'
import { filesBelow } from '../../runner/files/files-below.ts'
import { type CatalogueEntry, loadCatalogue } from '../catalogue.ts'
import { withRelativeFaces } from '../faces.ts'
import { readSamples, type Sample } from '../samples.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
export const SEED = 7041
/** Long enough for a busy machine; the samples that never end wait this long. */
const LIMITS = { ...DEFAULT_LIMITS, callMs: 2000 }

export const catalogue = await loadCatalogue()
const references = new Map<string, Session>()
// It is asked the same by several laws, and a network takes seconds.
for (const entry of catalogue) references.set(entry.exercise.id, remembering(inProcess(await entry.loadSolution())))
export const memo = createMemo()
/** Where samples lie while the tests of a file run. */
export let folder = ''

/** For each file of tests that stages samples. */
export function useFolder(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-laws-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
}

export function referenceOf({ id }: Exercise): Session {
  return references.get(id) as Session
}

export function samplesOf({ id }: Exercise): readonly Sample[] {
  return readSamples(join(ROOT, 'fixtures'), id)
}

/** Grades a hand-in in a child process, against the reference of the exercise unless told otherwise. */
export async function grade(exercise: Exercise, path: string, reference: Session = referenceOf(exercise)): Promise<ExerciseResult> {
  const options = {
    id: basename(path),
    exercises: [exercise],
    sandbox: processSandbox,
    limits: { ...LIMITS, ...exercise.limits, callMs: isSlow(exercise) ? (exercise.limits?.callMs as number) : LIMITS.callMs },
  }
  const submission = await openSubmission(path, options)
  try {
    const ownMemo = reference === referenceOf(exercise) ? memo : createMemo()
    const result = await gradeSubmission(submission, [exercise], {
      reference: () => reference,
      seed: SEED,
      visibility: 'all',
      memo: ownMemo,
    })
    return result.exercises[0] as ExerciseResult
  } finally {
    await submission.close()
  }
}

/** Whether calls may take longer than the samples that never end are waited for: those of trained models. */
export function isSlow({ limits }: Exercise): boolean {
  return (limits?.callMs ?? 0) > DEFAULT_LIMITS.callMs
}

/** The reference as a hand-in: its unit and the files it may import lie beside it as in the tree; weights only where it has some. */
export function stagedReference(entry: CatalogueEntry): string {
  const path = mkdtempSync(join(folder, 'reference-'))
  if (entry.exercise.entries.length === 0) return path
  const [unit] = entry.exercise.id.split('/') as [string]
  cpSync(dirname(entry.folder), join(path, 'reference', unit), {
    recursive: true,
    filter: (file) => !/(\.test|exercise|starter)\.ts$|\.(py|md)$/.test(file),
  })
  for (const file of filesBelow(join(path, 'reference')))
    writeFileSync(file, withRelativeFaces(relative(path, file), readFileSync(file, 'utf8')))
  const copy = (name: string): void => cpSync(join(ROOT, name), join(path, name), { recursive: true })
  for (const name of ['grading/model/tensor.ts', 'grading/math']) copy(name)
  if (readFileSync(join(entry.folder, 'solution.ts'), 'utf8').includes("'assay/networks'")) {
    for (const name of ['grading/model/safetensors.ts', 'grading/model/small-floats.ts', 'grading/networks', 'fixtures/weights']) copy(name)
  }
  writeFileSync(join(path, 'submission.ts'), `export * from './reference/${entry.exercise.id}/solution.ts'\n`)
  return path
}
