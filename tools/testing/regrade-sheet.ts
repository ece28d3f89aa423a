import { HALF_WRONG_TS, RIGHT_TS } from './small-sheet.ts'

/** A sheet of two exercises that share a function, with conventions, a twin, a check that waits for another one, and a hidden one. */
export const SHEET: Readonly<Record<string, string>> = {
  'sheet/package.json': '{"type":"module"}',
  'sheet/sheet.ts': `import { defineSheet } from 'assay'
export default defineSheet({ id: 'numbers', title: 'Numbers', exercises: { '1': 'numbers/double', '2': 'numbers/half' } })
`,
  'sheet/numbers/double/exercise.ts': `import { defineExercise } from 'assay'
import { caseSet, closeToReference } from 'assay/checks'

const small = caseSet('small', () => [{ args: [3] }, { args: [-1.5] }])
const large = caseSet('large', (random) => [{ args: [random.uniform(1e3, 1e4)] }])
const MINUS = {
  key: 'sign',
  value: 'minus',
  note: 'Read with the opposite sign.',
  fromStudent: (entry: string, value: unknown) => (entry === 'double' && typeof value === 'number' ? -value : value) as never,
}

export default defineExercise({
  title: 'Double',
  functions: { double: { takes: { x: 'float' }, gives: 'float' } },
  conventions: [MINUS],
  checks: [
    closeToReference({ id: 'small', title: 'Small numbers', points: 1.5, entry: 'double', cases: small }),
    closeToReference({ id: 'large', title: 'Large numbers', points: 0.5, visibility: 'hidden', entry: 'double', cases: large }),
    closeToReference({ id: 'again', title: 'Small numbers again', points: 0.5, entry: 'double', cases: small, after: ['small'] }),
  ],
})
`,
  'sheet/numbers/double/solution.ts': 'export function double(x: number): number { return 2 * x }\n',
  'sheet/numbers/double/statement.md': 'Double a number.\n',
  'sheet/numbers/half/exercise.ts': `import { defineExercise } from 'assay'
import { caseSet, closeToReference } from 'assay/checks'

const small = caseSet('halves', () => [{ args: [3] }, { args: [-1.5] }])
const large = caseSet('many halves', (random) => [{ args: [random.uniform(1e3, 1e4)] }])

export default defineExercise({
  title: 'Half',
  functions: {
    half: { takes: { x: 'float' }, gives: 'float' },
    double: { takes: { x: 'float' }, gives: 'float' },
  },
  checks: [
    closeToReference({ id: 'small', title: 'Small numbers', points: 1.5, entry: 'half', cases: small }),
    closeToReference({ id: 'large', title: 'Large numbers', points: 0.5, visibility: 'hidden', entry: 'half', cases: large }),
  ],
})
`,
  'sheet/numbers/half/solution.ts': `export function half(x: number): number { return x / 2 }
export function double(x: number): number { return 2 * x }
`,
  'sheet/numbers/half/statement.md': 'Halve a number.\n',
}

/** Submissions in which checks depend on each other in some way, and some in which they do not. */
export const SUBMISSIONS: Readonly<Record<string, string>> = {
  'class/ada/submission.ts': RIGHT_TS,
  'class/bob/submission.ts': HALF_WRONG_TS,
  'class/cyd/submission.ts': 'export function double(x {',
  'class/dee/submission.ts': 'export function double(x: number): number { console.log(x); return 2 * x }\n',
  'class/eve/submission.ts': 'export function double(x: number): number { return -2 * x }\n',
  'class/eve/submission.yaml': 'declare:\n  sign: minus\n',
  'class/fay/submission.ts': 'export function half(x: number): number { throw new Error(`no ${x}`) }\n',
  'class/gus/submission.ts': 'export function double(x: number): number { return x === 3 ? 6 : x === -1.5 ? -3 : 0 }\n',
  'class/hal/submission.ts': 'export function double(x: number): number { process.exit(1) }\n',
}
