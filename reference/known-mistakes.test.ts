import { type Answer, type Args, fieldOf, isRecord, type Plain, type Session, toPlain, toValue, type Value } from 'assay'
import { closeToReference, compare, type Mistake, T64 } from 'assay/checks'
import { describe, expect, it } from 'vitest'
import { type CloseToReferenceSpec, specOf } from '../checks/kinds/close-to-reference.ts'
import { gradeSubmission } from '../grading/engine/grade.ts'
import { createMemo } from '../grading/engine/memo.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { ExerciseResult } from '../grading/model/result.ts'
import { causesNamed } from '../grading/sheet/samples.ts'
import { catalogue, memo, referenceOf, SEED } from '../grading/sheet/testing/grade-sample.ts'
import { isSlow } from '../prove/laws/laws.ts'

/** Mistakes that nothing asked can tell apart where both show: both are named then. */
const TIES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // At an output neuron the slope a(1 − a) is all that either changes.
  'backpropagation/odd-neuron': [
    ['output-as-sigmoid', 'sigma-prime-from-activation'],
    ['stored-in-out', 'transposed'],
  ],
  // Of one matrix against finite differences.
  'backpropagation/linear-network': [['stored-in-out', 'transposed']],
  'convolution/output-size': [
    // Where half a stride or more is left over, both round up.
    ['rounded', 'ceil-always'],
    // Where nothing but the padding rules a layer out, both give its size.
    ['no-null', 'padding-unbounded'],
  ],
}

interface Known {
  readonly exercise: Exercise
  readonly check: string
  readonly spec: CloseToReferenceSpec
  readonly mistake: Mistake
}

/** Networks take seconds. */
const all: readonly Known[] = catalogue
  .filter(({ exercise }) => !isSlow(exercise) || exercise.models === undefined)
  .flatMap(({ exercise }) =>
    exercise.checks.flatMap((check) => {
      const spec = specOf(check)
      return (spec?.mistakes ?? []).map((mistake) => ({ exercise, check: check.id, spec: spec as CloseToReferenceSpec, mistake }))
    }),
  )
const isPut = ({ spec }: Known): boolean => spec.pick === undefined && spec.expected === undefined
/** Those of one field, or of the whole answer, which are put in its place. */
const known = all.filter(isPut)
/** Those of what a check picks in another way, which cannot be put back: that check alone is asked. */
const picked = all.filter((one) => !isPut(one))

/** The reference, but for this mistake. */
function mistaken({ exercise, spec: { entry, field }, mistake }: Known): Session {
  const reference = referenceOf(exercise)
  const slip = (answer: Answer, args: Args): Answer => {
    if (!answer.ok) return answer
    const { value } = answer
    const part = (field === undefined ? value : fieldOf(value as Map<string, Value>, field)) as Value
    const made = mistake.answer(args.map(toPlain), toPlain(part))
    if (made === undefined) return answer
    if (field === undefined || !isRecord(value)) return { ...answer, value: toValue(made) }
    // It would have shown there before, where it shows at all.
    const shows = !compare('', toValue(made), part, T64).equal
    const others = [...value].filter(([name]) => !shows || name === field || name !== mistake.showsIn)
    return { ...answer, value: new Map([...others, [field, toValue(made)]]) }
  }
  const callMany = async (name: string, argsList: readonly Args[]): Promise<readonly Answer[]> => {
    const answers = await reference.callMany(name, argsList)
    return name === entry ? answers.map((answer, i) => slip(answer, argsList[i] as Args)) : answers
  }
  return { callMany, call: async (name, args) => (await callMany(name, [args]))[0] as Answer, close: async () => {} }
}

async function judged(one: Known): Promise<ExerciseResult> {
  const session = mistaken(one)
  const submission = {
    id: 'mistaken',
    kind: 'javascript',
    hash: '',
    declared: new Map(),
    answers: new Map(),
    remarks: [],
    session: () => session,
    output: () => ({ stdout: '', stderr: '' }),
    close: async () => {},
  } as const
  const options = { reference: () => referenceOf(one.exercise), seed: SEED, visibility: 'all', memo } as const
  return (await gradeSubmission(submission, [one.exercise], options)).exercises[0] as ExerciseResult
}

/** What is wrong with the causes that are named for a known mistake. */
async function wrongCauses(one: Known): Promise<readonly string[]> {
  const result = await judged(one)
  const named = new Set(causesNamed(result))
  const { id } = one.mistake
  const own = new Set([id, ...(TIES[one.exercise.id] ?? []).filter((tie) => tie.includes(id)).flat()])
  // A field that was taken out is no sign of the mistake.
  const lost = result.checks.some(
    ({ verdict, findings }) => verdict === 'wrong-answer' && findings.every(({ code }) => code !== 'missing-field'),
  )
  return [
    ...[...named].filter((cause) => !own.has(cause)).map((cause) => `${one.check}: ${id} is called ${cause}`),
    ...(lost && !named.has(id) ? [`${one.check}: ${id} is lost, and not named`] : []),
  ]
}

