import { createHash } from 'node:crypto'
import type { GradeChange, Publication, PublishedGrade, PublishedRecord } from '../model/publication.ts'
import type { CheckResult, RunResult, StudentResult } from '../model/result.ts'
import { exactJson } from './exact-json.ts'
import { sortById } from './read-journal.ts'

export function publishedGrade({ id, score, max, pending, exercises }: StudentResult): PublishedGrade {
  return { student: id, score, max, pending, exercises: exercises.map((exercise) => [exercise.id, exercise.score] as const) }
}

/** The grades that students know, by student; `undefined` where nothing was published. */
export function knownGrades(records: readonly PublishedRecord[]): Known | undefined {
  return records.reduce<Known | undefined>(knownAfter, undefined)
}

type Known = ReadonlyMap<string, PublishedGrade>

function knownAfter(known: Known | undefined, record: PublishedRecord): Known | undefined {
  const grades = record.grades.map((grade) => [grade.student, grade] as const)
  if (record.type === 'published') return new Map(grades)
  if (known === undefined) return undefined
  const now = new Map([...known, ...grades])
  for (const student of record.gone) now.delete(student)
  return now
}

export function lastPublication(records: readonly PublishedRecord[]): Publication | undefined {
  return records.findLast((record) => record.type === 'published')
}

/** Where the grades of a run are not those that students know. */
export interface Corrected {
  /** As they are now. */
  readonly grades: readonly PublishedGrade[]
  readonly gone: readonly string[]
}

/**
 * The published grades that are others now; `undefined` where there is none. A student without a published grade is not among them, and neither is one
 * whose turn in a run has not come.
 */
export function correctedGrades(records: readonly PublishedRecord[], students: readonly StudentResult[]): Corrected | undefined {
  const known = knownGrades(records)
  if (known === undefined) return undefined
  const here = new Set(students.map(({ id }) => id))
  const grades = students
    .filter(({ notGraded }) => notGraded !== true)
    .map(publishedGrade)
    .filter((grade) => known.has(grade.student) && !isEqual(known.get(grade.student) as PublishedGrade, grade))
  const gone = [...known.keys()].filter((student) => !here.has(student))
  return grades.length + gone.length === 0 ? undefined : { grades, gone }
}

function isEqual(a: PublishedGrade, b: PublishedGrade): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A run with what students are told of its publication and of every correction since the first one. */
export function withPublication(run: RunResult, records: readonly PublishedRecord[]): RunResult {
  const last = lastPublication(records)
  if (last === undefined) return run
  const { at, by } = last
  return { ...run, published: { at, ...(by === undefined ? {} : { by }) }, students: withChanges(run.students, records) }
}

/** Results with every correction of a published grade. */
export function withChanges(students: readonly StudentResult[], records: readonly PublishedRecord[]): readonly StudentResult[] {
  const changes = changesOf(records)
  return students.map((student) => {
    const own = changes.get(student.id)
    return own === undefined ? student : { ...student, changes: own }
  })
}

function changesOf(records: readonly PublishedRecord[]): ReadonlyMap<string, readonly GradeChange[]> {
  const changes = new Map<string, GradeChange[]>()
  let known: Known | undefined
  for (const record of records) {
    if (record.type === 'corrected') {
      const { at: when, by, reason: why } = record
      for (const { student, score: after } of record.grades) {
        const before = known?.get(student)?.score ?? 0
        const own = changes.get(student) ?? []
        own.push({ when, ...(by === undefined ? {} : { who: by }), why, before, after })
        changes.set(student, own)
      }
    }
    known = knownAfter(known, record)
  }
  return changes
}

/** Of all that students see of their results, by student; the order does not matter. What checks measured in time is not in it. */
export function digestOfShown(students: readonly StudentResult[]): string {
  const hash = createHash('sha256')
  for (const student of sortById(students)) hash.update(`${exactJson(shownToStudent(student))}\n`)
  return hash.digest('hex')
}

function shownToStudent({ changes: _, unassigned: __, ...student }: StudentResult) {
  return { ...student, exercises: student.exercises.map((exercise) => ({ ...exercise, checks: exercise.checks.map(shownCheck) })) }
}

/** Of a hidden check what it gave, not what it found. */
function shownCheck({ ms: _, case: __, diagnosis: ___, findings, artifacts, ...check }: CheckResult) {
  return check.visibility === 'hidden' ? check : { ...check, findings, ...(artifacts === undefined ? {} : { artifacts }) }
}
