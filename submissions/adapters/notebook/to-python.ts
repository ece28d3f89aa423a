import type { Finding } from '#grading/model/finding'
import { type Ignored, withoutMagics } from './magics.ts'
import type { CodeCell } from './nbformat.ts'

/** A notebook as Python: one source per code cell, in saved order, and what a teacher should know about how it was read. */
export interface PythonCells {
  readonly sources: readonly string[]
  readonly remarks: readonly Finding[]
}

/** Lines of Jupyter's own are left out with a remark; line numbers stay those of the cells. */
export function toPython(cells: readonly CodeCell[]): PythonCells {
  const plain = cells.map((cell) => withoutMagics(cell.source))
  const ignored = plain.flatMap((cell, i) => cell.ignored.map((line) => ({ ...line, cell: i + 1 })))
  return { sources: plain.map((cell) => cell.source), remarks: [...magicRemarks(ignored), ...orderRemarks(cells)] }
}

function magicRemarks(ignored: readonly (Ignored & { readonly cell: number })[]): Finding[] {
  const [first] = ignored
  if (first === undefined) return []
  const text = first.text.length > 60 ? `${first.text.slice(0, 59)}…` : first.text
  const where = `cell ${first.cell}, line ${first.line}: ${text}`
  return [
    remark(
      ignored.length === 1
        ? `A line for Jupyter itself was ignored (${where}).`
        : `${ignored.length} lines for Jupyter itself were ignored (the first: ${where}).`,
    ),
  ]
}

/** Execution counts are never held against anybody: many people clear them before they hand in, and hear nothing of it then. */
function orderRemarks(cells: readonly CodeCell[]): Finding[] {
  const filled = cells.filter((cell) => cell.source.trim() !== '')
  const run = filled.filter((cell) => cell.executionCount !== null)
  const remarks: Finding[] = []
  if (run.length > 0 && run.length < filled.length) {
    const [missing] = filled.filter((cell) => cell.executionCount === null)
    remarks.push(
      remark(
        `${filled.length - run.length} of ${filled.length} code cells carry no execution count (the first: cell ${missing?.number}); all were run in their saved order.`,
      ),
    )
  }
  const late = run.findIndex((cell, i) => i > 0 && (cell.executionCount as number) < (run[i - 1]?.executionCount as number))
  if (late > 0) {
    remarks.push(
      remark(
        `The cells were last run in another order than they are saved in (cell ${run[late]?.number} before cell ${run[late - 1]?.number}); they were graded in their saved order.`,
      ),
    )
  }
  return remarks
}

function remark(says: string): Finding {
  return { code: 'remark', severity: 'note', says }
}
