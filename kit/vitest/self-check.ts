import { findingText } from '#grading/messages/finding-text'
import type { CheckResult, StudentResult } from '#grading/model/result'
import type { HandIn } from '#grading/runner/class/hand-ins'
import { createPool, type Pool } from '#grading/runner/grader/pool'
import type { Patience } from '#grading/runner/grader/watchdog'
import type { CatalogueEntry } from '#grading/sheet/catalogue'
import { visible } from '#reports/text/visible'

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
  /** Which file of the submission answered for an exercise, once all its checks are done; begins nothing. Never rejects. */
  file(entry: CatalogueEntry): Promise<string | undefined>
  /** Ends the grading process and with it the submission's. Safe to call again. */
  close(): Promise<void>
}

export interface SelfCheckOptions {
  readonly handIn: HandIn
  readonly seed: number
  /** Folder of the exercises. @defaultValue those that come with Assay */
  readonly catalogue?: string
  /** The program of a grading process. @defaultValue the one of this installation */
  readonly program?: URL
  /** Told how the submission was read, a sentence each. */
  remark(text: string): void
  /** Injected by tests. */
  readonly patience?: Patience
}

/**
 * Looks at one submission, exercise after exercise, with one process for all of them. Nothing is opened before the first question. What
 * judges runs in a grading process, so that no check that loops can hold vitest up.
 */
export function createSelfCheck({ handIn, seed, catalogue, program, remark, patience }: SelfCheckOptions): SelfCheck {
  const stopped = new AbortController()
  const runs = new Map<string, ExerciseRun>()
  let pool: Pool | undefined
  let opened = false
  /** The run that was begun last: a process answers one question at a time, so exercises wait for each other. */
  let last: Promise<void> = Promise.resolve()

  async function grade({ exercise }: CatalogueEntry, onResult: (result: CheckResult) => void): Promise<StudentResult> {
    stopped.signal.throwIfAborted()
    pool ??= createPool({
      setup: {
        ...(catalogue === undefined ? {} : { catalogue }),
        exercises: [],
        seed,
        sandbox: 'process',
        visibility: 'visible',
        apart: true,
      },
      ...(program === undefined ? {} : { program }),
      ...(patience === undefined ? {} : { patience }),
    })
    return pool.grade(handIn, {
      only: [exercise.id],
      keep: true,
      onRemarks(remarks) {
        if (!opened) for (const finding of remarks) remark(visible(findingText(finding).text))
        opened = true
      },
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
        ({ exercises: [found] }) => run.end(undefined, found?.file),
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
    file: async (entry) => runs.get(entry.exercise.id)?.file,
    async close() {
      stopped.abort()
      // A call that is under way ends with its process.
      await pool?.close()
      await last
    },
  }
}

interface ExerciseRun {
  tell(result: CheckResult): void
  /** For the checks that were not told of. */
  end(result: NoResult | undefined, file?: string): void
  readonly file: Promise<string | undefined>
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
  let tellFile: (file: string | undefined) => void
  const file = new Promise<string | undefined>((resolve) => {
    tellFile = resolve
  })
  return {
    tell: (result) => resolvers.get(result.id)?.(result),
    end: (result, answering) => {
      for (const resolve of resolvers.values()) resolve(result)
      tellFile(answering)
    },
    file,
    result: async (checkId) => results.get(checkId),
  }
}
