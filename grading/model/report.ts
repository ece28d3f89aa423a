import type { RunResult } from './result.ts'

export interface RenderedFile {
  /** Relative to the output folder, `/` between parts. */
  readonly path: string
  readonly content: string
  /** The content piece by piece, where it may be longer than the longest text. */
  readonly pieces?: () => Iterable<string>
}

export interface ReportView {
  readonly run: RunResult
  /** Statement of each exercise, Markdown with `$…$` mathematics, by exercise id. */
  readonly statements: ReadonlyMap<string, string>
}

/** Pure: the cli writes the files. */
export interface ReportFormat {
  readonly name: string
  render(view: ReportView): readonly RenderedFile[]
}
