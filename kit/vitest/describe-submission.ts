/**
 * What `assay/vitest` exports: a submission as tests.
 *
 * @module assay/vitest
 */
import { resolve } from 'node:path'
import { selectExercises } from '#grading/runner/select-exercises'
import { registerSubmission } from './register-submission.ts'

export interface DescribeOptions {
  /** Only these exercises, by id, by the folder's name alone or by number. @defaultValue all of them */
  readonly only?: readonly string[]
  /** Where random inputs start, an integer from 1. @defaultValue 1, as `assay check` */
  readonly seed?: number
  /** Folder of the exercises. @defaultValue those that come with Assay */
  readonly catalogue?: string
}

/**
 * Registers a submission with vitest: a `describe` for each exercise, a `test` for each visible check. It is a self-check, as `assay check`
 * is: hidden checks are never run, and the code runs in a process of its own without a sandbox, so only for code that you trust.
 *
 * Nothing has to be awaited. The process starts at the first test that is not filtered out, answers for all of them, and ends after the
 * last one.
 *
 * @param dir - the submission: a folder, a code file or a zip; relative to the working folder, which for vitest is the root of its project.
 * @example
 * ```ts
 * // assay.test.ts
 * import { describeSubmission } from 'assay/vitest'
 *
 * describeSubmission('hand-in', { only: ['2b'] })
 * ```
 */
export function describeSubmission(dir: string, { only = [], seed = 1, catalogue }: DescribeOptions = {}): void {
  const sheet = catalogue === undefined ? {} : { catalogue: resolve(catalogue) }
  registerSubmission(dir, { only, seed, ...sheet, choose: (names) => selectExercises(names, catalogue) })
}
