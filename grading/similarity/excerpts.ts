import type { AlignedFragment, Excerpt } from '../model/similarity.ts'
import type { Aligned, Run } from './fingerprints.ts'
import type { Piece } from './parts.ts'

/** Shown of one pair; the longest come first. */
const MOST_FRAGMENTS = 12
const MOST_LINES = 60

/** The runs of two submissions as lines of their files. A run inside one that was taken already is left out. */
export function fragmentsOf({ runs }: Aligned, left: readonly Piece[], right: readonly Piece[]): readonly AlignedFragment[] {
  const taken: Run[] = []
  for (const run of runs) {
    if (taken.length === MOST_FRAGMENTS) break
    if (!taken.some((one) => overlaps(one.left, one, run.left, run) || overlaps(one.right, one, run.right, run))) taken.push(run)
  }
  return taken.map((run) => ({
    tokens: run.tokens,
    left: excerptOf(left, run.left, run.tokens),
    right: excerptOf(right, run.right, run.tokens),
  }))
}

function overlaps(start: number, { tokens }: Run, other: number, { tokens: otherTokens }: Run): boolean {
  return start < other + otherTokens && other < start + tokens
}

function excerptOf(pieces: readonly Piece[], start: number, tokens: number): Excerpt {
  let at = start
  for (const { file, from, to } of pieces) {
    const length = to - from
    if (at < length) {
      const first = file.tokens[from + at]
      const last = file.tokens[Math.min(from + at + tokens, to) - 1]
      const [line, end] = [first?.startRow ?? 0, last?.endRow ?? 0]
      const lines = file.text.split('\n').slice(line, end + 1)
      return { file: file.file, line: line + 1, lines: lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines }
    }
    // Behind each piece stands a separator.
    at -= length + 1
  }
  throw new Error('a run behind the last piece')
}
