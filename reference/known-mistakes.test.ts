import { describe, expect, it } from 'vitest'
import { type CloseToReferenceSpec, specOf } from '../checks/close-to-reference.ts'
import type { Mistake } from '../checks/index.ts'
import { gradeSubmission } from '../grading/grade.ts'
import type { Exercise } from '../grading/model/exercise.ts'
import type { ExerciseResult } from '../grading/model/result.ts'
import type { Answer, Session } from '../grading/model/session.ts'
import { type Args, fieldOf, isRecord, toPlain, toValue, type Value } from '../grading/model/value.ts'
import { causesNamed } from './samples.ts'
import { catalogue, isSlow, memo, referenceOf, SEED } from './testing/grade-sample.ts'

/** Mistakes that nothing asked can tell apart where both show: both are named then. */
const TIES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // At an output neuron the slope a(1 − a) is all that either changes.
  'backpropagation/odd-neuron': [['output-as-sigmoid', 'sigma-prime-from-activation']],
}

interface Known {
  readonly exercise: Exercise
  readonly check: string
  readonly spec: CloseToReferenceSpec
  readonly mistake: Mistake
}

/** Those of one field, or of the whole answer: what a check picks in another way cannot be put back. Networks take seconds. */
const known: readonly Known[] = catalogue
  .filter(({ exercise }) => !isSlow(exercise) || exercise.models === undefined)
  .flatMap(({ exercise }) =>
    exercise.checks.flatMap((check) => {
      const spec = specOf(check)
      if (spec === undefined || spec.pick !== undefined || spec.expected !== undefined) return []
      return (spec.mistakes ?? []).map((mistake) => ({ exercise, check: check.id, spec, mistake }))
    }),
  )

/** The reference, but for this mistake. */
function mistaken({ exercise, spec: { entry, field }, mistake }: Known): Session {
  const reference = referenceOf(exercise)
  const slip = (answer: Answer, args: Args): Answer => {
    if (!answer.ok) return answer
    const { value } = answer
    const part = (field === undefined ? value : fieldOf(value as Map<string, Value>, field)) as Value
    const made = mistake.answer(args.map(toPlain), toPlain(part))
    if (made === undefined) return answer
    return { ...answer, value: field !== undefined && isRecord(value) ? new Map([...value, [field, toValue(made)]]) : toValue(made) }
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
  const lost = result.checks.some(({ verdict }) => verdict === 'wrong-answer')
  return [
    ...[...named].filter((cause) => !own.has(cause)).map((cause) => `${one.check}: ${id} is called ${cause}`),
    ...(lost && !named.has(id) ? [`${one.check}: ${id} is lost, and not named`] : []),
  ]
}

describe('a known mistake', () => {
  const exercises = [...new Set(known.map(({ exercise }) => exercise))]
  let examined = 0

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

  it('was examined in every computed exercise that has some', () => {
    process.stdout.write(`known mistakes: ${examined} in ${exercises.length} exercises\n`)
    expect(exercises.length).toBeGreaterThanOrEqual(9)
    expect(examined).toBe(known.length)
    expect(examined).toBeGreaterThan(400)
  })

  it('that is called by the name of another is found', async () => {
    const [one] = known as [Known]
    const renamed = { ...one, mistake: { ...one.mistake, id: 'another' } }
    expect(await wrongCauses(renamed)).toContain(`${one.check}: another is called ${one.mistake.id}`)
  })
})
