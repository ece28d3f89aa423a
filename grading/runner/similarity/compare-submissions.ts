import type { SimilarityResult, UncomparedFile } from '../../model/similarity.ts'
import { compareClass } from '../../similarity/compare-class.ts'
import { groupsOf } from '../../similarity/groups.ts'
import { identicalFiles } from '../../similarity/identical-files.ts'
import type { SheetExercise } from '../../similarity/parts.ts'
import type { ReadSubmission } from './read-submission.ts'
import { strongestOfStudents, type Whose } from './whose.ts'

export interface SubmissionsToCompare {
  readonly submissions: readonly ReadSubmission[]
  readonly given: readonly ReadSubmission[]
  readonly exercises: readonly SheetExercise[]
  readonly whose: Whose
}

/** Everything that a class has in common and that was not given: identical files, then pairs that stand out. */
export function compareSubmissions({ submissions, given, exercises, whose }: SubmissionsToCompare): SimilarityResult {
  const { apart } = whose
  const handedOut = given.flatMap(({ files }) => files)
  const { statistics, pairs } = compareClass({ submissions, given: handedOut, exercises, apart })
  const hashes = new Set(given.flatMap((one) => one.hashes.map(({ hash }) => hash)))
  const all = submissions.flatMap((one) => one.hashes)
  const shown = strongestOfStudents(pairs, whose)
  return {
    submissions: submissions.filter(({ files }) => files.length > 0).length,
    ...identicalFiles(all, submissions.length, hashes, apart),
    pairs: shown,
    groups: groupsOf(shown),
    statistics,
    uncompared: submissions.flatMap(uncomparedIn),
    together: togetherIn(submissions, whose),
  }
}

/** Also of a submission in which there is nothing to compare. */
function uncomparedIn({ id, files, hashes, uncompared }: ReadSubmission): readonly UncomparedFile[] {
  if (files.length > 0 || uncompared.length > 0) return uncompared
  const says = hashes.length === 0 ? 'no code' : 'no code; its files were only searched for identical ones'
  return [{ submission: id, file: '', says }]
}

function togetherIn(submissions: readonly ReadSubmission[], { apart }: Whose): number {
  return submissions.reduce((count, { id }, i) => count + submissions.slice(i + 1).filter((other) => !apart(id, other.id)).length, 0)
}
