import { findingText } from '../../grading/finding-text.ts'
import type { Exercise } from '../../grading/model/exercise.ts'
import type { CheckResult } from '../../grading/model/result.ts'
import type { Submission } from '../../grading/model/submission.ts'
import type { CatalogueEntry } from '../../reference/catalogue.ts'
import { visible } from '../../reports/text/visible.ts'
import { processSandbox } from '../../submissions/index.ts'
import { type HandIn, openHandIn } from '../hand-ins.ts'
import { createJudge } from '../judge.ts'

/** Why a check of ours brought no result. */
export interface NoResult {
  readonly reason: string
}

export interface SelfCheck {
  /**
   * The result of one check. The first one asked for of an exercise sets off the visible checks of that exercise, in their order, so
   * that they share their answers; the others wait for theirs. Resolves to `undefined` when there will be none: the check runs after a
   * hidden one, or the self-check was closed. Never rejects.
   */
  result(entry: CatalogueEntry, checkId: string): Promise<CheckResult | NoResult | undefined>
  /** Ends the submission's process. Safe to call again. */
  close(): Promise<void>
}

export interface SelfCheckOptions {
  readonly handIn: HandIn
  readonly sheet: readonly Exercise[]
  readonly seed: number
  /** Told how the submission was read, a sentence each. */
  remark(text: string): void
}

/** Looks at one submission, exercise after exercise, with one process for all of them. Nothing is opened before the first question. */
export function createSelfCheck({ handIn, sheet, seed, remark }: SelfCheckOptions): SelfCheck {
  const stopped = new AbortController()
  const runs = new Map<string, ExerciseRun>()
  let opened: Promise<Submission> | undefined
  /** The run that was begun last: a process answers one question at a time, so exercises wait for each other. */
  let last: Promise<void> = Promise.resolve()

  async function open(): Promise<Submission> {
    const submission = await openHandIn(handIn, sheet, processSandbox)
    for (const finding of submission.remarks) remark(visible(findingText(finding).text))
    return submission
  }

  async function grade(entry: CatalogueEntry, onResult: (result: CheckResult) => void): Promise<void> {
    stopped.signal.throwIfAborted()
    const judge = await createJudge([entry], { seed, visibility: 'visible' })
    opened ??= open()
    // A judge closes what it has graded; here the next exercise needs it too.
    const held: Submission = { ...(await opened), close: async () => {} }
    await judge.grade(held, {
      signal: stopped.signal,
      // A call that was ended with us is nobody's fault.
      onCheck: (_, result) => {
        if (!stopped.signal.aborted) onResult(result)
      },
    })
  }

  function begin(entry: CatalogueEntry): ExerciseRun {
    const run = exerciseRun(entry)
    last = last
      .then(() => grade(entry, run.tell))
      .then(
        () => run.end(undefined),
        (error: unknown) =>
          run.end(stopped.signal.aborted ? undefined : { reason: error instanceof Error ? error.message : String(error) }),
      )
    return run
  }

  return {
    result(entry, checkId) {
      const run = runs.get(entry.exercise.id) ?? begin(entry)
      runs.set(entry.exercise.id, run)
      return run.result(checkId)
    },
    async close() {
      stopped.abort()
      const submission = await opened?.catch(() => undefined)
      // A call that is under way ends with its process.
      await submission?.close()
      await last
    },
  }
}

interface ExerciseRun {
  tell(result: CheckResult): void
  /** For the checks that were not told of. */
  end(result: NoResult | undefined): void
  result(checkId: string): Promise<CheckResult | NoResult | undefined>
}

function exerciseRun({ exercise }: CatalogueEntry): ExerciseRun {
  const resolvers = new Map<string, (result: CheckResult | NoResult | undefined) => void>()
  const results = new Map(
    exercise.checks.map(({ id }) => [
      id,
      new Promise<CheckResult | NoResult | undefined>((resolve) => {
        resolvers.set(id, resolve)
      }),
    ]),
  )
  return {
    tell: (result) => resolvers.get(result.id)?.(result),
    end: (result) => {
      for (const resolve of resolvers.values()) resolve(result)
    },
    result: async (checkId) => results.get(checkId),
  }
}
