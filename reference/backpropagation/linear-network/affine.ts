import type { Plain } from 'assay'
import { part } from 'assay/checks'

/** W and b of an answer to `collapse`, row by row, also when it is the one matrix [W b; 0 1]. */
export function affineOf(answer: Plain, outputs: number, inputs: number): { W: readonly number[]; b: readonly number[] } | undefined {
  const W = numbersOf(part(answer, 'W'))
  if (W.length === (outputs + 1) * (inputs + 1)) {
    const rows = Array.from({ length: outputs }, (_, j) => W.slice(j * (inputs + 1), (j + 1) * (inputs + 1)))
    return { W: rows.flatMap((row) => row.slice(0, -1)), b: rows.map((row) => row.at(-1) as number) }
  }
  const b = numbersOf(part(answer, 'b'))
  return W.length === outputs * inputs && b.length === outputs ? { W, b } : undefined
}

/** Row by row; empty if anything in it is not a number. */
function numbersOf(field: Plain | undefined): number[] {
  const entries = [field ?? []].flat(3) as unknown[]
  return entries.every((entry) => typeof entry === 'number') ? (entries as number[]) : []
}
