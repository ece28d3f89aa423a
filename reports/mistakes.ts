import type { Reproduced } from '#grading/messages/reproduction'
import type { RunResult } from '#grading/model/result'

/** One known mistake in a class. */
export interface MistakeStatistics {
  readonly exercise: string
  readonly sheet: string
  /** Its id, stable over runs; several with spaces between them where the answers fit each of them equally well. */
  readonly mistake: string
  /** What the answer equals. */
  readonly says: string
  /** Ids of who made it, in the order of the class. */
  readonly students: readonly string[]
  /** Where it was found first: what `assay rerun` is told. */
  readonly first: Reproduced
  /** Hundredths that the checks which found it took from all of them together. */
  readonly lost: number
}

/** Which known mistake was made how often: the most frequent first, among equals the dearest. */
export function classMistakes(run: RunResult): readonly MistakeStatistics[] {
  const found = new Map<string, MistakeStatistics & { readonly students: string[]; lost: number }>()
  for (const student of run.students) {
    for (const { id: exercise, sheet, checks } of student.exercises) {
      for (const { id: checkId, case: number, findings, max, score } of checks) {
        const mistakes = findings.flatMap((finding) =>
          finding.code === 'known-mistake' && finding.severity === 'error' ? [[finding.mistake, finding.says] as const] : [],
        )
        for (const [mistake, says] of new Map(mistakes)) {
          const key = JSON.stringify([exercise, mistake])
          const first = { student: student.id, exerciseId: exercise, checkId, ...(number === undefined ? {} : { case: number }) }
          const row = found.get(key) ?? { exercise, sheet, mistake, says, students: [], first, lost: 0 }
          found.set(key, row)
          if (row.students.at(-1) !== student.id) row.students.push(student.id)
          row.lost += max - score
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => b.students.length - a.students.length || b.lost - a.lost)
}
