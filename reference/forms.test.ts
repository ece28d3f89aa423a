import { describe, expect, it } from 'vitest'
import { gradeSubmission } from '../grading/engine/grade.ts'
import { isComputed } from '../grading/model/check.ts'
import type { CatalogueEntry } from '../grading/sheet/catalogue.ts'
import { catalogue, memo, referenceOf, SEED } from '../grading/sheet/testing/grade-sample.ts'
import { isSlow } from '../prove/laws/laws.ts'
import { inProcess } from '../submissions/index.ts'

type Numbers = number | readonly Numbers[]
type Answer = Numbers | Readonly<Record<string, Numbers>>

interface Form {
  /** Number on the sheet. */
  readonly sheet: string
  /** As the statement says it. */
  readonly says: string
  readonly declares?: Readonly<Record<string, string>>
  /** What becomes of the right answers of these functions. */
  readonly answers: Readonly<Record<string, (answer: never, args: readonly never[]) => unknown>>
}

const each = (change: (x: number) => number, part: Numbers): Numbers =>
  typeof part === 'number' ? change(part) : part.map((one) => each(change, one))
const times = (factor: number, part: Numbers): Numbers => each((x) => factor * x, part)
/** Every vector as a column, every matrix as it is. */
const columns = (part: Numbers): Numbers => (typeof part === 'number' ? part : part.map((one) => (typeof one === 'number' ? [one] : one)))
const fieldsOf = <T extends Readonly<Record<string, Numbers>>>(answer: T, change: (part: Numbers, name: string) => unknown) =>
  Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, change(part, name)]))
const transposed = (m: readonly (readonly number[])[]): Numbers =>
  (m[0] as readonly number[]).map((_, j) => m.map((row) => row[j] as number))

type Layers = readonly (readonly number[])[]
interface Gradients extends Readonly<Record<string, Numbers>> {
  readonly delta: Layers
}

interface Trained extends Readonly<Record<string, Numbers>> {
  readonly W_enc: Layers
  readonly W_dec: Layers
  readonly b_enc: readonly number[]
  readonly b_dec: readonly number[]
}

const columnsOf = (answer: Gradients) =>
  fieldsOf(answer, (layers, name) => (name === 'dW' ? layers : (layers as readonly Numbers[]).map(columns)))
const ofTwoLayers = (change: (answer: Readonly<Record<string, Numbers>>, args: readonly Numbers[]) => unknown) => ({
  forwardBackward: change,
})

const FORMS: readonly Form[] = [
  { sheet: '2a', says: 'columns (n, 1)', answers: { backprop: columnsOf } },
  {
    sheet: '2a',
    says: 'cost: mean',
    declares: { cost: 'mean' },
    answers: {
      backprop: (answer: Gradients) =>
        fieldsOf(answer, (part, name) =>
          /delta|dW|db/.test(name) ? times(1 / (answer.delta.at(-1) as readonly number[]).length, part) : part,
        ),
    },
  },
  { sheet: '2c', says: 'columns (n, 1)', answers: { linearBackprop: columnsOf } },
  {
    sheet: '2c',
    says: 'one more entry of delta for the input layer at the front',
    answers: {
      linearBackprop: (answer: Gradients, [, , x]: readonly (readonly number[])[]) => ({ ...answer, delta: [x, ...answer.delta] }),
    },
  },
  { sheet: '3c', says: 'columns (n, 1)', answers: ofTwoLayers((answer) => fieldsOf(answer, columns)) },
  { sheet: '3c', says: 'delta1 left out', answers: ofTwoLayers(({ delta1: _, ...answer }) => answer) },
  {
    sheet: '3c',
    says: 'delta1 as the derivative by x',
    answers: ofTwoLayers((answer, [x]) => ({
      ...answer,
      delta1: (answer.delta1 as readonly number[]).map((d, i) => {
        const input = (x as readonly number[])[i] as number
        return d / (input * (1 - input))
      }),
    })),
  },
  {
    sheet: '3c',
    says: 'db2 and db3 as the sums of a shared bias',
    answers: ofTwoLayers((answer) => {
      const sum = (part: Numbers | undefined): number => (part as readonly number[]).reduce((total, x) => total + x, 0)
      return { ...answer, db2: sum(answer.db2), db3: sum(answer.db3) }
    }),
  },
  {
    sheet: '5.3',
    says: 'a bias that is left out',
    answers: {
      linearAutoencoderFit: ({ b_enc, ...answer }: Trained) => ({
        ...answer,
        b_dec: answer.b_dec.map(
          (b, j) => b + (answer.W_dec[j] as readonly number[]).reduce((sum, w, i) => sum + w * (b_enc[i] as number), 0),
        ),
      }),
    },
  },
  {
    sheet: '5.3',
    says: 'weights: in-out',
    declares: { weights: 'in-out' },
    answers: {
      linearAutoencoderFit: (answer: Trained) => ({ ...answer, W_enc: transposed(answer.W_enc), W_dec: transposed(answer.W_dec) }),
    },
  },
]

