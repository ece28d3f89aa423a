import type ts from 'typescript'

/** Text in place of what stands in a file; of equal ends, an insertion. */
export interface Replacement {
  /** Positions in the file. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** `text` in place of a node, without the spaces and comments before it. */
export function put(node: ts.Node, text: string, source: ts.SourceFile): Replacement {
  return { from: node.getStart(source), to: node.getEnd(), text }
}

/** @param replacements - in any order; none overlaps another. */
export function applied(text: string, replacements: readonly Replacement[]): string {
  let result = ''
  let done = 0
  for (const { from, to, text: instead } of [...replacements].sort((a, b) => a.from - b.from || a.to - b.to)) {
    result += text.slice(done, from) + instead
    done = to
  }
  return result + text.slice(done)
}
