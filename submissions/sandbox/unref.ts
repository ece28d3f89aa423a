import type { ChildProcess } from 'node:child_process'

/** Lets the grading process end while a child and its pipes are there. */
export function unref(child: ChildProcess): void {
  child.unref()
  for (const stream of child.stdio) (stream as { unref?(): void } | null)?.unref?.()
}
