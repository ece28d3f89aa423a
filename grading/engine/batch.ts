import pLimit from 'p-limit'

export interface Batch<Item, Result> {
  /** How many are graded at the same time, ≥ 1. */
  readonly jobs: number
  gradeOne(item: Item): Promise<Result>
  /** The result of an item whose grading failed through a fault of ours. The others go on, unless it throws: then the batch rejects with that. */
  failed(item: Item, error: unknown): Result
  /** Called once per result, in the order in which they finish. If it rejects, nothing more is started and the batch rejects. */
  onDone?(result: Result, item: Item): void | Promise<void>
  readonly signal?: AbortSignal
}

/**
 * Grades many submissions. The results are in the order of the items, whatever finished first.
 * After `signal` aborts nothing more is started, and what was under way is not counted: its result is left out.
 */
export async function gradeBatch<Item, Result>(items: readonly Item[], batch: Batch<Item, Result>): Promise<readonly Result[]> {
  const limit = pLimit(batch.jobs)
  const results = new Map<number, Result>()
  let broken: { readonly error: unknown } | undefined
  const stopped = (): boolean => broken !== undefined || batch.signal?.aborted === true

  const one = async (item: Item, index: number): Promise<void> => {
    if (stopped()) return
    try {
      const result = await batch.gradeOne(item).catch((error: unknown) => batch.failed(item, error))
      if (stopped()) return
      results.set(index, result)
      await batch.onDone?.(result, item)
    } catch (error) {
      broken ??= { error }
    }
  }
  await Promise.all(items.map((item, index) => limit(one, item, index)))
  if (broken !== undefined) throw broken.error
  return items.flatMap((_, index) => (results.has(index) ? [results.get(index) as Result] : []))
}