async function graded(entry: CatalogueEntry, { answers, declares = {} }: Pick<Form, 'answers' | 'declares'>) {
  const solution = (await entry.loadSolution()) as Record<string, (...args: never[]) => never>
  const changed = Object.entries(answers).map(([name, change]) => {
    const right = solution[name] as (...args: never[]) => never
    return [name, (...args: never[]) => change(right(...args), args)]
  })
  const session = inProcess({ ...solution, ...Object.fromEntries(changed) })
  const submission = {
    ...({ id: 'form', kind: 'none', hash: '', declared: new Map(Object.entries(declares)), answers: new Map(), remarks: [] } as const),
    session: () => session,
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  }
  const options = { reference: () => referenceOf(entry.exercise), seed: SEED, visibility: 'all' as const, memo }
  const result = (await gradeSubmission(submission, [entry.exercise], options)).exercises[0]
  const computed = new Set(entry.exercise.checks.filter(isComputed).map(({ id }) => id))
  const lost = (result?.checks ?? []).filter(({ id, verdict }) => computed.has(id) && verdict !== 'accepted')
  return { checks: computed.size, lost: lost.map(({ id, findings }) => [id, ...findings]) }
}

describe('an answer in a form that its statement allows', () => {
  it.each(FORMS)('has full marks: $says in $sheet', async (form) => {
    const entry = catalogue.find(({ exercise }) => exercise.sheet === form.sheet) as CatalogueEntry
    const solution = await entry.loadSolution()
    for (const name of Object.keys(form.answers)) expect(solution).toHaveProperty(name)
    const { checks, lost } = await graded(entry, form)
    expect(lost).toEqual([])
    expect(checks).toBeGreaterThan(0)
  })
})

describe('answers in single precision', () => {
  const enough = catalogue.filter((entry) => entry.statement().includes('Single precision is enough.'))

  it.each(enough.map((entry) => ({ id: entry.exercise.id, entry })))('have full marks: $id', async ({ entry }) => {
    const round = (answer: Answer): unknown =>
      typeof answer === 'number' || Array.isArray(answer)
        ? each(Math.fround, answer as Numbers)
        : Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, each(Math.fround, part)]))
    const answers = Object.fromEntries(Object.keys(await entry.loadSolution()).map((name) => [name, round]))
    expect((await graded(entry, { answers })).lost).toEqual([])
  })

  it('are promised wherever numbers are compared and no network answers', () => {
    const sheets = catalogue
      .filter(({ exercise }) => !isSlow(exercise) && exercise.entries.length > 0)
      .map(({ exercise }) => exercise.sheet)
    const promised = enough.map(({ exercise }) => exercise.sheet)
    expect(sheets.filter((sheet) => !promised.includes(sheet))).toEqual(['4.1'])
  })
})
