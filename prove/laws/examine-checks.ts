import { gradeSubmission } from '#grading/engine/grade'
import type { Memo } from '#grading/engine/memo'
import { createRandom, type Random } from '#grading/math/random'
import type { Check } from '#grading/model/check'
import type { Exercise } from '#grading/model/exercise'
import type { Picture } from '#grading/model/picture'
import type { Answer, Session } from '#grading/model/session'
import { type Args, isList, isRecord, isTensor, type Value } from '#grading/model/value'
import { collectGarbage, cpuMs, yardstickMs } from './cpu-ms.ts'
import { type Recorder, recorder } from './recorder.ts'
import { WILD, wildly } from './wild-answers.ts'

export interface Examined {
  readonly check: string
  readonly answers: number
  /** CPU time of judging the wildest answer, as a multiple of that of the right one. */
  readonly ratio: number
  /** What was answered there. */
  readonly answer: string
  readonly violations: readonly string[]
}

export interface Examination {
  /** Wild answers for each check. */
  readonly answers: number
  readonly seed: number
  readonly reference: Session
  readonly memo: Memo
  readonly pictures?: ReadonlyMap<string, Picture>
}

/** How often the time of the right answer the judging of another may take. */
const TIMES = 5
/** Below this, times are those of the collector of garbage and of a busy machine. */
const FLOOR_MS = 20
/** Wrong answers of a network are tried in other forms and against all images: some ten times through 1.5 million pixels, however they look. */
const NETWORK_FLOOR_MS = 400
/** A time over the limit may be that of a busy machine, or of garbage from before: so often it is measured again, and the least counts. */
const MEASURED_AGAIN = 8

/**
 * Judges wild answers by each check of an exercise: none may make it throw, and none may cost many times what the right one costs. Answers
 * pass through the whole of the engine, with conventions that are declared at random.
 */
export async function examineChecks(
  exercise: Exercise,
  { answers, seed, reference, memo, pictures }: Examination,
): Promise<readonly Examined[]> {
  const right = recorder(reference)
  const floor = exercise.models === undefined ? FLOOR_MS : NETWORK_FLOOR_MS

  async function run(check: Check, session: Session, declared: ReadonlyMap<string, string>): Promise<Run> {
    const thrown: string[] = []
    const submission = {
      id: 'wild',
      kind: 'none' as const,
      hash: '',
      declared,
      answers: new Map<string, string>(),
      remarks: [],
      ...(pictures === undefined ? {} : { pictures }),
      session: () => session,
      output: () => ({ stdout: '', stderr: '' }),
      close: async () => {},
    }
    const { after: _, ...alone } = check
    const before = cpuMs()
    const outside = right.spent()
    const result = await gradeSubmission(submission, [{ ...exercise, checks: [alone] }], {
      reference: () => right.session,
      seed,
      visibility: 'all',
      memo,
      onThrow: (_exercise, _check, error) => thrown.push(error instanceof Error ? `${error.message}\n${error.stack}` : String(error)),
    })
    const ms = cpuMs() - before - (right.spent() - outside)
    const verdict = result.exercises[0]?.checks[0]?.verdict
    return { ms, thrown: thrown[0] ?? (verdict === 'judging-error' ? JSON.stringify(result.exercises[0]?.checks[0]?.findings) : undefined) }
  }

  const examined: Examined[] = []
  for (const check of exercise.checks) {
    const none = new Map<string, string>()
    const rightMs = async (): Promise<number> => (await run(check, anew(right).session, none)).ms
    await run(check, right.session, none)
    let base = floor
    const violations: string[] = []
    let dear = 0
    let worst = { ratio: 0, answer: 'none' }
    const drawn = drawAnswers(createRandom(seed, `wild ${check.id}`), exercise, check, answers)
    for (const one of drawn) {
      const changed = wild(right, one, `${seed} ${check.id} ${one.says}`)
      const { ms, thrown } = await run(check, changed.session, one.declared)
      // What is below the floor needs no comparison with the right answer.
      if (ms > TIMES * base && base === floor) base = Math.max(floor, Math.min(await rightMs(), await rightMs()))
      let least = { ms, base }
      const besides: number[] = []
      for (let i = 0; dear === 0 && i < MEASURED_AGAIN && least.ms > TIMES * least.base; i++) {
        besides.push(Math.max(yardstickMs(floor), await rightMs()))
        const again = changed.again()
        collectGarbage()
        const repeated = await run(check, again.session, one.declared)
        least = { ms: Math.min(least.ms, repeated.ms), base: Math.max(base, Math.min(...besides)) }
      }
      const ratio = least.ms / least.base
      if (thrown !== undefined) violations.push(`${one.says}: ${thrown}`)
      // One that is surely too dear is enough: the others are told as they were measured first.
      if (ratio > TIMES) dear++
      if (ratio > TIMES) violations.push(`${one.says}: ${Math.round(least.ms)} ms, ${Math.round(least.base)} ms for the right answer`)
      if (ratio > worst.ratio) worst = { ratio, answer: one.says }
    }
    examined.push({ check: `${exercise.id} ${check.id}`, answers: drawn.length, ...worst, violations })
  }
  return examined
}

