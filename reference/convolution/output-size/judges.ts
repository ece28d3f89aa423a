/** What judges answers in checks, one export for each: without formulas of sizes, so that a kit can contain it. */
import type { Plain } from 'assay'
import type { LawJudge, PartCode } from 'assay/checks'
import { oneSize } from './sizes.ts'
import { VARIABLES } from './variables.ts'

export const variables = VARIABLES

const inAnyForm: PartCode = { normalise: oneSize }
export const sheetConv = inAnyForm
export const sheetPool = inAnyForm
export const convMissing = inAnyForm
export const poolMissing = inAnyForm
export const poolPadding = inAnyForm

const show = (answer: Plain | undefined): string => JSON.stringify(answer)

export const windowCount: LawJudge<unknown, number> = {
  holds: (_, [answer], windows) =>
    oneSize(answer as Plain) === windows
      ? undefined
      : `the answer is ${show(answer)}, the window has ${windows} ${windows === 1 ? 'place' : 'places'}`,
}

export const monotone: LawJudge<unknown> = {
  holds: (_, answers) => {
    const sizes = answers.map((answer) => oneSize(answer) ?? 0)
    if (!sizes.every((one) => typeof one === 'number')) return `an answer is not an integer: ${answers.map(show).join(', ')}`
    const [first, kernel, stride] = sizes as [number, number, number]
    if (kernel > first) return `with k + 1 it grows from ${first} to ${kernel}`
    return stride > first ? `with s + 1 it grows from ${first} to ${stride}` : undefined
  },
}

export const sameSize: LawJudge<readonly [n: number, half: number]> = {
  holds: ([n], [answer]) => (oneSize(answer as Plain) === n ? undefined : `the answer is ${show(answer)} for n = ${n}`),
}