/** The check by itself, of answers that are what it would have picked. */
async function judgedPicked({ exercise, check, spec, mistake }: Known): Promise<{ shows: boolean; wrong: readonly string[] }> {
  const { pick = (answer: Plain) => answer, expected, field: _, ...rest } = spec
  const PICKED = 'picked'
  const isPicked = (answer: Plain): answer is { [PICKED]: Plain } => typeof answer === 'object' && answer !== null && PICKED in answer
  const fieldIn = (answer: Plain): Plain | undefined =>
    spec.field === undefined ? answer : toPlain(fieldOf(toValue(answer) as Map<string, Value>, spec.field) as Value)
  const own = (answer: Plain, args: readonly Plain[]): Plain | undefined => (spec.pick === undefined ? fieldIn(answer) : pick(answer, args))
  const asked = closeToReference({
    ...rest,
    ...(expected === undefined ? {} : { expected }),
    pick: (answer, args) => (isPicked(answer) ? answer[PICKED] : own(answer, args)),
  })
  const reference = referenceOf(exercise)
  let shows = false
  const callMany = async (name: string, argsList: readonly Args[]): Promise<readonly Answer[]> =>
    (await reference.callMany(name, argsList)).map((answer, i) => {
      if (!answer.ok || name !== spec.entry) return answer
      const args = (argsList[i] as Args).map(toPlain)
      const right = expected?.(args) ?? own(toPlain(answer.value), args)
      const made = right === undefined ? undefined : mistake.answer(args, right)
      shows ||= made !== undefined
      return made === undefined && right === undefined
        ? answer
        : { ...answer, value: new Map([[PICKED, toValue(made ?? (right as Plain))]]) }
    })
  const session: Session = { callMany, call: async (name, args) => (await callMany(name, [args]))[0] as Answer, close: async () => {} }
  const outcome = await asked.run(session, { reference, seed: SEED, declared: new Map(), memo: createMemo() })
  const named = new Set(causesNamed({ checks: [{ findings: outcome.findings }] as unknown as ExerciseResult['checks'] }))
  const ties = new Set([mistake.id, ...(TIES[exercise.id] ?? []).filter((tie) => tie.includes(mistake.id)).flat()])
  const wrong = [
    ...[...named].filter((cause) => !ties.has(cause)).map((cause) => `${check}: ${mistake.id} is called ${cause}`),
    ...(outcome.verdict !== 'accepted' && !named.has(mistake.id) ? [`${check}: ${mistake.id} is lost, and not named`] : []),
  ]
  return { shows, wrong }
}

describe('a known mistake', () => {
  const exercises = [...new Set(known.map(({ exercise }) => exercise))]
  let examined = 0
  let examinedPicked = 0

  it.each(exercises.map((exercise) => ({ id: exercise.id, exercise })))(
    'of $id is called by its own name wherever it shows, and by no other',
    { timeout: 60_000 },
    async ({ exercise }) => {
      const wrong: string[] = []
      for (const one of known.filter((other) => other.exercise === exercise)) {
        wrong.push(...(await wrongCauses(one)))
        examined++
      }
      expect(wrong).toEqual([])
    },
  )

  it.each([...new Set(picked.map(({ exercise }) => exercise))].map((exercise) => ({ id: exercise.id, exercise })))(
    'of what a check of $id picks is called by its own name, and by no other',
    { timeout: 60_000 },
    async ({ exercise }) => {
      const wrong: string[] = []
      const [shown, ids] = [new Set<string>(), new Set<string>()]
      for (const one of picked.filter((other) => other.exercise === exercise)) {
        const result = await judgedPicked(one)
        wrong.push(...result.wrong)
        ids.add(one.mistake.id)
        if (result.shows) shown.add(one.mistake.id)
        examinedPicked++
      }
      expect(wrong).toEqual([])
      // On the sheet's own numbers some do not apply.
      expect([...ids].filter((id) => !shown.has(id))).toEqual([])
    },
  )

  it('was examined in every computed exercise that has some', () => {
    process.stdout.write(`known mistakes: ${examined} in ${exercises.length} exercises, ${examinedPicked} of what checks pick\n`)
    expect(exercises.length).toBeGreaterThanOrEqual(9)
    expect(examined).toBe(known.length)
    expect(examinedPicked).toBe(picked.length)
    expect(examined).toBeGreaterThan(400)
  })

  it('that is called by the name of another is found', async () => {
    const [one] = known as [Known]
    const renamed = { ...one, mistake: { ...one.mistake, id: 'another' } }
    expect(await wrongCauses(renamed)).toContain(`${one.check}: another is called ${one.mistake.id}`)
  })
})
