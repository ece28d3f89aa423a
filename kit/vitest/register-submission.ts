import { basename, resolve } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { expectHandIn } from '#grading/runner/class/expect-hand-in'
import type { Course } from '#grading/runner/course'
import { visible } from '#reports/text/visible'
import { bareError } from './bare-error.ts'
import { noteTexts, skipReason, toError } from './check-report.ts'
import { createSelfCheck, type SelfCheckOptions } from './self-check.ts'

export interface Registering extends Pick<SelfCheckOptions, 'seed' | 'catalogue' | 'program'> {
  readonly only: readonly string[]
  readonly choose: Course['choose']
}

/** Registers a submission with vitest, with the exercises of an installation or of a kit: see `describeSubmission`. */
export function registerSubmission(dir: string, { only, choose, ...grading }: Registering): void {
  const path = resolve(dir)
  describe(visible(basename(path)), async () => {
    const handIn = await orBare(() => expectHandIn(path, dir))
    const { selected } = await orBare(() => choose(only))
    const selfCheck = createSelfCheck({ ...grading, handIn, remark: (text) => console.info(`note: ${text}`) })
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
