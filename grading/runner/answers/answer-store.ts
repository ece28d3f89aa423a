import { bothKept, fromAnswers, keepingAnswers } from '../../engine/kept-answers.ts'
import type { Exercise } from '../../model/exercise.ts'
import type { StudentResult } from '../../model/result.ts'
import type { Submission } from '../../model/submission.ts'
import type { AnswerWish, GraderWish } from '../grader/messages.ts'
import { jsonDigest } from '../json-digest.ts'
import { formOf } from '../outline.ts'
import { readAnswers, writeAnswers } from './answer-file.ts'
import { answerKeys } from './answer-key.ts'

/** Answers of submissions, in a folder that a question names. */
export interface AnswerStore {
  /**
   * A submission of which only answers are left.
   * @throws Error if there are none of the sheet as it is now.
   */
  submission(id: string, wish: AnswerWish | undefined, onMiss: () => void): Submission
  /** The same submission, whose answers are kept where that is wished; `keep` gives their digest. */
  keeping(submission: Submission, wish: GraderWish): { readonly submission: Submission; keep(result: StudentResult): string | undefined }
}

/** @param sheet - all of it: which file answers for what is decided by the sheet as a whole. */
export function answerStore(sheet: readonly Exercise[]): AnswerStore {
  const keys = answerKeys()
  const basis = jsonDigest([formOf(sheet), sheet.map(({ id, limits }) => [id, limits]), process.versions.v8])
  return {
    submission(id, { folder, digest } = { folder: '' }, onMiss) {
      const kept = digest === undefined ? undefined : readAnswers(folder, basis, digest)
      if (kept === undefined) throw new Error('there are no answers of this submission to this sheet')
      return fromAnswers(id, kept, keys, onMiss)
    },
    keeping(submission, { answers, earlier }) {
      if (answers === undefined) return { submission, keep: () => undefined }
      const { folder, digest } = answers
      const keeping = keepingAnswers(submission, keys)
      return {
        submission: keeping.submission,
        keep({ output }) {
          const now = keeping.kept(output, earlier === undefined)
          if (now === undefined) return undefined
          const before = earlier === undefined || digest === undefined ? undefined : readAnswers(folder, basis, digest)
          return writeAnswers(folder, basis, before?.hash === now.hash ? bothKept(before, now) : now)
        },
      }
    },
  }
}