interface Run {
  readonly ms: number
  readonly thrown: string | undefined
}

interface Drawn {
  readonly says: string
  readonly kind: string
  readonly where: 'whole' | 'part' | 'everywhere'
  /** Whether one answer of a batch alone is wild. */
  readonly once: boolean
  readonly entry: string | undefined
  readonly declared: ReadonlyMap<string, string>
}

/** Each kind comes once before one comes again. */
function drawAnswers(random: Random, exercise: Exercise, check: Check, count: number): readonly Drawn[] {
  const kinds = Object.keys(WILD)
  let order: string[] = []
  return Array.from({ length: check.entries.length === 0 ? Math.min(count, 1) : count }, (_, i) => {
    if (i % kinds.length === 0) order = random.shuffle(kinds)
    const kind = order[i % kinds.length] as string
    const where = random.pick(['whole', 'part', 'everywhere'] as const)
    const once = random.uniform(0, 1) < 0.4
    const entry = check.entries.length > 1 ? random.pick([undefined, ...check.entries]) : undefined
    const spoken = (exercise.conventions ?? []).filter(() => random.uniform(0, 1) < 0.3)
    const declared = new Map(spoken.map(({ key, value }) => [key, value]))
    const says = [
      kind,
      where,
      ...(once ? ['once'] : []),
      ...(entry === undefined ? [] : [entry]),
      ...[...declared].map((one) => one.join(': ')),
    ]
    return { says: says.join(', '), kind, where, once, entry, declared }
  })
}

/** Answers that the right ones were changed into. */
interface Changed {
  readonly session: Session
  /** The same answers as those of another submission, all made before they are asked for. */
  again(): Changed
}

/** The right answers as those of another submission: checks keep what they measure on an answer. */
function anew(right: Recorder): Changed {
  return changing(right, (value) => value, { once: false }, createRandom(1, 'right'))
}

/** The right answers, of which some are replaced. */
function wild(right: Recorder, drawn: Drawn, name: string): Changed {
  const random = createRandom(1, name)
  return changing(right, (value) => wildly(value, WILD[drawn.kind] as (typeof WILD)[string], drawn.where, random) ?? value, drawn, random)
}

function changing(
  right: Recorder,
  make: (value: Value) => Value,
  asked: { readonly once: boolean; readonly entry?: string | undefined },
  random: Random,
  replaced = new Map<Value, Value>(),
): Changed {
  const { once, entry: only } = asked
  const change = (answer: Answer, changed: boolean): Answer => {
    if (!answer.ok) return answer
    // Equal answers, such as the one that is asked for again, are replaced alike.
    const value = replaced.get(answer.value) ?? copy(changed ? make(answer.value) : answer.value)
    replaced.set(answer.value, value)
    return { ...answer, value }
  }
  const callMany = (entry: string, argsList: readonly Args[]): Promise<readonly Answer[]> =>
    right.apart(async () => {
      const answers = await right.answers(entry, argsList)
      const meant = only === undefined || only === entry
      const chosen = once ? random.integer(0, answers.length - 1) : undefined
      return answers.map((answer, i) => change(answer, meant && (chosen === undefined || chosen === i)))
    })
  return {
    session: { callMany, call: async (entry, args) => (await callMany(entry, [args]))[0] as Answer, close: async () => {} },
    again: () => changing(right, make, asked, random, new Map([...replaced].map(([from, to]) => [from, copy(to)]))),
  }
}

/** Another object of the same numbers. */
function copy(value: Value): Value {
  if (isTensor(value)) return { ...value }
  if (isRecord(value)) return new Map([...value].map(([name, item]) => [name, copy(item)]))
  return isList(value) ? value.map(copy) : value
}
