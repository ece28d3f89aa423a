import type { ChildProcess } from 'node:child_process'

/**
 * Lets the grading process end while a child and its pipes are there.
 *
 * @param streams - pipes to it that are not among its `stdio`.
 */
export function unref(child: ChildProcess, streams: readonly object[] = []): void {
  child.unref()
  for (const stream of [...child.stdio, ...streams]) (stream as { unref?(): void } | null)?.unref?.()
}
