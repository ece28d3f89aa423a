/**
 * What `assay/vitest` exports: a submission as tests.
 *
 * @module assay/vitest
 */
import { basename, resolve } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { expectHandIn } from '#grading/runner/class/expect-hand-in'
import { selectExercises } from '#grading/runner/select-exercises'
import { visible } from '#reports/text/visible'
import { bareError } from './bare-error.ts'
import { noteTexts, skipReason, toError } from './check-report.ts'
import { createSelfCheck } from './self-check.ts'

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
 */
export function describeSubmission(dir: string, options: DescribeOptions = {}): void {
  const path = resolve(dir)
  describe(visible(basename(path)), async () => {
    const handIn = await orBare(() => expectHandIn(path, dir))
    const { selected } = await orBare(() => selectExercises(options.only ?? [], options.catalogue))
    const selfCheck = createSelfCheck({
      handIn,
      seed: options.seed ?? 1,
      ...(options.catalogue === undefined ? {} : { catalogue: resolve(options.catalogue) }),
      remark: (text) => console.info(`note: ${text}`),
    })
    const stop = (): void => void selfCheck.close()
    // vitest was ended by a signal: the grading process would keep the worker, and whatever loops in it, alive.
    process.once('disconnect', stop)
    afterAll(() => {
      process.off('disconnect', stop)
      return selfCheck.close()
    })

    for (const entry of selected) {
      const { sheet: number, title, checks } = entry.exercise
      const shown = checks.filter((check) => check.visibility === 'visible')
      if (shown.length === 0) continue
      describe(`${number} ${title}`, () => {
        for (const check of shown) {
          // Every call has a limit of its own, after which it is a finding; vitest's would come first and say less.
          test(check.title, { timeout: 0 }, async (context) => {
            context.signal.addEventListener('abort', () => void selfCheck.close(), { once: true })
            const result = await selfCheck.result(entry, check.id)
            const skip = skipReason(result)
            if (skip !== undefined) context.skip(skip)
            const error = await toError(result, check, { handIn: path, answering: () => selfCheck.file(entry) })
            if (error !== undefined) throw error
            for (const text of noteTexts(result)) await context.annotate(text)
          })
        }
      })
    }
  })
}

/** What is wrong with the folder or the options is said in one sentence, without a stack of ours. */
async function orBare<T>(make: () => T | Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    throw error instanceof Error ? bareError(error.name, error.message) : error
  }
}
